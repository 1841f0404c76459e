import CoreTypes
import EventTime
import ExpectedReturns
import ImpactMeasures

extension EventImpact {
  /// An event that was excluded before anything could be computed.
  init(excluded event: AlignedEvent) {
    self.init(
      event: event, dayZeroSpan: nil, estimationWindow: nil, returnSessions: nil, models: [], reaction: nil,
      notes: [])
  }

  /// - Parameter trades: no return of the security lies before its second price, its first ready-made return, or after
  ///   its last trade.
  init(
    event: AlignedEvent, sample: EstimationSample, trades: TradedSeries, models: [ModelImpact],
    reaction: Reaction?, notes: [EstimateWarning]
  ) {
    let axis = sample.returns.axis
    let opening = Int(trades.sessions.first ?? 0)
    let first = trades.series.kind == .prices ? opening + 1 : opening
    let span = axis.contains(0) ? sample.returns.spans[-axis.first] : 0
    self.init(
      event: event, dayZeroSpan: span > 0 ? Int(span) : nil, estimationWindow: sample.estimationWindow,
      returnSessions: (first: first, last: Int(trades.sessions.last ?? 0)), models: models,
      reaction: reaction, notes: notes)
  }
}
