import CoreTypes
import EventTime

/// The legs of a reaction in daily prices: last close before the news, next open, that session's close (METHODS
/// 8.5).
///
/// Prices are as traded; returns are on the adjusted basis (`open x adjusted / raw close` of its row), so that
/// `(1 + gap)(1 + open-to-close) = 1 + close-to-close` exactly. Of ready-made returns those since the base session make up
/// close-to-close; there are no prices then. NaN = the data cannot say.
package struct ReactionLegs: Sendable {
  /// False for ready-made returns.
  package let hasPrices: Bool
  /// Session index of the last session traded that had closed at the announcement.
  package let baseSession: Int?
  /// Its close as traded.
  package let baseClose: Double
  /// Session index of day 0.
  package let reactionSession: Int?
  /// Its open and close as traded.
  package private(set) var open: Double
  package let close: Double
  /// From the base session's close to day 0's open.
  package private(set) var gapReturn: Double
  package private(set) var openToCloseReturn: Double
  package let closeToCloseReturn: Double
  /// From the base session's close to day 0's.
  package let benchmarkReturn: Double
  /// The daily file has no open: it was taken from the intraday file.
  package private(set) var opensIntraday = false
}

extension ReactionLegs {
  /// - Parameters:
  ///   - closedBefore: the first session whose close was made after the announcement; the base is the last one traded
  ///     before it, and before day 0.
  ///   - returnAfterGap: what a ready-made return after missing sessions spans.
  package init(
    trades: TradedSeries, dayZero session: Int?, closedBefore: Int, benchmark: BenchmarkReturns?,
    returnKind: ReturnKind, returnAfterGap: ReturnAfterGap
  ) {
    let bound = min(closedBefore, session ?? closedBefore)
    let base = trades.firstTrade(notBefore: bound) - 1
    let reaction = session.flatMap { trades.trade(on: $0) }
    hasPrices = trades.series.kind == .prices
    let baseSession = base >= 0 ? Int(trades.sessions[base]) : nil
    let baseValue = hasPrices && base >= 0 ? trades.value(of: base) : .nan
    let value = hasPrices ? reaction.map { trades.value(of: $0) } ?? .nan : .nan
    let asTraded = hasPrices ? reaction.map { trades.tradedPrices(of: $0) } : nil
    let (open, close) = asTraded ?? (.nan, .nan)
    let adjustedOpen = open * (value / close)
    self.baseSession = baseSession
    baseClose = hasPrices && base >= 0 ? trades.tradedPrices(of: base).close : .nan
    reactionSession = session
    self.open = open
    self.close = close
    gapReturn = returnKind.change(from: baseValue, to: adjustedOpen)
    openToCloseReturn = returnKind.change(from: adjustedOpen, to: value)
    closeToCloseReturn =
      hasPrices
      ? returnKind.change(from: baseValue, to: value)
      : ReactionLegs.readyMade(trades, from: base, to: reaction, returnKind, returnAfterGap)
    if let baseSession, let session, let benchmark, reaction != nil {
      benchmarkReturn = benchmark.over(from: baseSession, to: session)
    } else {
      benchmarkReturn = .nan
    }
  }

  /// The ready-made returns after one trade up to another as one; NaN where one of them does not span all sessions since
  /// the trade before it.
  private static func readyMade(
    _ trades: TradedSeries, from base: Int, to reaction: Int?, _ returnKind: ReturnKind,
    _ returnAfterGap: ReturnAfterGap
  ) -> Double {
    guard base >= 0, let reaction, reaction > base else { return .nan }
    let steps = base + 1...reaction
    let isCovered = steps.allSatisfy {
      trades.sessions[$0] - trades.sessions[$0 - 1] == 1
        || trades.returnAfterGap(of: $0, returnAfterGap) == .multi
    }
    guard isCovered else { return .nan }
    let parts = steps.map { returnKind.readyMade(trades.value(of: $0)) }
    return returnKind.accumulated(parts[...])
  }

  /// Takes the place of a missing open: the session's last regular price over its opening price, both of the
  /// intraday file, so that no split or dividend of the night is in it.
  mutating func takeOpen(closeOverOpen ratio: Double, returnKind: ReturnKind) {
    guard open.isNaN, ratio > 0, !closeToCloseReturn.isNaN else { return }
    opensIntraday = true
    open = close / ratio
    openToCloseReturn = returnKind.change(from: 1, to: ratio)
    gapReturn = returnKind.change(from: 1, to: returnKind.gross(closeToCloseReturn) / ratio)
  }
}
