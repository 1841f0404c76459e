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

/// Looks for close-to-close ratios that, against the market, are near a usual split.
///
/// Falls to a half or two thirds and rises to their inverses happen without a split, above all to securities that move much
/// every day. Such a ratio counts where the security was calm before it and is calm after it: a split changes the price of
/// a firm that does well, once. Larger ratios count in any case, since firms consolidate their shares when they do badly.
package enum SplitSearch {
  private struct UsualRatio {
    let name: String
    let ratio: Double
    let tolerance: Double
    let needsCalm: Bool
  }

  private static let usual: [UsualRatio] =
    [2, 3, 4, 5, 10, 20, 25, 50, 100].flatMap { times in
      [("1/\(times)", 1 / Double(times)), ("\(times)", Double(times))].map {
        UsualRatio(name: $0.0, ratio: $0.1, tolerance: 0.05, needsCalm: times == 2)
      }
    }
    + [("2/3", 2.0 / 3), ("3/2", 1.5)].map {
      UsualRatio(name: $0.0, ratio: $0.1, tolerance: 0.03, needsCalm: true)
    }

  /// No market moves so far that a split would hide among the changes between these.
  private static let ordinary = 0.8...1.25
  /// Inside the former by more than a product rounds.
  private static let nearly = 0.800_001...1.249_999
  /// Over more sessions than these a price may change by anything.
  private static let longestSpan: Int32 = 5
  /// The trades before and after a change that are looked at, and what they may move on average.
  private static let calmBefore = (trades: 20, move: 0.04)
  private static let calmAfter = (trades: 5, move: 0.05)

  /// Trades whose price is far from the one before; few, so that the market is looked up only for them.
  package static func candidates(in trades: TradedSeries) -> [Int] {
    guard trades.series.kind == .prices, trades.count > 1 else { return [] }
    return trades.withValues(farFromTheOneBefore).filter {
      trades.sessions[$0] - trades.sessions[$0 - 1] <= longestSpan
        // A delisting return is what holders got, and no price.
        && !(trades.series.endsWithDelisting && trades.row(of: $0) == trades.series.count - 1)
    }
  }

  private static func farFromTheOneBefore(_ prices: UnsafeBufferPointer<Double>) -> [Int] {
    var far: [Int] = []
    guard let first = prices.baseAddress else { return far }
    var start = 1
    while start < prices.count {
      let end = min(start + RowsTogether.count, prices.count)
      if end - start < RowsTogether.count || !areNear(first + start) {
        far += (start..<end).filter { !ordinary.contains(prices[$0] / prices[$0 - 1]) }
      }
      start = end
    }
    return far
  }

  /// The prices from a place on, which has one before it, are near the ones before them.
  private static func areNear(_ prices: UnsafePointer<Double>) -> Bool {
    !RowsTogether.hold { !(prices[$0] > nearly.lowerBound * prices[$0 &- 1]) }
      && !RowsTogether.hold { !(prices[$0] < nearly.upperBound * prices[$0 &- 1]) }
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
      guard let split = usual.first(where: { abs(relative / $0.ratio - 1) <= $0.tolerance }),
        !split.needsCalm || isCalm(around: trade, in: trades)
      else { return nil }
      return SplitLikeChange(
        trade: trade, session: session, ratio: ratio, ratioToMarket: relative, split: split.name)
    }
  }

  private static func isCalm(around trade: Int, in trades: TradedSeries) -> Bool {
    let before = max(1, trade - calmBefore.trades)..<max(1, trade)
    let after = (trade + 1)..<max(trade + 1, min(trade + 1 + calmAfter.trades, trades.count))
    return meanMove(before, in: trades) <= calmBefore.move
      && meanMove(after, in: trades) <= calmAfter.move
  }

  /// The mean size of the changes that end with these trades; 0 where there are none.
  private static func meanMove(_ range: Range<Int>, in trades: TradedSeries) -> Double {
    guard !range.isEmpty else { return 0 }
    let sum = range.reduce(0.0) { $0 + abs(trades.value(of: $1) / trades.value(of: $1 - 1) - 1) }
    return sum / Double(range.count)
  }
}

extension Diagnostic {
  /// The warning about one change of price, with both trades and what their ratio is near to.
  package static func looksLikeASplit(_ change: SplitLikeChange, in trades: TradedSeries) -> Diagnostic {
    let series = trades.series
    let row = trades.row(of: change.trade)
    let before = trades.row(of: change.trade - 1)
    let (times, relative) = (ShownNumber.text(change.ratio), ShownNumber.text(change.ratioToMarket))
    let rest =
      (times == relative ? "" : "\(relative) without the market's move, ")
      + "which is near \(change.split)"
    let isUnit = ["100", "1/100"].contains(change.split)
    return Diagnostic(
      .looksLikeASplit, at: series.location(ofRow: row), security: series.security,
      message: series.isLinked
        ? "the return of \(series.dates[row]) makes the price \(times) times what it was, \(rest)"
        : "the price went from \(series.values[before]) on \(series.dates[before]) to \(series.values[row]) on "
          + "\(series.dates[row]): \(times) times what it was, \(rest)",
      help: isUnit
        ? "if the unit changed, such as from pounds to pence, or if it was a split, use prices in one unit that are "
          + "adjusted; if not, there is nothing to do"
        : "if it was a split, use prices that are adjusted for it; if not, there is nothing to do")
  }
}
