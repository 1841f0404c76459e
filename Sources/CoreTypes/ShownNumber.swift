/// A number as messages to people show it: with four places, below 0.1 with four digits, whole ones without a point.
package enum ShownNumber {
  /// A fraction in percent, without the sign.
  package static func percent(_ fraction: Double) -> String { text(fraction * 100) }

  /// The number for a sentence; words where it is not finite.
  package static func text(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "no number" : "more than 1e308" }
    var scale = 10_000.0
    while value != 0, abs(value) * scale < 1_000, scale < 1e300 { scale *= 10 }
    let rounded = abs(value) * scale < 1e300 ? (value * scale).rounded() / scale : value
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : "\(rounded)"
  }
}
