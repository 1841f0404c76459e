import CoreTypes
import ExpectedReturns
import ImpactMeasures
import Inference

/// One replication under one model: every event's fit, and what the tests see in each scenario. Fits and residuals are
/// made once; a scenario changes day 0 alone.
struct ReplicationPanels {
  /// One event that has an estimate.
  private struct Fitted {
    let event: SimulatedEvent
    let estimate: ExpectedReturnEstimate
    let returns: AbnormalReturns
    /// For each window: the days to sum over and the sum's variance; `nil` where the event drops out.
    let windows: [(positions: [Int], variance: Double)?]

    /// nil where the model has no estimate.
    init?(
      _ event: SimulatedEvent, _ model: any ExpectedReturnModel, _ study: StudyConfiguration,
      _ windows: [EventWindow]
    ) {
      let needsBenchmark = model.descriptor.needsBenchmark
      guard event.hasBenchmark || !needsBenchmark,
        var estimate = try? model.estimate(on: event.sample).get()
      else { return nil }
      if study.predictionError == .none { estimate.dropPredictionError() }
      let returns = AbnormalReturns(
        event.sample, estimate, missingRegressor: needsBenchmark ? .benchmarkMissing : .factorMissing)
      let correlations = estimate.correlations(as: study)
      self.windows = windows.map { window in
        let covered = WindowCoverage.positions(
          of: window, in: returns, rule: study.incompleteWindows, lastKnownDay: study.eventWindow.last)
        guard case .success(let positions) = covered else { return nil }
        return (positions, estimate.variance(ofSumOver: positions, correlations: correlations))
      }
      self.event = event
      self.returns = returns
      self.estimate = estimate
    }
  }

  private let study: StudyConfiguration
  private let windows: [EventWindow]
  private let fitted: [Fitted]
  /// What no scenario changes: all but the abnormal returns.
  private let panels: SamplePanels

  init(
    _ events: [SimulatedEvent], model: any ExpectedReturnModel, study: StudyConfiguration,
    windows: [EventWindow], needs: SampleNeeds
  ) {
    self.study = study
    self.windows = windows
    fitted = events.compactMap { Fitted($0, model, study, windows) }
    panels = ReplicationPanels.panels(of: fitted, model, study.estimation, needs)
  }

  private static func panels(
    of fitted: [Fitted], _ model: any ExpectedReturnModel, _ choice: EstimationChoice, _ needs: SampleNeeds
  ) -> SamplePanels {
    var panels = SamplePanels(
      residuals: [], residualDates: nil, abnormalReturns: [], spans: [], standardizedAbnormalReturns: [],
      eventDates: .rows(fitted.flatMap(\.event.eventDates)))
    for one in fitted {
      let (estimate, window) = (one.estimate, one.event.sample.estimationWindow)
      panels.residuals += choice.row(of: estimate.residuals, on: window)
      if estimate.conditionalVariance != nil {
        panels.standardizedResiduals += choice.row(of: estimate.standardizedResiduals, on: window)
      }
      one.returns.appendSpans(to: &panels.spans)
      one.returns.appendDaySpans(to: &panels.daySpans)
      if needs.contains(.design), let rows = DesignRows(model, on: one.event.sample) {
        panels.append(DesignPanel(rows.inSlots(of: choice, estimate.residuals, on: window)))
      }
    }
    if needs.contains(.estimationDates) {
      panels.residualDates = .rows(
        fitted.flatMap { $0.event.estimationDates(in: choice, of: $0.estimate.residuals) })
    }
    return panels
  }

  /// The sample that the tests take in one scenario.
  func sample(_ scenario: SimulationChoice.Scenario) -> EventSample {
    let changed = fitted.map { event in
      scenario.isNull
        ? event.returns
        : event.returns.altered(on: 0, scale: scenario.variance.squareRoot(), shift: scenario.abnormalReturn)
    }
    var panels = panels
    panels.abnormalReturns = changed.flatMap(\.abnormal)
    for returns in changed { returns.appendStandardized(to: &panels.standardizedAbnormalReturns) }
    return EventSample(
      estimationWindow: study.estimation.window, eventWindow: study.eventWindow,
      dayZeroDates: fitted.map(\.event.dayZeroDate),
      residualStandardDeviations: fitted.map { $0.estimate.residualVariance.squareRoot() },
      degreesOfFreedom: fitted.map(\.estimate.degreesOfFreedom), clusters: [:], panels: panels,
      windows: windows.indices.map { measures(of: $0, changed) })
  }

  private func measures(of index: Int, _ changed: [AbnormalReturns]) -> WindowMeasures {
    var car = [Double](repeating: .nan, count: fitted.count)
    var variance = car
    var scar = car
    for (row, event) in fitted.enumerated() {
      guard let window = event.windows[index] else { continue }
      car[row] = window.positions.reduce(0) { $0 + changed[row].abnormal[$1] }
      variance[row] = window.variance
      scar[row] = car[row] / window.variance.squareRoot()
    }
    return WindowMeasures(window: windows[index], car: car, variance: variance, scar: scar)
  }
}

extension SimulatedEvent {
  /// The sessions of the residuals in the row that all events share.
  fileprivate func estimationDates(in choice: EstimationChoice, of residuals: [Double]) -> [Int32] {
    guard choice.count == .returns else { return estimationDates }
    let window = sample.estimationWindow
    return choice.slots(of: residuals, on: window).map { slot in
      slot.map { estimationDates[$0.day - window.first] } ?? .min
    }
  }
}
