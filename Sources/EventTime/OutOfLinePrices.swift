import CoreTypes

/// Prices that nothing around them explains: one that is a multiple of those on both sides, as a slipped decimal point or
/// a lost digit makes it, and a change to a multiple that is no usual split.
///
/// One diagnostic a security, about the largest of them. The prices are used as they are.
package enum OutOfLinePrices {
  /// A single price stands out by at least so much, where the prices before and after it are this close.
  private static let spike = 1.5
  private static let closeness = 0.85...1.18
  /// A change that stays is out of line where it is larger than this.
  private static let lasting = 3.0

  /// Those of the trades (`SplitSearch.candidates`) that stand out from the trades before and after them.
  package static func spikes(_ candidates: [Int], in trades: TradedSeries) -> Set<Int> {
    let found = candidates.filter { trade in
      guard trade > 0, trade + 1 < trades.count else { return false }
      let (before, own, after) = (
        trades.value(of: trade - 1), trades.value(of: trade), trades.value(of: trade + 1)
      )
      return closeness.contains(after / before) && size(own / before) >= spike
        && size(own / after) >= spike
    }
    return Set(found)
  }

  /// - Parameters:
  ///   - spikes: those of the candidates that stand out.
  ///   - explained: those that look like a split.
  package static func diagnostic(
    _ candidates: [Int], spikes: Set<Int>, explained: Set<Int>, in trades: TradedSeries
  ) -> Diagnostic? {
    let found = candidates.filter { trade in
      if spikes.contains(trade) { return true }
      // A total loss is told by who says it.
      guard !explained.contains(trade), !spikes.contains(trade - 1), trades.value(of: trade) > 0 else {
        return false
      }
      return size(ratio(trade, trades)) > lasting
    }
    guard let worst = found.max(by: { size(ratio($0, trades)) < size(ratio($1, trades)) }) else { return nil }
    let series = trades.series
    let row = trades.row(of: worst)
    let isSpike = spikes.contains(worst)
    let others = found.count > 1 ? "; \(found.count - 1) more such in the security's prices" : ""
    return Diagnostic(
      .priceOutOfLine, at: series.location(ofRow: row), security: series.security,
      message: message(worst, isSpike: isSpike, in: trades) + others,
      help: (isSpike ? "" : "use adjusted prices if it was a split; ")
        + "correct the number if a digit or the decimal point is wrong; it is used as it is")
  }

  private static func message(_ trade: Int, isSpike: Bool, in trades: TradedSeries) -> String {
    let series = trades.series
    let (row, before) = (trades.row(of: trade), trades.row(of: trade - 1))
    let times = ShownNumber.text(ratio(trade, trades))
    if series.isLinked {
      return
        "the return of \(series.dates[row]) makes the price \(times) times that of \(series.dates[before])"
        + (isSpike ? ", and the next one takes it back" : "")
    }
    let change =
      "the price \(ShownNumber.text(series.values[row])) of \(series.dates[row]) is \(times) times that of "
      + "\(series.dates[before]), \(ShownNumber.text(series.values[before]))"
    guard isSpike else { return change }
    let after = trades.row(of: trade + 1)
    return "\(change), and on \(series.dates[after]) it is back at \(ShownNumber.text(series.values[after]))"
  }

  private static func ratio(_ trade: Int, _ trades: TradedSeries) -> Double {
    trades.value(of: trade) / trades.value(of: trade - 1)
  }

  private static func size(_ ratio: Double) -> Double { max(ratio, 1 / ratio) }
}
