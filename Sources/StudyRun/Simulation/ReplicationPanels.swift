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
  }

  private let study: StudyConfiguration
  private let windows: [EventWindow]
  private let fitted: [Fitted]
  private let residuals: [Double]
  private let standardizedResiduals: [Double]
  private let residualDates: SessionDates?
  private let spans: [Double]
  private let daySpans: [Double]
  private let eventDates: SessionDates
  private let design: DesignPanel?

  init(
    _ events: [SimulatedEvent], model: any ExpectedReturnModel, study: StudyConfiguration,
    windows: [EventWindow], needs: SampleNeeds
  ) {
    self.study = study
    self.windows = windows
    let descriptor = model.descriptor
    let missing: WindowExclusion = descriptor.needsBenchmark ? .benchmarkMissing : .factorMissing
    fitted = events.compactMap { event in
      guard event.hasBenchmark || !descriptor.needsBenchmark,
        var estimate = try? model.estimate(on: event.sample).get()
      else { return nil }
      if study.predictionError == .none { estimate.dropPredictionError() }
      let returns = AbnormalReturns(event.sample, estimate, missingRegressor: missing)
      let correlations = estimate.correlations(as: study)
      return Fitted(
        event: event, estimate: estimate, returns: returns,
        windows: windows.map { window in
          let covered = WindowCoverage.positions(
            of: window, in: returns, rule: study.incompleteWindows, lastKnownDay: event.lastKnownDay)
          guard case .success(let positions) = covered else { return nil }
          return (positions, estimate.variance(ofSumOver: positions, correlations: correlations))
        })
    }
    let choice = study.estimation
    residuals = fitted.flatMap { choice.row(of: $0.estimate.residuals, on: $0.event.sample.estimationWindow) }
    standardizedResiduals = fitted.flatMap { event in
      event.estimate.conditionalVariance == nil
        ? []
        : choice.row(of: event.estimate.standardizedResiduals, on: event.event.sample.estimationWindow)
    }
    residualDates =
      needs.contains(.estimationDates)
      ? .rows(fitted.flatMap { $0.event.estimationDates(in: choice, of: $0.estimate.residuals) }) : nil
    spans = fitted.reduce(into: []) { $1.returns.appendSpans(to: &$0) }
    daySpans = fitted.reduce(into: []) { $1.returns.appendDaySpans(to: &$0) }
    eventDates = .rows(fitted.flatMap(\.event.eventDates))
    let rows =
      needs.contains(.design)
      ? fitted.compactMap { fitted in
        DesignRows(model, on: fitted.event.sample)?.inSlots(
          of: choice, fitted.estimate.residuals, on: fitted.event.sample.estimationWindow)
      } : []
    design = rows.first.map { first in
      DesignPanel(
        columns: first.columns, hasOffset: first.hasOffset, estimation: rows.flatMap(\.estimation),
        event: rows.flatMap(\.event))
    }
  }

  /// The sample that the tests take in one scenario.
  func sample(_ scenario: SimulationChoice.Scenario) -> EventSample {
    let changed = fitted.map { event in
      scenario.isNull
        ? event.returns
        : event.returns.altered(on: 0, scale: scenario.variance.squareRoot(), shift: scenario.abnormalReturn)
    }
    var panels = SamplePanels(
      residuals: residuals, residualDates: residualDates,
      abnormalReturns: changed.flatMap(\.abnormal), spans: spans,
      standardizedAbnormalReturns: changed.reduce(into: []) { $1.appendStandardized(to: &$0) },
      eventDates: eventDates)
    panels.standardizedResiduals = standardizedResiduals
    panels.daySpans = daySpans
    panels.design = design
    return EventSample(
      estimationWindow: study.estimation.window, eventWindow: study.eventWindow,
      dayZeroDates: fitted.map(\.event.dayZeroDate),
      residualStandardDeviations: fitted.map { $0.estimate.residualVariance.squareRoot() },
      degreesOfFreedom: fitted.map(\.estimate.degreesOfFreedom), clusters: [:],
      panels: panels,
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
    return WindowMeasures(
      window: windows[index], car: car, variance: variance, scar: scar)
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
