import CoreTypes

/// The returns of a series' prices, each from the trade before, kept because many events read them.
struct PriceChanges: Sendable {
  let returnKind: ReturnKind
  /// At `k` the return that ends with trade `k + 1`.
  private let values: [Double]

  /// - Parameters:
  ///   - rows: the row of each trade; empty where trade `k` is row `k`.
  ///   - count: the number of trades.
  init(of series: PriceSeries, rows: [Int32], count: Int, _ returnKind: ReturnKind) {
    self.returnKind = returnKind
    func changes(_ prices: UnsafeBufferPointer<Double>) -> [Double] {
      [Double](count: max(0, count - 1)) { returnKind.changes(of: prices, into: $0) }
    }
    values =
      rows.isEmpty
      ? series.values.withUnsafeBufferPointer(changes)
      : rows.map { series.values[Int($0)] }.withUnsafeBufferPointer(changes)
  }

  /// Copies the returns that end with a run of trades, none of them the first.
  func copy(endingWith run: Range<Int>, into target: UnsafeMutableBufferPointer<Double>) {
    target.fill(from: values, at: run.lowerBound - 1)
  }

  /// The same as a part of a column.
  func column(endingWith run: Range<Int>) -> ColumnPart<Double> {
    ColumnPart(values, (run.lowerBound - 1)..<(run.upperBound - 1))
  }
}
