import CoreTypes

/// A price that is the same on many sessions in a row although nothing says that the security did not trade: most
/// likely padding, as some vendors write it on holidays and after a delisting. Its returns of 0 count as returns.
package struct StalePrices {
  private static let fewestSessions = 20

  private let trades: TradedSeries
  private let runs: [Range<Int>]

  package init(of trades: TradedSeries) {
    self.trades = trades
    let isLong = trades.series.kind == .prices && trades.count >= StalePrices.fewestSessions
    runs = isLong ? trades.withValues(StalePrices.runs) : []
  }

  /// The sessions of each run, from its first to its last trade, ascending.
  package var sessions: [ClosedRange<Int>] {
    runs.map { Int(trades.sessions[$0.lowerBound])...Int(trades.sessions[$0.upperBound - 1]) }
  }

  /// One diagnostic a security, at the beginning of its longest run; `nil` where there is none.
  package var diagnostic: Diagnostic? {
    // The first of the longest.
    guard let length = runs.map(\.count).max(), let longest = runs.first(where: { $0.count == length }) else {
      return nil
    }
    let series = trades.series
    let (first, last) = (trades.row(of: longest.lowerBound), trades.row(of: longest.upperBound - 1))
    return Diagnostic(
      .priceStale, at: series.location(ofRow: first), security: series.security,
      message:
        "the price of '\(series.security)' is \(series.values[first]) on \(longest.count) sessions in a row, "
        + "\(series.dates[first]) to \(series.dates[last])"
        + (runs.count > 1 ? ", the longest of \(runs.count) such runs" : ""),
      help:
        "if the vendor repeats prices on days without trade, name those days in the suspensions file or remove the "
        + "rows; the prices are used as they are")
  }

  /// The runs of equal values that are long enough.
  private static func runs(_ values: UnsafeBufferPointer<Double>) -> [Range<Int>] {
    var runs: [Range<Int>] = []
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
      if end - start >= fewestSessions { runs.append(start..<end) }
      trade = (end / step + 1) * step
    }
    return runs
  }
}
