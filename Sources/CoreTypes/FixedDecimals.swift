/// Fixed decimals, rounded half away from zero; empty for NaN.
package func rounded(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite else { return "" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let units = (abs(value) * scale).rounded()
  guard units < 1e15 else { return "\(value)" }
  let whole = Int(units)
  let divisor = Int(scale)
  let sign = value < 0 && whole > 0 ? "-" : ""
  guard decimals > 0 else { return sign + String(whole) }
  return sign + String(whole / divisor) + "." + paddedDecimal(whole % divisor, decimals)
}

/// `value` in decimal with at least `width` digits, padded with zeros on the left.
package func paddedDecimal(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  if digits.utf8.count >= width { return digits }
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
