/// The panels of a sample: numbers of every event day by day, a row an event. Missing days are NaN.
package struct SamplePanels: Sendable {
  /// Estimation residuals, each divided by the square root of the sessions its return spans; empty without a need.
  package var residuals: [Double]
  /// The session of each day of the estimation window; nil without a need.
  package var residualDates: SessionDates?
  /// Abnormal returns of the event window as they are (a return over n sessions stands on its last day).
  package var abnormalReturns: [Double]
  /// Number of sessions that each abnormal return spans; 1 normally, NaN with the return. Empty without a need.
  package var spans: [Double]
  /// Number of event days that each abnormal return covers: less than its sessions where the clock stood still between them; NaN
  /// with the return. Empty without a need.
  package var daySpans: [Double] = []
  /// SAR = AR / sqrt(var(AR)); empty without a need.
  package var standardizedAbnormalReturns: [Double]
  /// The session of each day of the event window.
  package var eventDates: SessionDates
  /// `e_t / sqrt(h_t)`, the residuals by each day's own standard deviation; empty where that is `s_i` on every day.
  package var standardizedResiduals: [Double] = []
  /// What the regression of a portfolio needs; nil without a need.
  package var pricing: PricingPanel?
  /// The rows of the events' regressions; nil without a need, or where the model is not linear.
  package var design: DesignPanel?
  /// The rows that belong to the events of the sample, in their order; nil = all of them.
  package var rows: [Int]?

  package init(
    residuals: [Double], residualDates: SessionDates?, abnormalReturns: [Double], spans: [Double],
    standardizedAbnormalReturns: [Double], eventDates: SessionDates
  ) {
    self.residuals = residuals
    self.residualDates = residualDates
    self.abnormalReturns = abnormalReturns
    self.spans = spans
    self.standardizedAbnormalReturns = standardizedAbnormalReturns
    self.eventDates = eventDates
  }

  /// Adds the rows of further events. Dates and `rows` are no part of them.
  package mutating func append(_ further: SamplePanels) {
    residuals += further.residuals
    abnormalReturns += further.abnormalReturns
    spans += further.spans
    daySpans += further.daySpans
    standardizedAbnormalReturns += further.standardizedAbnormalReturns
    standardizedResiduals += further.standardizedResiduals
    append(further.pricing)
    append(further.design)
  }

  /// Adds the rows of further events.
  package mutating func append(_ further: PricingPanel?) {
    SamplePanels.append(further, to: &pricing) {
      $0.responses += $1.responses
      $0.regressors += $1.regressors
    }
  }

  /// Adds the rows of further events.
  package mutating func append(_ further: DesignPanel?) {
    SamplePanels.append(further, to: &design) {
      $0.estimation += $1.estimation
      $0.event += $1.event
    }
  }

  /// What is missing so far is what comes first. The panel is taken out while it grows: nothing is copied.
  private static func append<Panel>(
    _ further: Panel?, to panel: inout Panel?, _ grow: (inout Panel, Panel) -> Void
  ) {
    guard let further else { return }
    guard var whole = panel else {
      panel = further
      return
    }
    panel = nil
    grow(&whole, further)
    panel = whole
  }

  /// Every panel that is not left out has `events` rows of the right length.
  func holds(_ events: Int, estimationDays: Int, eventDays: Int) -> Bool {
    let (estimationCells, eventCells) = (events * estimationDays, events * eventDays)
    func fits(_ panel: [Double], _ cells: Int) -> Bool { panel.isEmpty || panel.count == cells }
    return abnormalReturns.count == eventCells && eventDates.covers(events, days: eventDays)
      && fits(residuals, estimationCells) && fits(standardizedResiduals, estimationCells)
      && fits(spans, eventCells) && fits(daySpans, eventCells)
      && fits(standardizedAbnormalReturns, eventCells)
      && residualDates?.covers(events, days: estimationDays) ?? true
      && (pricing.map {
        $0.responses.count == eventCells && $0.regressors.count == eventCells * $0.factors
      } ?? true)
      && (design.map {
        $0.estimation.count == estimationCells * $0.columns && $0.event.count == eventCells * $0.columns
      } ?? true)
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
