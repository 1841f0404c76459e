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
    // Of so many neighbors that a long run has, one pair is met by steps of this length.
    let step = fewestSessions - 1
    var trade = step
    while trade < values.count {
      guard values[trade] == values[trade - 1] else {
        trade += step
        continue
      }
      var (start, end) = (trade - 1, trade + 1)
      while start > 0, values[start - 1] == values[start] { start -= 1 }
      while end < values.count, values[end] == values[end - 1] { end += 1 }
      if end - start >= fewestSessions {
        runs += 1
        if end - start > longest.count { longest = start..<end }
      }
      trade = (end / step + 1) * step
    }
    return (longest, runs)
  }
}
