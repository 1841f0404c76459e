import CoreTypes
import DataInput
import EventTime
import ExpectedReturns
import ImpactMeasures
import Inference

/// One model's measures of all events, column by column.
struct ModelColumns {
  /// One window's columns; NaN where an event has no cumulative return.
  struct Window {
    var car: [Double] = []
    var variance: [Double] = []
    var scar: [Double] = []
    var days: [Int32] = []
    /// 1 + the buy-and-hold returns of the security and of what it is held against.
    var held: [Double] = []
    var heldAgainst: [Double] = []
  }

  let name: String
  /// Some test of the study asks for the dates of the estimation residuals.
  private let keepsEstimationDates: Bool
  private(set) var events: [EventRequest] = []
  private(set) var groups: [String] = []
  private(set) var securities: [Int] = []
  private(set) var dayZeroDates: [Int32] = []
  private(set) var standardDeviations: [Double] = []
  private(set) var degreesOfFreedom: [Int] = []
  private(set) var panels = EventSample.Panels(
    residuals: [], residualDates: [], abnormalReturns: [], spans: [], standardizedAbnormalReturns: [],
    eventDates: [])
  private(set) var windows: [Window]

  init(name: String, windows: Int, keepsEstimationDates: Bool) {
    self.name = name
    self.keepsEstimationDates = keepsEstimationDates
    self.windows = [Window](repeating: Window(), count: windows)
  }

  /// Makes room for a number of events in the panels, whose growth would cost most.
  mutating func reserve(_ events: Int, study: StudyConfiguration) {
    let (estimation, days) = (study.estimation.window.length, study.eventWindow.length)
    panels.residuals.reserveCapacity(events * estimation)
    if keepsEstimationDates { panels.residualDates.reserveCapacity(events * estimation) }
    panels.abnormalReturns.reserveCapacity(events * days)
    panels.spans.reserveCapacity(events * days)
    panels.standardizedAbnormalReturns.reserveCapacity(events * days)
    panels.eventDates.reserveCapacity(events * days)
  }

  mutating func add(
    _ impact: EventImpact, _ measures: ModelImpact.Measures, security: Int, study: StudyConfiguration
  ) {
    let event = impact.event
    events.append(event.request)
    groups.append(event.group)
    securities.append(security)
    dayZeroDates.append(event.date(of: 0)?.dayNumber ?? .max)
    standardDeviations.append(measures.estimate.residualVariance.squareRoot())
    degreesOfFreedom.append(measures.estimate.degreesOfFreedom)
    let returns = measures.abnormalReturns
    switch study.estimation.count {
    case .sessions:
      panels.residuals += measures.estimate.residuals
      if keepsEstimationDates {
        event.appendDayNumbers(of: study.estimation.window, to: &panels.residualDates, unknown: .min)
      }
    case .returns:
      let slots = study.estimation.slots(of: measures.estimate.residuals, on: impact.estimationWindow)
      panels.residuals += slots.map { $0?.residual ?? .nan }
      if keepsEstimationDates {
        panels.residualDates += slots.map { $0.flatMap { event.date(of: $0.day)?.dayNumber } ?? .min }
      }
    }
    if measures.estimate.conditionalVariance != nil {
      panels.standardizedResiduals += study.estimation.row(
        of: measures.estimate.standardizedResiduals, on: impact.estimationWindow)
    }
    panels.abnormalReturns += returns.abnormal
    for position in returns.abnormal.indices {
      panels.spans.append(returns.abnormal[position].isNaN ? .nan : returns.spans[position])
      panels.standardizedAbnormalReturns.append(returns.standardized(at: position))
    }
    event.appendDayNumbers(of: study.eventWindow, to: &panels.eventDates, unknown: .max)
    if let column = study.calendarTime.weights {
      let mark = UInt8(ascii: study.events.layout.decimalComma ? "," : ".")
      let weight = event.request.row.fields[column].flatMap { NumberScan.number($0.text, decimalMark: mark) }
      panels.weights.append(weight ?? .nan)
    }
    if let rows = measures.pricing { add(rows) }
    if let rows = measures.design { add(rows, on: impact.estimationWindow, measures.estimate, study) }
    for (index, window) in measures.windows.enumerated() { windows[index].add(window) }
  }

  private mutating func add(_ rows: PricingRows) {
    if panels.pricing == nil {
      panels.pricing = PricingPanel(factors: rows.factors, responses: [], regressors: [])
    }
    panels.pricing?.responses += rows.responses
    panels.pricing?.regressors += rows.regressors
  }

  private mutating func add(
    _ rows: DesignRows, on window: EventWindow?, _ estimate: ExpectedReturnEstimate,
    _ study: StudyConfiguration
  ) {
    var design =
      panels.design
      ?? DesignPanel(columns: rows.columns, hasOffset: rows.hasOffset, estimation: [], event: [])
    switch study.estimation.count {
    case .sessions: design.estimation += rows.estimation
    case .returns:
      for slot in study.estimation.slots(of: estimate.residuals, on: window) {
        let row = slot.map { ($0.day - (window?.first ?? 0)) * rows.columns }
        for column in 0..<rows.columns {
          design.estimation.append(row.map { rows.estimation[$0 + column] } ?? .nan)
        }
      }
    }
    design.event += rows.event
    panels.design = design
  }

  func positions(of group: SampleCollector.Group) -> [Int]? {
    group.value.map { value in groups.indices.filter { groups[$0] == value } }
  }

  /// The CARs over one window of a group's events, those that have one.
  func cumulativeReturns(of group: SampleCollector.Group, window: Int) -> [Double] {
    let returns = windows[window].car
    return (positions(of: group) ?? Array(returns.indices)).map { returns[$0] }.filter(\.isFinite)
  }

  /// The same columns for some of the events; nil = all of them, without a copy.
  func selecting(_ positions: [Int]?, study: StudyConfiguration) -> ModelColumns {
    guard let positions else { return self }
    func rows<Value>(_ panel: [Value], _ length: Int) -> [Value] {
      panel.isEmpty ? [] : positions.flatMap { panel[($0 * length)..<(($0 + 1) * length)] }
    }
    func values<Value>(_ column: [Value]) -> [Value] { positions.map { column[$0] } }
    let estimation = study.estimation.window.length
    let days = study.eventWindow.length
    var result = ModelColumns(name: name, windows: 0, keepsEstimationDates: keepsEstimationDates)
    result.events = values(events)
    result.groups = values(groups)
    result.securities = values(securities)
    result.dayZeroDates = values(dayZeroDates)
    result.standardDeviations = values(standardDeviations)
    result.degreesOfFreedom = values(degreesOfFreedom)
    result.panels = EventSample.Panels(
      residuals: rows(panels.residuals, estimation), residualDates: rows(panels.residualDates, estimation),
      abnormalReturns: rows(panels.abnormalReturns, days), spans: rows(panels.spans, days),
      standardizedAbnormalReturns: rows(panels.standardizedAbnormalReturns, days),
      eventDates: rows(panels.eventDates, days))
    result.panels.standardizedResiduals = rows(panels.standardizedResiduals, estimation)
    result.panels.weights = panels.weights.isEmpty ? [] : values(panels.weights)
    result.panels.pricing = panels.pricing.map { panel in
      PricingPanel(
        factors: panel.factors, responses: rows(panel.responses, days),
        regressors: rows(panel.regressors, days * panel.factors))
    }
    result.panels.design = panels.design.map { panel in
      DesignPanel(
        columns: panel.columns, hasOffset: panel.hasOffset,
        estimation: rows(panel.estimation, estimation * panel.columns),
        event: rows(panel.event, days * panel.columns))
    }
    result.windows = windows.map { window in
      Window(
        car: values(window.car), variance: values(window.variance), scar: values(window.scar),
        days: values(window.days), held: values(window.held), heldAgainst: values(window.heldAgainst))
    }
    return result
  }
}

extension ModelColumns.Window {
  fileprivate mutating func add(_ window: WindowImpact) {
    let sum = try? window.outcome.get()
    car.append(sum?.car ?? .nan)
    variance.append(sum?.variance ?? .nan)
    scar.append(sum?.standardized ?? .nan)
    days.append(Int32(sum?.days ?? 0))
    let isShown = sum != nil || window.buyAndHold.ending == .reinvested
    held.append(isShown ? window.buyAndHold.security : .nan)
    heldAgainst.append(isShown ? window.buyAndHold.benchmark : .nan)
  }
}
