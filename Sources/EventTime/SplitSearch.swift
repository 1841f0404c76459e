import CoreTypes

/// A change of price that looks like a split, a consolidation or a bonus issue that the prices are not adjusted for.
package struct SplitLikeChange: Sendable, Equatable {
  /// The trade that ends the change, and its session.
  package let trade: Int
  package let session: Int
  /// The price over the one before it.
  package let ratio: Double
  /// The same over what the benchmark did meanwhile.
  package let ratioToMarket: Double
  /// `1/2`, `3/2` ...
  package let split: String
}

/// Looks for close-to-close ratios that, against the market, are within 3 % of a usual split.
package enum SplitSearch {
  private static let splits: [(name: String, ratio: Double)] = [
    ("1/2", 1.0 / 2), ("1/3", 1.0 / 3), ("2/3", 2.0 / 3), ("1/4", 1.0 / 4), ("1/5", 1.0 / 5),
    ("1/10", 1.0 / 10), ("1/20", 1.0 / 20), ("1/25", 1.0 / 25), ("1/50", 1.0 / 50), ("1/100", 1.0 / 100),
    ("2", 2), ("3", 3), ("3/2", 3.0 / 2), ("4", 4), ("5", 5), ("10", 10), ("20", 20), ("25", 25), ("50", 50),
    ("100", 100),
  ]
  private static let tolerance = 0.03
  /// No market moves so far that a split would hide among the changes between these.
  private static let ordinary = 0.8...1.25
  /// Over more sessions than these a price may change by anything.
  private static let longestSpan: Int32 = 5

  /// Trades whose price is far from the one before; few, so that the market is looked up only for them.
  package static func candidates(in trades: TradedSeries) -> [Int] {
    guard trades.series.kind == .prices, trades.count > 1 else { return [] }
    var before = trades.value(of: 0)
    var found: [Int] = []
    for trade in 1..<trades.count {
      let price = trades.value(of: trade)
      let span = trades.sessions[trade] - trades.sessions[trade - 1]
      if !ordinary.contains(price / before), span <= longestSpan { found.append(trade) }
      before = price
    }
    return found
  }

  /// Those of the candidates that remain near a split when the benchmark's return is taken out; where the benchmark
  /// has none, the price alone decides.
  package static func changes(
    _ candidates: [Int], in trades: TradedSeries, benchmark: BenchmarkReturns?
  ) -> [SplitLikeChange] {
    candidates.compactMap { trade in
      let from = Int(trades.sessions[trade - 1])
      let session = Int(trades.sessions[trade])
      let ratio = trades.value(of: trade) / trades.value(of: trade - 1)
      let market = benchmark.map { $0.returnKind.gross($0.over(from: from, to: session)) } ?? 1
      let relative = market.isFinite && market > 0 ? ratio / market : ratio
      guard let split = splits.first(where: { abs(relative / $0.ratio - 1) <= tolerance }) else { return nil }
      return SplitLikeChange(
        trade: trade, session: session, ratio: ratio, ratioToMarket: relative, split: split.name)
    }
  }
}

extension Diagnostic {
  package static func looksLikeASplit(_ change: SplitLikeChange, in trades: TradedSeries) -> Diagnostic {
    let series = trades.series
    let row = trades.row(of: change.trade)
    let before = trades.row(of: change.trade - 1)
    func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
    let isAlike = rounded(change.ratio) == rounded(change.ratioToMarket)
    let rest =
      (isAlike ? "" : "\(rounded(change.ratioToMarket)) without the market's move, ")
      + "which is near \(change.split)"
    let isUnit = ["100", "1/100"].contains(change.split)
    return Diagnostic(
      .looksLikeASplit, at: series.location(ofRow: row), security: series.security,
      message: series.isLinked
        ? "the return of \(series.dates[row]) makes the price \(rounded(change.ratio)) times what it was, \(rest)"
        : "the price went from \(series.values[before]) on \(series.dates[before]) to \(series.values[row]) on "
          + "\(series.dates[row]): \(rounded(change.ratio)) times what it was, \(rest)",
      help: isUnit
        ? "if the unit changed, such as from pounds to pence, or if it was a split, use prices in one unit that are "
          + "adjusted; if not, there is nothing to do"
        : "if it was a split, use prices that are adjusted for it; if not, there is nothing to do")
  }
}
