import CoreTypes
import EventTime
import ImpactMeasures

/// What an event's prices say without a model: holding the security over a window, and the legs of the reaction.
extension EventComputation {
  func holding(
    over window: EventWindow, _ returns: AbnormalReturns, _ placed: PlacedEvent, _ rule: BuyAndHoldRule
  ) -> BuyAndHold {
    guard shown.contains(.holding) else { return .missing }
    guard study.buyAndHold != .model else {
      return BuyAndHold(
        againstModelOver: window, clock: placed.clock, returns: returns, rule: rule,
        lastKnownDay: placed.event.lastKnownDay)
    }
    return BuyAndHold(
      over: window, trades: placed.trades, clock: placed.clock,
      benchmark: study.buyAndHold == .control ? placed.control : placed.benchmark, returns: returns,
      rule: rule)
  }

  /// nil for a security whose prices go on.
  func lastTradedDay(of placed: PlacedEvent) -> Int? {
    guard placed.event.reason == .delisted else { return nil }
    return placed.trades.sessions.last.flatMap { placed.clock.day(of: Int($0)) }
  }

  func legs(of placed: PlacedEvent) -> ReactionLegs {
    let reaction = placed.event.dayZero?.reactionSession ?? 0
    return ReactionLegs(
      trades: placed.trades, dayZero: placed.clock.dayZero,
      closedBefore: placed.event.announcement?.firstInformedSession ?? reaction, benchmark: placed.benchmark,
      returnKind: study.returns, returnAfterGap: study.returnAfterGap)
  }
}
