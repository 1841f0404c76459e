import CoreTypes
import DataInput
import EventTime
import ExpectedReturns
import ImpactMeasures
import Inference

/// One model's measures of all events, column by column: what averages and tests need of them, and no more.
struct ModelColumns {
  /// One window's columns; NaN where an event has no cumulative return.
  struct Window {
    var car: [Double] = []
    var variance: [Double] = []
    var scar: [Double] = []
    /// 1 + the buy-and-hold returns of the security and of what it is held against; empty where no table shows them.
    var held: [Double] = []
    var heldAgainst: [Double] = []
  }

  let name: String
  private let needs: SampleNeeds
  private let holds: Bool
  private let keepsRequests: Bool
  /// The events' rows in the events file; empty where neither a test nor a regression looks at them.
  private(set) var events: [EventRequest] = []
  /// By the group's number the rows of its events, ascending: a study may have as many groups as events.
  private var rowsOfGroups: [[Int]] = []
  private(set) var dayZeroDates: [Int32] = []
  private(set) var standardDeviations: [Double] = []
  private(set) var degreesOfFreedom: [Int] = []
  private(set) var weights: [Double] = []
  private(set) var windows: [Window]
  private(set) var panels = SamplePanels(
    residuals: [], residualDates: nil, abnormalReturns: [], spans: [], standardizedAbnormalReturns: [],
    eventDates: .rows([]))
  private(set) var clocks = SessionClocks()
  /// Estimation dates of windows that are counted in returns, where they do not follow from the clocks.
  private var slotDates: [Int32] = []

  /// - Parameters:
  ///   - needs: what the study's tests need.
  ///   - holds: buy-and-hold returns are kept.
  ///   - keepsRequests: the events' rows in the events file are kept.
  init(name: String, windows: Int, needs: SampleNeeds, holds: Bool, keepsRequests: Bool) {
    self.name = name
    self.needs = needs
    self.holds = holds
    self.keepsRequests = keepsRequests
    self.windows = [Window](repeating: Window(), count: windows)
  }

  /// Makes room for a number of events, so that nothing has to be moved.
  mutating func reserve(_ count: Int, study: StudyConfiguration) {
    let (estimation, days) = (study.estimation.window.length, study.eventWindow.length)
    if needs.contains(.residuals) { panels.residuals.reserveCapacity(count * estimation) }
    panels.abnormalReturns.reserveCapacity(count * days)
    if needs.contains(.spans) { panels.spans.reserveCapacity(count * days) }
    if needs.contains(.daySpans) { panels.daySpans.reserveCapacity(count * days) }
    if needs.contains(.standardizedReturns) {
      panels.standardizedAbnormalReturns.reserveCapacity(count * days)
    }
    if keepsRequests { events.reserveCapacity(count) }
    dayZeroDates.reserveCapacity(count)
    standardDeviations.reserveCapacity(count)
    degreesOfFreedom.reserveCapacity(count)
    clocks.reserveCapacity(count)
    for index in windows.indices { windows[index].reserve(count, holds: holds) }
  }

  /// Where an event stands among the study's.
  struct Place {
    /// Number of its group (negative = none) and of its calendar.
    let group: Int32
    let calendar: Int?
    let clock: EventClock?
  }

  /// The next calendar's sessions, in days since 1970-01-01.
  mutating func addCalendar(_ sessions: [Int32]) { clocks.addCalendar(sessions) }

  /// Adds the rows of a block of events, which stand at these places among the study's.
  mutating func append(_ block: ModelColumns, at places: [Place]) {
    for (row, place) in zip(dayZeroDates.count..., places) {
      if place.group >= 0 {
        while rowsOfGroups.count <= place.group { rowsOfGroups.append([]) }
        rowsOfGroups[Int(place.group)].append(row)
      }
      clocks.append(
        calendar: place.clock == nil ? nil : place.calendar, dayBefore: place.clock?.dayBefore ?? -1,
        dayZero: place.clock?.dayZero)
    }
    events += block.events
    dayZeroDates += block.dayZeroDates
    standardDeviations += block.standardDeviations
    degreesOfFreedom += block.degreesOfFreedom
    weights += block.weights
    slotDates += block.slotDates
    panels.append(block.panels)
    for index in windows.indices { windows[index].append(block.windows[index]) }
  }

  /// Adds a row, but for what depends on the other events of the study: `append` does that.
  mutating func add(_ impact: EventImpact, _ measures: ModelImpact.Measures, study: StudyConfiguration) {
    let event = impact.event
    if keepsRequests { events.append(event.request) }
    dayZeroDates.append(event.commonDate?.dayNumber ?? .max)
    standardDeviations.append(measures.estimate.residualVariance.squareRoot())
    degreesOfFreedom.append(measures.estimate.degreesOfFreedom)
    add(measures.abnormalReturns)
    if needs.contains(.residuals) { addResiduals(impact, measures.estimate, study.estimation) }
    if let column = study.calendarTime.weights {
      weights.append(EventWeights.weight(of: event.request, in: column, study) ?? .nan)
    }
    panels.append(
      measures.pricing.map {
        PricingPanel(factors: $0.factors, responses: $0.responses, regressors: $0.regressors)
      })
    if let rows = measures.design {
      add(rows, on: impact.estimationWindow, measures.estimate, study.estimation)
    }
    for (index, window) in measures.windows.enumerated() { windows[index].add(window, holds: holds) }
  }

  private mutating func add(_ returns: AbnormalReturns) {
    panels.abnormalReturns += returns.abnormal
    if needs.contains(.spans) { returns.appendSpans(to: &panels.spans) }
    if needs.contains(.daySpans) { returns.appendDaySpans(to: &panels.daySpans) }
    if needs.contains(.standardizedReturns) {
      returns.appendStandardized(to: &panels.standardizedAbnormalReturns)
    }
  }

  private mutating func addResiduals(
    _ impact: EventImpact, _ estimate: ExpectedReturnEstimate, _ choice: EstimationChoice
  ) {
    switch choice.count {
    case .sessions: panels.residuals += estimate.residuals
    case .returns:
      let slots = choice.slots(of: estimate.residuals, on: impact.estimationWindow)
      panels.residuals += slots.map { $0?.residual ?? .nan }
      if needs.contains(.estimationDates) {
        slotDates += slots.map { $0.flatMap { impact.event.date(of: $0.day)?.dayNumber } ?? .min }
      }
    }
    if estimate.conditionalVariance != nil {
      panels.standardizedResiduals += choice.row(
        of: estimate.standardizedResiduals, on: impact.estimationWindow)
    }
  }

  private mutating func add(
    _ rows: DesignRows, on window: EventWindow?, _ estimate: ExpectedReturnEstimate,
    _ choice: EstimationChoice
  ) {
    panels.append(DesignPanel(rows.inSlots(of: choice, estimate.residuals, on: window)))
  }
}

extension ModelColumns {
  /// The rows of a group's events; nil = all of them.
  func positions(of group: SampleCollector.Group) -> [Int]? {
    group.number.map { rowsOfGroups.indices.contains(Int($0)) ? rowsOfGroups[Int($0)] : [] }
  }

  /// The values of a column at some rows; nil = all of them, without a copy.
  static func selecting<Value>(_ positions: [Int]?, of column: [Value]) -> [Value] {
    guard let positions, !column.isEmpty else { return column }
    return positions.map { column[$0] }
  }

  /// The panels as the tests take them, for some of the events; nil = all of them.
  func panels(at positions: [Int]?, count: EstimationChoice.Count) -> SamplePanels {
    var result = panels
    result.rows = positions
    result.eventDates = .clocks(clocks, unknown: .max)
    if needs.contains(.estimationDates) {
      result.residualDates = count == .sessions ? .clocks(clocks, unknown: .min) : .rows(slotDates)
    }
    return result
  }
}

extension ModelColumns.Window {
  fileprivate mutating func reserve(_ count: Int, holds: Bool) {
    car.reserveCapacity(count)
    variance.reserveCapacity(count)
    scar.reserveCapacity(count)
    guard holds else { return }
    held.reserveCapacity(count)
    heldAgainst.reserveCapacity(count)
  }

  fileprivate mutating func append(_ rows: ModelColumns.Window) {
    car += rows.car
    variance += rows.variance
    scar += rows.scar
    held += rows.held
    heldAgainst += rows.heldAgainst
  }

  fileprivate mutating func add(_ window: WindowImpact, holds: Bool) {
    let sum = try? window.outcome.get()
    car.append(sum?.car ?? .nan)
    variance.append(sum?.variance ?? .nan)
    scar.append(sum?.standardized ?? .nan)
    guard holds else { return }
    let isShown = sum != nil || window.buyAndHold.ending == .reinvested
    held.append(isShown ? window.buyAndHold.security : .nan)
    heldAgainst.append(isShown ? window.buyAndHold.benchmark : .nan)
  }
}
