import CoreTypes

/// A fraction in percent with two decimals; empty for NaN.
package func percent(_ fraction: Double) -> String {
  fraction.isNaN ? "" : rounded(fraction * 100, 2) + " %"
}

/// A p-value with four decimals; empty where there is none.
package func probability(_ value: Double?) -> String {
  value.map { $0 < 0.0001 ? "< 0.0001" : rounded($0, 4) } ?? ""
}

extension String {
  /// With spaces on the right up to a width in characters.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  /// With spaces on the left.
  func aligned(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
