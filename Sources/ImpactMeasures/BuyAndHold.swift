import CoreTypes
import EventTime

/// What became of 1 invested in the security, and of 1 in what it is compared with, from the close before a window to
/// the close of its last day: `BHAR = prod(1 + R_t) - prod(1 + B_t)` (METHODS 4.5). NaN = the data cannot say.
///
/// From prices it is the price relative of the two ends, so a day without a trade inside does no harm; an end
/// without one does, unless `gaps` fills it. Barber and Lyon (1997), Journal of Financial Economics 43, 341-372.
package struct BuyAndHold: Sendable {
  /// 1 + the security's return.
  package let security: Double
  /// 1 + the return of what it is compared with.
  package let benchmark: Double
  package let ending: Ending
  /// What keeps a window that has a sum from having one: an end without a trade, a day without a return, no value of what it is
  /// compared with.
  package private(set) var lack: WindowExclusion?
  /// What it is compared with is a portfolio, bought at the start of the window and held.
  package private(set) var isAgainstPortfolio = false

  /// How it comes to an end.
  package enum Ending: String, Sendable {
    /// With the window.
    case whole
    /// With the security's last price, before the window does.
    case delisting = "held-to-delisting"
    /// With the window, the proceeds of the security's last price having earned the benchmark's return.
    case reinvested = "reinvested-after-delisting"
  }

  /// BHAR.
  package var abnormalReturn: Double { security - benchmark }
  package var securityReturn: Double { security - 1 }
  package var benchmarkReturn: Double { benchmark - 1 }
  /// `(1 + R) / (1 + B)`.
  package var wealthRelative: Double { security / benchmark }

  package static let missing = BuyAndHold(security: .nan, benchmark: .nan, ending: .whole)

  private static func missing(_ lack: WindowExclusion) -> BuyAndHold {
    var missing = missing
    missing.lack = lack
    return missing
  }

  package init(security: Double, benchmark: Double, ending: Ending) {
    self.security = security
    self.benchmark = benchmark
    self.ending = ending
  }
}

/// What becomes of a buy-and-hold return when the security stops trading inside the window (METHODS 2.4).
package enum AfterDelisting: String, Sendable, CaseIterable {
  /// There is none.
  case missing
  /// Both sides end with the security's last price.
  case end
  /// The proceeds earn what the security is compared with. Lyon, Barber and Tsai (1999), Journal of Finance 54, 165-201.
  case benchmark
}

/// How the buy-and-hold returns of one event are made.
package struct BuyAndHoldRule: Sendable {
  package let returnKind: ReturnKind
  /// What a ready-made return after missed sessions covers, where its row does not say.
  package let returnAfterGap: ReturnAfterGap
  /// For a security whose prices have ended, not one that is suspended.
  package let afterDelisting: AfterDelisting
  /// The event day of the security's last price; nil while it trades on.
  package let lastTradedDay: Int?

  package init(
    returnKind: ReturnKind, returnAfterGap: ReturnAfterGap, afterDelisting: AfterDelisting,
    lastTradedDay: Int?
  ) {
    self.returnKind = returnKind
    self.returnAfterGap = returnAfterGap
    self.afterDelisting = afterDelisting
    self.lastTradedDay = lastTradedDay
  }

  /// The part of a window in which the security is held; nil for none.
  fileprivate func held(_ window: EventWindow) -> EventWindow? {
    guard let lastTradedDay, lastTradedDay < window.last else { return window }
    guard afterDelisting != .missing, lastTradedDay >= window.first else { return nil }
    return EventWindow(first: window.first, last: lastTradedDay)
  }
}

extension BuyAndHold {
  /// Against a benchmark held over the same interval.
  package init(
    over window: EventWindow, trades: TradedSeries, clock: EventClock, benchmark: BenchmarkReturns?,
    returns: borrowing AbnormalReturns, rule: BuyAndHoldRule
  ) {
    guard let held = rule.held(window) else {
      self = .missing(.noTradeOnLastDay)
      return
    }
    guard let benchmark else {
      self = .missing(.benchmarkMissing)
      return
    }
    guard let start = clock.session(of: window.first - 1),
      let end = clock.session(of: held.last), let close = clock.session(of: window.last)
    else {
      self = .missing
      return
    }
    let kind = rule.returnKind
    let security = BuyAndHold.grossReturn(from: start, to: end, held, trades, clock, returns, rule)
    let reinvests = held.last < window.last && rule.afterDelisting == .benchmark
    self.init(
      security: reinvests ? security * kind.gross(benchmark.over(from: end, to: close)) : security,
      benchmark: kind.gross(benchmark.over(from: start, to: reinvests ? close : end)),
      ending: held.last == window.last ? .whole : reinvests ? .reinvested : .delisting)
    isAgainstPortfolio = !benchmark.members.isEmpty
    if !security.isFinite {
      lack =
        trades.trade(on: start) == nil
        ? .spanCrossesWindowStart : trades.trade(on: end) == nil ? .noTradeOnLastDay : .holeInWindow
    } else if !self.benchmark.isFinite {
      lack = .benchmarkMissing
    }
  }

  /// Against the model's expectation compounded over the days with a return, which must cover the window: the model
  /// expects nothing over sessions that no return covers.
  ///
  /// After a delisting the model expects nothing: `benchmark` ends both sides as `end` does.
  package init(
    againstModelOver window: EventWindow, clock: EventClock, returns: AbnormalReturns, rule: BuyAndHoldRule,
    lastKnownDay: Int
  ) {
    guard let held = rule.held(window) else {
      self = .missing(.noTradeOnLastDay)
      return
    }
    guard let start = clock.session(of: window.first - 1) else {
      self = .missing
      return
    }
    let positions: [Int]
    switch WindowCoverage.positions(of: held, in: returns, rule: .strict, lastKnownDay: lastKnownDay) {
    case .success(let covered)
    where returns.lastSession(of: covered, from: start, on: clock) == clock.session(of: held.last):
      positions = covered
    case .success:
      self = .missing(.holeInWindow)
      return
    case .failure(let reason):
      self = .missing(reason)
      return
    }
    var security = 1.0
    var expected = 1.0
    for position in positions {
      security *= rule.returnKind.gross(returns.returns[position])
      expected *= rule.returnKind.gross(returns.expected[position])
    }
    self.init(security: security, benchmark: expected, ending: held.last == window.last ? .whole : .delisting)
  }

  private static func grossReturn(
    from start: Int, to end: Int, _ window: EventWindow, _ trades: TradedSeries, _ clock: EventClock,
    _ returns: AbnormalReturns, _ rule: BuyAndHoldRule
  ) -> Double {
    let (first, last) = (trades.trade(on: start), trades.trade(on: end))
    if trades.series.kind == .prices, let first, let last {
      return trades.value(of: last) / trades.value(of: first)
    }
    // Ready-made returns, or gaps filled by `lumped` and `uniform`.
    let values = returns.returns
    let positions = window.days.lazy.map { returns.position(of: $0) }.filter { values[$0].isFinite }
    if returns.lastSession(of: positions, from: start, on: clock) == end {
      return positions.reduce(1) { $0 * rule.returnKind.gross(values[$1]) }
    }
    // A return over several sessions that `gaps: drop` keeps from the event's days was earned all the same.
    guard trades.series.kind == .returns, let first, let last else { return .nan }
    return trades.readyMadeGrowth(from: first, to: last, rule.returnAfterGap)
  }
}

extension AbnormalReturns {
  /// The session that the returns at `positions` lead to from the close of session `start`, each beginning where the
  /// one before it ended; nil where they leave a session out, while the clock stood still too (METHODS 0.26).
  fileprivate func lastSession(of positions: some Sequence<Int>, from start: Int, on clock: EventClock)
    -> Int?
  {
    var reached = start
    for position in positions {
      guard let session = clock.session(of: eventWindow.first + position),
        session - Int(spans[position]) == reached
      else { return nil }
      reached = session
    }
    return reached
  }
}
