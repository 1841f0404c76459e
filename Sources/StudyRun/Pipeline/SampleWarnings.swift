import CoreTypes
import EventTime
import ExpectedReturns

/// What a reader should know of an event's estimation days, whatever the model.
enum SampleWarnings {
  /// More than this share of an estimation window's sessions without a trade is thin trading.
  static let thinTradingShare = 0.1

  static func all(_ event: AlignedEvent, _ sample: EstimationSample, _ trades: TradedSeries)
    -> [EstimateWarning]
  {
    [thinTrading(event, sample, trades), sample.benchmarkLikeness].compactMap { $0 }
  }

  /// Sessions of declared suspensions and those before the security's first trade do not count.
  private static func thinTrading(
    _ event: AlignedEvent, _ sample: EstimationSample, _ trades: TradedSeries
  ) -> EstimateWarning? {
    guard let clock = event.dayZero?.clock, let listed = trades.sessions.first,
      let first = clock.session(of: sample.estimationWindow.first).map({ max($0, Int(listed)) }),
      let last = clock.session(of: sample.estimationWindow.last), first <= last
    else { return nil }
    let suspended = trades.declared.reduce(0) { count, range in
      count + max(0, min(range.upperBound, last) - max(range.lowerBound, first) + 1)
    }
    let sessions = last - first + 1 - suspended
    let traded = trades.firstTrade(notBefore: last + 1) - trades.firstTrade(notBefore: first)
    guard sessions > 0, Double(sessions - traded) > thinTradingShare * Double(sessions) else { return nil }
    return EstimateWarning(
      .thinTrading, "no trade on \(sessions - traded) of \(sessions) sessions of the estimation window")
  }
}
