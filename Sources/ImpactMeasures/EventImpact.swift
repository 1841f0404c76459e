import CoreTypes
import EventTime
import ExpectedReturns

/// One event with everything that was measured about it, model by model.
package struct EventImpact: Sendable {
  package let event: AlignedEvent
  /// Sessions that day 0's return covers; nil where day 0 has no return.
  package let dayZeroSpan: Int?
  /// The event days that the residuals of its models stand on; nil where nothing was estimated.
  package let estimationWindow: EventWindow?
  /// The days between two estimation windows, one before and one after the event; nil where there is one.
  package let estimationGap: EventWindow?
  /// The sessions between which the security has returns; nil where nothing was estimated.
  private let returnSessions: (first: Int, last: Int)?
  /// In the order of the study's models; empty for an event that was excluded before any estimation.
  package let models: [ModelImpact]
  /// nil for excluded events, and where no table shows it.
  private let reaction: Reaction?
  /// What the estimation days gave cause to say, in words; the ids are among the event's warnings.
  package let notes: [EstimateWarning]

  package init(
    event: AlignedEvent, dayZeroSpan: Int?, estimationWindow: EventWindow?, estimationGap: EventWindow?,
    returnSessions: (first: Int, last: Int)?, models: [ModelImpact], reaction: Reaction?,
    notes: [EstimateWarning]
  ) {
    self.event = event
    self.dayZeroSpan = dayZeroSpan
    self.estimationWindow = estimationWindow
    self.estimationGap = estimationGap
    self.returnSessions = returnSessions
    self.models = models
    self.notes = notes
    self.reaction = reaction
  }

  /// The night of the news: in memory of its own, because few studies show it.
  package final class Reaction: Sendable {
    let legs: ReactionLegs
    let path: ReactionPath?

    package init(_ legs: ReactionLegs, _ path: ReactionPath?) {
      self.legs = legs
      self.path = path
    }
  }

  /// Empty numbers where the data cannot say; nil for excluded events.
  package var legs: ReactionLegs? { reaction?.legs }
  /// The same night by the minute, and abnormal legs; nil for excluded events.
  package var path: ReactionPath? { reaction?.path }

  /// The first and the last session of the estimation window that lie within the security's returns, with a return of their own
  /// or not; nil for none.
  package var estimationFirst: CalendarDate? {
    estimationWindow?.days.first(where: isEstimated).flatMap { event.date(of: $0) }
  }
  package var estimationLast: CalendarDate? {
    estimationWindow?.days.last(where: isEstimated).flatMap { event.date(of: $0) }
  }

  private func isEstimated(on day: Int) -> Bool {
    guard estimationGap?.contains(day) != true, let returnSessions,
      let session = event.clock?.session(of: day)
    else { return false }
    return session >= returnSessions.first && session <= returnSessions.last
  }
}

/// One event under one model.
package struct ModelImpact: Sendable {
  /// How the reports call the model.
  package let name: String
  /// nil where the event has no estimate under this model.
  package let measures: Measures?
  /// Why it has none.
  package let failure: EstimationFailure?

  package init(name: String, outcome: Result<Measures, EstimationFailure>) {
    self.name = name
    switch outcome {
    case .success(let measures): (self.measures, failure) = (measures, nil)
    case .failure(let failure): (measures, self.failure) = (nil, failure)
    }
  }

  /// A class, though it never changes, because tables and samples pass it on: a copy counts one reference, not one
  /// a column.
  package final class Measures: Sendable {
    package let estimate: ExpectedReturnEstimate
    package let abnormalReturns: AbnormalReturns
    /// One a window of the study, in its order.
    package let windows: [WindowImpact]
    /// Windows whose end is the event's own (`[0,unlocked]`), after the others; no test takes them.
    package let ownWindows: [WindowImpact]
    /// For regressions of portfolios; nil where no test of the study makes any.
    package let pricing: PricingRows?
    /// For tests that make the regression again; nil where no test of the study does, or the model is not linear.
    package let design: DesignRows?

    package init(
      estimate: ExpectedReturnEstimate, abnormalReturns: AbnormalReturns, windows: [WindowImpact],
      ownWindows: [WindowImpact], pricing: PricingRows?, design: DesignRows?
    ) {
      self.estimate = estimate
      self.abnormalReturns = abnormalReturns
      self.windows = windows
      self.ownWindows = ownWindows
      self.pricing = pricing
      self.design = design
    }

    /// Every window that `windows.csv` has a row of.
    package var reportedWindows: [WindowImpact] { ownWindows.isEmpty ? windows : windows + ownWindows }
  }

  /// `failure` as a sentence that names the model and the reason.
  package var failureText: String? {
    failure.map { "\(name) has no estimate (\($0.reason.rawValue)): \($0.explanation)" }
  }
}

/// One event's cumulated returns over one window, or why there are none.
package struct WindowImpact: Sendable {
  package let window: EventWindow
  /// The days that its figures cover: later than the window's end where it was extended to the next return.
  package let measured: EventWindow
  /// How the reports call a window whose end is the event's own; nil = by its days.
  package let label: String?
  package let outcome: Result<CumulativeAbnormalReturn, WindowExclusion>
  package let buyAndHold: BuyAndHold
  /// A return over several sessions, or a missing day, is part of the sum.
  package let hasSpans: Bool
  /// By the sample-quantile test; nil where the estimation window has no complete sums to compare with.
  package let sampleQuantile: SampleQuantile.Probability?

  package init(
    window: EventWindow, measured: EventWindow, label: String?,
    outcome: Result<CumulativeAbnormalReturn, WindowExclusion>, buyAndHold: BuyAndHold, hasSpans: Bool,
    sampleQuantile: SampleQuantile.Probability?
  ) {
    self.window = window
    self.measured = measured
    self.label = label
    self.outcome = outcome
    self.buyAndHold = buyAndHold
    self.hasSpans = hasSpans
    self.sampleQuantile = sampleQuantile
  }
}
