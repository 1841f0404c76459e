/// The prices of a security that are adjusted by a return factor (Compustat's `trfd`), in the order of days.
///
/// Before its first factor nothing had been paid out, and a factor that is missing is 1. After it a missing one is unknown,
/// and so is the price.
struct ReturnFactors {
  /// The rows that have a price, and their prices.
  private(set) var rows: [Int] = []
  private(set) var prices: [Double] = []
  /// Rows whose price is unknown.
  private(set) var unknown: [Int] = []
  private var hasBegun = false

  /// - Parameter price: negative where the factor is missing.
  mutating func add(row: Int, price: Double) {
    if price < 0, hasBegun { return unknown.append(row) }
    hasBegun = price > 0
    rows.append(row)
    prices.append(abs(price))
  }
}
