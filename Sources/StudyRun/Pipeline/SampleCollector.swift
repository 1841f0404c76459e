import CoreTypes
import DataInput
import EventTime
import ExpectedReturns
import ImpactMeasures
import Inference

/// Gathers, event by event in the order of the events file, what averages and tests need of every model.
struct SampleCollector {
  /// `all`, or one of the named groups.
  struct Group: Sendable {
    /// As the reports call it.
    let name: String
    /// nil = every event.
    let value: String?
  }

  private let study: StudyConfiguration
  /// The windows of the study, `each-day` spelled out.
  let windows: [EventWindow]
  /// The columns of the events file that some test clusters by.
  private let clusterColumns: [String]
  private(set) var models: [ModelColumns]
  private var securityNumbers: [SecurityID: Int] = [:]
  private var groupNames: [String] = []

  /// - Parameter events: how many there are at most, so that nothing has to be moved to make room.
  init(study: StudyConfiguration, windows: [EventWindow], events: Int) {
    self.study = study
    self.windows = windows
    let battery = study.battery
    clusterColumns = battery.compactMap(\.clusterColumn)
    let usesDates = battery.contains(where: \.usesEstimationDates)
    models = study.models.map { choice in
      var columns = ModelColumns(name: choice.name, windows: windows.count, keepsEstimationDates: usesDates)
      columns.reserve(events, study: study)
      return columns
    }
  }

  /// `all`, then the groups in order of first appearance among the events that were not excluded.
  var groups: [Group] {
    [Group(name: "all", value: nil)] + groupNames.map { Group(name: $0, value: $0) }
  }

  mutating func add(_ impacts: [EventImpact]) {
    for impact in impacts where impact.event.status != .excluded {
      let group = impact.event.group
      if !group.isEmpty, !groupNames.contains(group) { groupNames.append(group) }
      let known = securityNumbers[impact.event.security]
      let security = known ?? securityNumbers.count
      if known == nil { securityNumbers[impact.event.security] = security }
      for (index, model) in impact.models.enumerated() {
        guard let measures = model.measures else { continue }
        models[index].add(impact, measures, security: security, study: study)
      }
    }
  }

  /// The events of one group under one model as the tests take them.
  func sample(model: ModelColumns, group: Group) -> EventSample {
    let columns = model.selecting(model.positions(of: group), study: study)
    return EventSample(
      eventIDs: columns.events.map(\.id), securityIndexes: columns.securities,
      estimationWindow: study.estimation.window, eventWindow: study.eventWindow,
      dayZeroDates: columns.dayZeroDates, residualStandardDeviations: columns.standardDeviations,
      degreesOfFreedom: columns.degreesOfFreedom, clusters: clusters(of: columns.events),
      panels: columns.panels,
      windows: zip(windows, columns.windows).map { window, values in
        WindowMeasures(
          window: window, car: values.car, variance: values.variance, scar: values.scar,
          validDays: values.days)
      })
  }

  /// The abnormal returns of one group under one model, event by event.
  func abnormalReturns(model: ModelColumns, group: Group) -> [Double] {
    model.selecting(model.positions(of: group), study: study).panels.abnormalReturns
  }

  /// The buy-and-hold returns of one group under one model, a window each.
  func buyAndHold(model: ModelColumns, group: Group) -> [AverageBuyAndHold] {
    model.selecting(model.positions(of: group), study: study).windows.map {
      AverageBuyAndHold(security: $0.held, benchmark: $0.heldAgainst, confidence: study.confidence)
    }
  }

  private func clusters(of events: [EventRequest]) -> [String: [Int]] {
    var result: [String: [Int]] = [:]
    for column in clusterColumns where events.contains(where: { $0.row.fields[column] != nil }) {
      var numbers: [String: Int] = [:]
      result[column] = events.map { request in
        let value = request.row.fields[column]?.text ?? ""
        let number = numbers[value] ?? numbers.count
        numbers[value] = number
        return number
      }
    }
    return result
  }
}
