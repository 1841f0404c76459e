import CoreTypes
import EventTime
import ImpactMeasures
import Inference
import Reports

/// Gathers, event by event in the order of the events file, what averages and tests need of every model.
package struct SampleCollector {
  /// `all`, or one of the named groups.
  struct Group: Sendable {
    /// As the reports call it.
    let name: String
    /// nil = every event.
    let value: String?
    fileprivate(set) var number: Int32?
  }

  /// The name of all events together: a group of that name is none of its own.
  package static let everyEvent = "all"

  private let study: StudyConfiguration
  /// The windows of the study, `each-day` spelled out.
  let windows: [EventWindow]
  /// What is added up over events while they are at hand.
  let plan: SeriesPlan
  /// The columns of the events file that some test clusters by.
  private let clusterColumns: [String]
  private(set) var models: [ModelColumns]
  /// For each model the sums over all events, then over each group's.
  private var sums: [[SeriesSums]]
  private var groupNumbers: [String: Int32] = [:]
  private var groupNames: [String] = []
  /// Numbers of the calendars by their identity.
  private var calendarNumbers: [String: Int] = [:]
  /// That of each security's exchange, by `EventRequest.securityNumber`, nil = it is not known; nil = nobody has asked yet.
  private var calendarsOfSecurities: [Int??] = []
  private var entering: [Bool]
  /// Makes the blocks that `add` takes.
  let blocks: SampleBlockMaker

  /// - Parameter events: those that may come, so that nothing has to be moved to make room, and the groups are known.
  init(study: StudyConfiguration, windows: [EventWindow], events: [AlignedEvent]) {
    self.study = study
    self.windows = windows
    let battery = study.makesTests ? study.battery : []
    let needs =
      study.makesTests ? SampleNeeds.of(battery).union(.of(study.differences)) : []
    let holds = study.lists(.buyAndHold)
    let plan = SeriesPlan(
      needs, estimationDays: study.estimation.window.length, eventWindow: study.eventWindow, windows: windows)
    self.plan = plan
    let clusterColumns = battery.clusterColumns
    self.clusterColumns = clusterColumns
    let keepsRequests = !clusterColumns.isEmpty || !study.regressions.isEmpty
    let empty = study.models.map {
      ModelColumns(
        name: $0.name, windows: windows.count, needs: needs, holds: holds, keepsRequests: keepsRequests)
    }
    blocks = SampleBlockMaker(study: study, plan: plan, columns: empty)
    models = empty
    for index in models.indices { models[index].reserve(events.count, study: study) }
    sums = models.map { _ in [SeriesSums(plan)] }
    entering = [Bool](repeating: false, count: windows.count)
    for event in events { _ = number(ofGroup: event.group) }
  }

  /// `all`, then the groups in order of first appearance among the events, of excluded ones too: what a row is called does not
  /// depend on which events are used.
  var groups: [Group] {
    [Group(name: SampleCollector.everyEvent, value: nil, number: nil)]
      + groupNames.map { Group(name: $0, value: $0, number: groupNumbers[$0]) }
  }

  /// Adds a block of events.
  mutating func add(_ block: SampleBlock) {
    let known = block.events.map { place(of: $0) }
    for (index, rows) in block.models.enumerated() {
      let places = rows.events.map { known[$0] }
      models[index].append(rows.columns, at: places)
      for (row, place) in places.enumerated() {
        for window in windows.indices { entering[window] = rows.columns.windows[window].car[row].isFinite }
        rows.series.withUnsafeBufferPointer { series in
          let start = row * plan.rowLength
          let own = UnsafeBufferPointer(rebasing: series[start..<(start + plan.rowLength)])
          sums[index][0].add(own, entering: entering)
          if place.group >= 0 { sums[index][Int(place.group) + 1].add(own, entering: entering) }
        }
      }
    }
  }

  private mutating func place(of event: SampleBlock.Event) -> ModelColumns.Place {
    ModelColumns.Place(
      group: number(ofGroup: event.group),
      calendar: number(ofCalendarOf: event), clock: event.clock)
  }

  private mutating func number(ofCalendarOf event: SampleBlock.Event) -> Int? {
    while calendarsOfSecurities.count <= event.security { calendarsOfSecurities.append(nil) }
    if let known = calendarsOfSecurities[event.security] { return known }
    let number = event.setting.calendar.map { self.number(of: $0) }
    calendarsOfSecurities[event.security] = .some(number)
    return number
  }

  private mutating func number(ofGroup group: String) -> Int32 {
    guard !group.isEmpty, group != SampleCollector.everyEvent else { return -1 }
    if let known = groupNumbers[group] { return known }
    let number = Int32(groupNames.count)
    groupNumbers[group] = number
    groupNames.append(group)
    for index in sums.indices { sums[index].append(SeriesSums(plan)) }
    return number
  }

  private mutating func number(of calendar: ExchangeCalendar) -> Int {
    let known = calendarNumbers[calendar.identity]
    let number = known ?? calendarNumbers.count
    guard known == nil else { return number }
    calendarNumbers[calendar.identity] = number
    let sessions = calendar.sessionDates.map(\.dayNumber)
    for index in models.indices { models[index].addCalendar(sessions) }
    return number
  }

  /// The events of one group under one model as the tests take them.
  func sample(model index: Int, group: Group) -> EventSample {
    var sample = sample(of: models[index], at: models[index].positions(of: group))
    sample.sums = sums[index][group.number.map { Int($0) + 1 } ?? 0]
    return sample
  }

  /// The events of two groups under one model.
  func pair(model: ModelColumns, _ first: Group, _ second: Group) -> GroupPair {
    let own = Set(model.positions(of: first) ?? [])
    let positions = (own + (model.positions(of: second) ?? [])).sorted()
    return GroupPair(sample(of: model, at: positions), isFirst: positions.map(own.contains))
  }

  /// Some events of a model; nil = all of them.
  private func sample(of model: ModelColumns, at positions: [Int]?) -> EventSample {
    func column<Value>(_ column: [Value]) -> [Value] { ModelColumns.selecting(positions, of: column) }
    var sample = EventSample(
      estimationWindow: study.estimation.window,
      eventWindow: study.eventWindow, dayZeroDates: column(model.dayZeroDates),
      residualStandardDeviations: column(model.standardDeviations),
      degreesOfFreedom: column(model.degreesOfFreedom),
      clusters: clusterColumns.isEmpty ? [:] : clusters(of: column(model.events)),
      panels: model.panels(at: positions, count: study.estimation.count),
      windows: zip(windows, model.windows).map { window, values in
        WindowMeasures(
          window: window, car: column(values.car), variance: column(values.variance),
          scar: column(values.scar))
      })
    sample.weights = column(model.weights)
    return sample
  }

  /// The buy-and-hold returns of one group under one model, over the window of that index.
  func buyAndHold(model: ModelColumns, group: Group, window: Int) -> AverageBuyAndHold {
    let positions = model.positions(of: group)
    let values = model.windows[window]
    return AverageBuyAndHold(
      security: ModelColumns.selecting(positions, of: values.held),
      benchmark: ModelColumns.selecting(positions, of: values.heldAgainst), confidence: study.confidence)
  }

  private func clusters(of events: [EventRequest]) -> [String: [Int?]] {
    var result: [String: [Int?]] = [:]
    for column in clusterColumns where events.contains(where: { $0.row.fields[column] != nil }) {
      var numbers: [String: Int] = [:]
      result[column] = events.map { request in
        guard let value = request.row.fields[column]?.text, !value.isEmpty else { return nil }
        let number = numbers[value] ?? numbers.count
        numbers[value] = number
        return number
      }
    }
    return result
  }
}
