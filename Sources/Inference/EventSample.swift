import CoreStatistics
import CoreTypes

/// The events that enter the tests of one model and one group, with everything the tests need to know of
/// them. Events stand in the order of the events file; a firm may own several.
///
/// The panels are events x days. A missing day is NaN and its date is the session's all the same. They are
/// read through accessors, one event's row at a time; what no test of the study needs may be left out.
package struct EventSample: Sendable {
  package let estimationWindow: EventWindow
  package let eventWindow: EventWindow
  /// The session of each event's day 0, in days since 1970-01-01: events are clustered by it.
  package let dayZeroDates: [Int32]
  /// `s_i`: the square root of the residual variance; greater than 0.
  package let residualStandardDeviations: [Double]
  /// `nu_i = M_i - K`.
  package let degreesOfFreedom: [Int]
  /// Columns of the events file by name, as dense numbers: events of one number belong to one cluster; nil = no value.
  package let clusters: [String: [Int?]]
  package let windows: [WindowMeasures]
  /// The events' weights in portfolios, NaN where an event has none; empty where the study weights them equally.
  package var weights: [Double] = [] {
    didSet { precondition(weights.isEmpty || weights.count == count, "one weight an event") }
  }
  /// What was added up while the events were at hand; nil where tests do it, of the residuals in the panels.
  package var sums: SeriesSums?

  private let panels: SamplePanels

  package init(
    estimationWindow: EventWindow, eventWindow: EventWindow,
    dayZeroDates: [Int32], residualStandardDeviations: [Double], degreesOfFreedom: [Int],
    clusters: [String: [Int?]], panels: SamplePanels, windows: [WindowMeasures]
  ) {
    let events = dayZeroDates.count
    precondition(
      residualStandardDeviations.count == events
        && degreesOfFreedom.count == events && clusters.values.allSatisfy { $0.count == events },
      "one value an event in every column")
    precondition(panels.rows?.count ?? events == events, "one row of the panels an event")
    precondition(
      panels.holds(
        panels.rows == nil ? events : panels.abnormalReturns.count / eventWindow.length,
        estimationDays: estimationWindow.length, eventDays: eventWindow.length),
      "events x days in the panels")
    precondition(
      windows.allSatisfy {
        $0.cumulativeAbnormalReturns.count == events && eventWindow.contains($0.window)
      }, "windows inside the event window, one CAR an event")
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
  package var count: Int { dayZeroDates.count }
  /// The sample holds the dates of its estimation residuals.
  var knowsEstimationDates: Bool { panels.residualDates?.isEmpty == false }

  /// For each window whether an event has a CAR in it.
  func entering(_ event: Int) -> [Bool] {
    windows.map { $0.cumulativeAbnormalReturns[event].isFinite }
  }

  /// The rows of the events' regressions, where there are any.
  var design: DesignPanel? { panels.design }

  /// The panel of what portfolios are regressed on.
  var pricing: PricingPanel {
    guard let panel = panels.pricing else { preconditionFailure("the test must say that it needs pricing") }
    return panel
  }

  /// The place of an event in the panels.
  func panelRow(_ event: Int) -> Int { panels.rows?[event] ?? event }
}

extension EventSample {
  /// The estimation residuals of one event, a day each, NaN where missing.
  func withResiduals<Result>(of event: Int, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
    row(event, estimationWindow.length, of: panels.residuals, "residuals", body)
  }

  /// `M_i`: the estimation days of one event that have a residual.
  func observations(of event: Int) -> Int { withResiduals(of: event) { $0.count { !$0.isNaN } } }

  /// Mean and central sums of one event's estimation residuals, missing ones left out.
  func residualMoments(of event: Int) -> Moments {
    withResiduals(of: event) { Moments($0.filter { !$0.isNaN }) }
  }

  /// The days of one event as the sums over events take them.
  func withSeries(of event: Int, _ body: (EventSeries) -> Void) {
    withResiduals(of: event) { residuals in
      withAbnormalReturns(of: event) { returns in
        withSpans(of: event) { spans in
          body(
            EventSeries(
              residuals: residuals, abnormalReturns: returns, spans: spans,
              deviation: residualStandardDeviations[event]))
        }
      }
    }
  }

  /// The standardized estimation residuals of one event: each value of the row divided by the deviation handed over
  /// with it (`s_i`, or 1 where the days have variances of their own). NaN where missing.
  func withStandardizedResiduals<Result>(
    of event: Int, _ body: (_ values: UnsafeBufferPointer<Double>, _ deviation: Double) -> Result
  ) -> Result {
    let length = estimationWindow.length
    guard panels.standardizedResiduals.isEmpty else {
      return row(event, length, of: panels.standardizedResiduals, "residuals") { body($0, 1) }
    }
    return withResiduals(of: event) { body($0, residualStandardDeviations[event]) }
  }

  /// The sessions of the estimation window's days.
  func withResidualDates<Result>(of event: Int, _ body: (UnsafeBufferPointer<Int32>) -> Result) -> Result {
    guard let dates = panels.residualDates else {
      preconditionFailure("the test must say that it needs estimationDates")
    }
    return dates.withDates(ofRow: panelRow(event), estimationWindow, body)
  }

  /// The abnormal returns of one event, an event-window day each, NaN where missing.
  func withAbnormalReturns<Result>(of event: Int, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
    row(event, eventWindow.length, of: panels.abnormalReturns, "abnormal returns", body)
  }

  /// The number of sessions that each abnormal return spans.
  func withSpans<Result>(of event: Int, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
    row(event, eventWindow.length, of: panels.spans, "spans", body)
  }

  /// The number of event days that each abnormal return covers.
  func withDaySpans<Result>(of event: Int, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
    row(event, eventWindow.length, of: panels.daySpans, "daySpans", body)
  }

  /// The standardized abnormal returns of one event.
  func withStandardizedAbnormalReturns<Result>(
    of event: Int, _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    row(event, eventWindow.length, of: panels.standardizedAbnormalReturns, "standardizedReturns", body)
  }

  /// The sessions of the event window's days.
  func withEventDates<Result>(of event: Int, _ body: (UnsafeBufferPointer<Int32>) -> Result) -> Result {
    panels.eventDates.withDates(ofRow: panelRow(event), eventWindow, body)
  }

  /// The places of `window`'s days in an event-window row.
  func places(of window: EventWindow) -> Range<Int> {
    (window.first - eventWindow.first)..<(window.last - eventWindow.first + 1)
  }

  private func row<Result>(
    _ event: Int, _ days: Int, of panel: [Double], _ need: String,
    _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    let row = panelRow(event)
    return panel.withUnsafeBufferPointer { all in
      precondition(all.count >= (row + 1) * days, "the test must say that it needs \(need)")
      return body(UnsafeBufferPointer(rebasing: all[(row * days)..<((row + 1) * days)]))
    }
  }
}
