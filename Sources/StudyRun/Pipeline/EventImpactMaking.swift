import CoreTypes
import EventTime
import ExpectedReturns
import ImpactMeasures

extension EventImpact {
  /// An event of which nothing is computed: one that was excluded before, or is only counted.
  init(uncomputed event: AlignedEvent) {
    self.init(
      event: event, dayZeroSpan: nil, estimationWindow: nil, estimationGap: nil, returnSessions: nil,
      models: [], reaction: nil, notes: [])
  }

  /// - Parameters:
  ///   - dayZeroSpan: sessions that day 0's return covers; 0 for none.
  ///   - trades: no return of the security lies before its second price, its first ready-made return, or after its last
  ///     trade.
  init(
    event: AlignedEvent, sample: EstimationSample, estimationGap: EventWindow?, dayZeroSpan: Int,
    trades: TradedSeries, models: [ModelImpact], reaction: Reaction?, notes: [EstimateWarning]
  ) {
    let opening = Int(trades.sessions.first ?? 0)
    let first = trades.series.kind == .prices ? opening + 1 : opening
    self.init(
      event: event, dayZeroSpan: dayZeroSpan > 0 ? dayZeroSpan : nil,
      estimationWindow: sample.estimationWindow, estimationGap: estimationGap,
      returnSessions: (first: first, last: Int(trades.sessions.last ?? 0)), models: models,
      reaction: reaction, notes: notes)
  }
}

extension ExpectedReturnEstimate {
  /// What the variances of windows allow for in a study; nil = errors are independent.
  func correlations(as study: StudyConfiguration) -> [Double]? {
    study.windowVariance == .serialCorrelation
      ? residualAutocorrelations(upTo: study.eventWindow.length) : nil
  }
}
