import CoreTypes

/// A price that is the same on many sessions in a row although nothing says that the security did not trade: most
/// likely padding, as some vendors write it on holidays and after a delisting. Its returns of 0 count as returns.
package enum StalePrices {
  private static let fewestSessions = 20

  /// One diagnostic a security, at the beginning of its longest run; `nil` where there is none.
  package static func diagnostic(of trades: TradedSeries) -> Diagnostic? {
    guard trades.series.kind == .prices, trades.count >= fewestSessions else { return nil }
    var longest = 0..<0
    var runs = 0
    var start = 0
    var before = trades.value(of: 0)
    for trade in 1...trades.count {
      let value = trade < trades.count ? trades.value(of: trade) : .nan
      if value == before { continue }
      if trade - start >= fewestSessions {
        runs += 1
        if trade - start > longest.count { longest = start..<trade }
      }
      (start, before) = (trade, value)
    }
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
}
