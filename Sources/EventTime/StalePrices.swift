import CoreTypes

/// A price that is the same on many sessions in a row although nothing says that the security did not trade: most
/// likely padding, as some vendors write it on holidays and after a delisting. Its returns of 0 count as returns.
package enum StalePrices {
  private static let fewestSessions = 20

  /// One diagnostic a security, at the beginning of its longest run; `nil` where there is none.
  package static func diagnostic(of trades: TradedSeries) -> Diagnostic? {
    guard trades.series.kind == .prices, trades.count >= fewestSessions else { return nil }
    let (longest, runs) = trades.withValues(longestRun)
    guard !longest.isEmpty else { return nil }
    let series = trades.series
    let (first, last) = (trades.row(of: longest.lowerBound), trades.row(of: longest.upperBound - 1))
    return Diagnostic(
      .priceStale, at: series.location(ofRow: first), security: series.security,
      message:
        "the price of '\(series.security)' is \(series.values[first]) on \(longest.count) sessions in a row, "
        + "\(series.dates[first]) to \(series.dates[last])"
        + (runs > 1 ? ", the longest of \(runs) such runs" : ""),
      help:
        "if the vendor repeats prices on days without trade, name those days in the suspensions file or remove the "
        + "rows; the prices are used as they are")
  }

  /// The longest run of equal values that is long enough, the first of those, and how many runs are.
  private static func longestRun(_ values: UnsafeBufferPointer<Double>) -> (longest: Range<Int>, runs: Int) {
    var longest = 0..<0
    var runs = 0
    var start = 0
    func close(_ end: Int) {
      guard end - start >= fewestSessions else { return }
      runs += 1
      if end - start > longest.count { longest = start..<end }
    }
    for trade in 1..<values.count where values[trade] != values[trade - 1] {
      close(trade)
      start = trade
    }
    close(values.count)
    return (longest, runs)
  }
}
