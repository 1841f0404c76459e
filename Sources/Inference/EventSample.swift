import CoreTypes

/// The events that enter the tests of one model and one group, with everything the tests need to know of
/// them. Events stand in the order of the events file; a firm may own several.
///
/// The panels are events x days. A missing day is NaN and its date is the session's all the same. They are
/// read through accessors, one event's row at a time.
package struct EventSample: Sendable {
  package let eventIDs: [EventID]
  /// Dense numbers of the securities: equal for events of one security.
  package let securityIndexes: [Int]
  package let estimationWindow: EventWindow
  package let eventWindow: EventWindow
  /// The session of each event's day 0, in days since 1970-01-01: events are clustered by it.
  package let dayZeroDates: [Int32]
  /// `s_i`: the square root of the residual variance; greater than 0.
  package let residualStandardDeviations: [Double]
  /// `nu_i = M_i - K`.
  package let degreesOfFreedom: [Int]
  /// Columns of the events file by name, as dense numbers: events of one number belong to one cluster.
  package let clusters: [String: [Int]]
  package let windows: [WindowMeasures]

  private let panels: Panels

  /// The panels as they are handed over: row after row, one row an event.
  package struct Panels: Sendable {
    /// Estimation residuals, each divided by the square root of the sessions its return spans.
    package var residuals: [Double]
    /// The session of each day of the estimation window, in days since 1970-01-01; empty where no test of the
    /// study asks for it (`TestStatistic.usesEstimationDates`).
    package var residualDates: [Int32]
    /// Abnormal returns of the event window as they are (a return over n sessions stands on its last day).
    package var abnormalReturns: [Double]
    /// Number of sessions that each abnormal return spans; 1 normally, NaN with the return.
    package var spans: [Double]
    /// SAR = AR / sqrt(var(AR)).
    package var standardizedAbnormalReturns: [Double]
    /// The session of each day of the event window, in days since 1970-01-01.
    package var eventDates: [Int32]
    /// `e_t / sqrt(h_t)`, the residuals by each day's own standard deviation; empty where that is `s_i` on every day.
    package var standardizedResiduals: [Double] = []
    /// The events' weights in portfolios, NaN where an event has none; empty where the study weights them equally.
    package var weights: [Double] = []
    /// What the regression of a portfolio needs; nil where no test of the study asks for it
    /// (`TestStatistic.usesPricing`).
    package var pricing: PricingPanel?
    /// The rows of the events' regressions; nil where no test of the study asks for them
    /// (`TestStatistic.usesDesign`), or the model is not linear.
    package var design: DesignPanel?

    package init(
      residuals: [Double], residualDates: [Int32], abnormalReturns: [Double], spans: [Double],
      standardizedAbnormalReturns: [Double], eventDates: [Int32]
    ) {
      self.residuals = residuals
      self.residualDates = residualDates
      self.abnormalReturns = abnormalReturns
      self.spans = spans
      self.standardizedAbnormalReturns = standardizedAbnormalReturns
      self.eventDates = eventDates
    }
  }

  package init(
    eventIDs: [EventID], securityIndexes: [Int], estimationWindow: EventWindow, eventWindow: EventWindow,
    dayZeroDates: [Int32], residualStandardDeviations: [Double], degreesOfFreedom: [Int],
    clusters: [String: [Int]], panels: Panels, windows: [WindowMeasures]
  ) {
    let events = eventIDs.count
    let estimationCells = events * estimationWindow.length
    let eventCells = events * eventWindow.length
    precondition(
      securityIndexes.count == events && dayZeroDates.count == events
        && residualStandardDeviations.count == events && degreesOfFreedom.count == events
        && clusters.values.allSatisfy { $0.count == events }, "one value an event in every column")
    precondition(
      panels.residuals.count == estimationCells
        && (panels.residualDates.isEmpty || panels.residualDates.count == estimationCells)
        && (panels.standardizedResiduals.isEmpty || panels.standardizedResiduals.count == estimationCells),
      "events x estimation days in the residual panels")
    precondition(
      panels.abnormalReturns.count == eventCells && panels.spans.count == eventCells
        && panels.standardizedAbnormalReturns.count == eventCells && panels.eventDates.count == eventCells
        && (panels.pricing.map {
          $0.responses.count == eventCells && $0.regressors.count == eventCells * $0.factors
        } ?? true)
        && (panels.design.map {
          $0.estimation.count == estimationCells * $0.columns && $0.event.count == eventCells * $0.columns
        } ?? true),
      "events x event days in the event panels")
    precondition(panels.weights.isEmpty || panels.weights.count == events, "one weight an event")
    precondition(
      windows.allSatisfy {
        $0.cumulativeAbnormalReturns.count == events && eventWindow.contains($0.window)
      }, "windows inside the event window, one CAR an event")
    self.eventIDs = eventIDs
    self.securityIndexes = securityIndexes
    self.estimationWindow = estimationWindow
    self.eventWindow = eventWindow
    self.dayZeroDates = dayZeroDates
    self.residualStandardDeviations = residualStandardDeviations
    self.degreesOfFreedom = degreesOfFreedom
    self.clusters = clusters
    self.panels = panels
    self.windows = windows
  }

  /// Number of events.
  package var count: Int { eventIDs.count }
  /// The sample holds the dates of its estimation residuals.
  var knowsEstimationDates: Bool { !panels.residualDates.isEmpty }

  /// One an event, or empty for equal weights.
  package var weights: [Double] { panels.weights }

  /// The rows of the events' regressions, where there are any.
  var design: DesignPanel? { panels.design }

  /// The panel of what portfolios are regressed on.
  var pricing: PricingPanel {
    guard let panel = panels.pricing else { preconditionFailure("the test must say that it usesPricing") }
    return panel
  }
}

/// Returns of the event window as a model takes them apart: what is explained and what explains it, beside an
/// intercept. Panels are events x days, NaN where the event has no abnormal return.
package struct PricingPanel: Sendable {
  /// Number of regressors beside the intercept.
  package let factors: Int
  /// Returns less what the model expects without a parameter (the riskless rate, the market).
  package var responses: [Double]
  /// The regressors of each event and day, side by side.
  package var regressors: [Double]

  package init(factors: Int, responses: [Double], regressors: [Double]) {
    self.factors = factors
    self.responses = responses
    self.regressors = regressors
  }
}

/// The rows of the events' regressions, the intercept among them, side by side.
package struct DesignPanel: Sendable {
  /// Number of regressors a day; 0 for a model without parameters.
  package let columns: Int
  /// The model expects something without a parameter: the market's return, the riskless rate.
  package let hasOffset: Bool
  /// Events x estimation days x columns, each row divided by the square root of the sessions its return spans; NaN on
  /// days that are not estimated on.
  package var estimation: [Double]
  /// Events x event days x columns, each row over its return's whole span.
  package var event: [Double]

  package init(columns: Int, hasOffset: Bool, estimation: [Double], event: [Double]) {
    self.columns = columns
    self.hasOffset = hasOffset
    self.estimation = estimation
    self.event = event
  }
}

extension EventSample {
  /// The estimation residuals of one event, a day each, NaN where missing.
  func withResiduals<Result>(of event: Int, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
    row(event, estimationWindow.length, of: panels.residuals, body)
  }

  /// The standardized estimation residuals of one event: each value of the row divided by the deviation handed over
  /// with it (`s_i`, or 1 where the days have variances of their own). NaN where missing.
  func withStandardizedResiduals<Result>(
    of event: Int, _ body: (_ values: UnsafeBufferPointer<Double>, _ deviation: Double) -> Result
  ) -> Result {
    let length = estimationWindow.length
    guard panels.standardizedResiduals.isEmpty else {
      return row(event, length, of: panels.standardizedResiduals) { body($0, 1) }
    }
    return row(event, length, of: panels.residuals) { body($0, residualStandardDeviations[event]) }
  }

  /// The sessions of the estimation window's days.
  func withResidualDates<Result>(of event: Int, _ body: (UnsafeBufferPointer<Int32>) -> Result) -> Result {
    precondition(!panels.residualDates.isEmpty, "the test must say that it usesEstimationDates")
    return row(event, estimationWindow.length, of: panels.residualDates, body)
  }

  /// The abnormal returns of one event, an event-window day each, NaN where missing.
  func withAbnormalReturns<Result>(of event: Int, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
    row(event, eventWindow.length, of: panels.abnormalReturns, body)
  }

  /// The number of sessions that each abnormal return spans.
  func withSpans<Result>(of event: Int, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
    row(event, eventWindow.length, of: panels.spans, body)
  }

  /// The standardized abnormal returns of one event.
  func withStandardizedAbnormalReturns<Result>(
    of event: Int, _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    row(event, eventWindow.length, of: panels.standardizedAbnormalReturns, body)
  }

  /// The sessions of the event window's days.
  func withEventDates<Result>(of event: Int, _ body: (UnsafeBufferPointer<Int32>) -> Result) -> Result {
    row(event, eventWindow.length, of: panels.eventDates, body)
  }

  /// The places of `window`'s days in an event-window row.
  func places(of window: EventWindow) -> Range<Int> {
    (window.first - eventWindow.first)..<(window.last - eventWindow.first + 1)
  }

  private func row<Element, Result>(
    _ event: Int, _ days: Int, of panel: [Element], _ body: (UnsafeBufferPointer<Element>) -> Result
  ) -> Result {
    panel.withUnsafeBufferPointer { all in
      body(UnsafeBufferPointer(rebasing: all[(event * days)..<((event + 1) * days)]))
    }
  }
}
