import CoreTypes
import EventTime
import ExpectedReturns
import ImpactMeasures

extension EventImpact {
  /// An event that was excluded before anything could be computed.
  init(excluded event: AlignedEvent) {
    self.init(
      event: event, dayZeroSpan: nil, estimationWindow: nil, estimationFirst: nil, estimationLast: nil,
      models: [], legs: nil)
  }

  /// - Parameter trades: no return of the security lies before its second price, its first ready-made return, or after
  ///   its last trade.
  init(
    event: AlignedEvent, sample: EstimationSample, trades: TradedSeries, models: [ModelImpact],
    legs: ReactionLegs?
  ) {
    let returns = sample.returns
    let days = sample.estimationWindow.days
    let opening = Int(trades.sessions.first ?? 0)
    let (first, last) = (
      trades.series.kind == .prices ? opening + 1 : opening, Int(trades.sessions.last ?? 0)
    )
    let hasReturn = { (day: Int) in
      event.dayZero?.clock.session(of: day).map { $0 >= first && $0 <= last } ?? false
    }
    let span = returns.axis.contains(0) ? returns.spans[returns.position(of: 0)] : 0
    self.init(
      event: event, dayZeroSpan: span > 0 ? Int(span) : nil, estimationWindow: sample.estimationWindow,
      estimationFirst: days.first(where: hasReturn).flatMap(event.date(of:)),
      estimationLast: days.last(where: hasReturn).flatMap(event.date(of:)), models: models, legs: legs)
  }
}
