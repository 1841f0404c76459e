import CoreStatistics
import CoreTypes

/// Events whose residuals stand on the same calendar days, and which enter the same windows.
struct CorrelationGroup {
  /// The sessions on which every member has a residual, ascending.
  let dates: [Int32]
  /// The sessions of the members' event windows; empty where they do not matter.
  let eventDates: [Int32]
  /// For each window of the sample: whether the members enter it.
  let enters: [Bool]
  private(set) var events: [Int]
  /// The cluster of all members; nil where clusters do not matter.
  private let block: Block?

  /// One cluster, or an event by itself.
  private enum Block: Hashable {
    case cluster(Int)
    case alone(Int)
  }

  var firstEventDate: Int32 { eventDates.first ?? .min }
  var lastEventDate: Int32 { eventDates.last ?? .max }

  private struct Key: Hashable {
    let dates: [Int32]
    let eventDates: [Int32]
    let enters: [Bool]
    let block: Block?
  }

  /// Both belong to one cluster, or clusters do not matter.
  func mayCorrelate(with other: CorrelationGroup) -> Bool { block == other.block }

  /// The groups of the events that enter at least one window, by their first event date and then in the order of
  /// their first members.
  ///
  /// - Parameter blocks: the clusters of the events, nil = by itself; nil where they do not matter.
  static func groups(
    of sample: EventSample, separatingWindows: Bool, blocks: [Int?]?
  ) -> [CorrelationGroup] {
    var enters = [[Bool]](
      repeating: [Bool](repeating: false, count: sample.windows.count), count: sample.count)
    for (index, window) in sample.windows.enumerated() {
      for event in window.entering { enters[event][index] = true }
    }
    var groups: [CorrelationGroup] = []
    var places: [Key: Int] = [:]
    for event in 0..<sample.count where enters[event].contains(true) {
      let dates = datesWithResiduals(of: event, in: sample)
      let eventDates = separatingWindows ? sample.withEventDates(of: event) { Array($0) } : []
      let block = blocks.map { $0[event].map(Block.cluster) ?? .alone(event) }
      let key = Key(dates: dates, eventDates: eventDates, enters: enters[event], block: block)
      if let place = places[key] {
        groups[place].events.append(event)
      } else {
        places[key] = groups.count
        groups.append(
          CorrelationGroup(
            dates: dates, eventDates: eventDates, enters: enters[event], events: [event], block: block))
      }
    }
    return groups.enumerated()
      .sorted { ($0.element.firstEventDate, $0.offset) < ($1.element.firstEventDate, $1.offset) }
      .map(\.element)
  }

  /// The places of the days that both groups have; `nil` where these are too few for a correlation.
  func commonPlaces(_ other: CorrelationGroup) -> (own: [Int], others: [Int])? {
    let fewest = ResidualCorrelations.fewestCommonDays
    guard let first = dates.first, let last = dates.last, let otherFirst = other.dates.first,
      let otherLast = other.dates.last, first <= otherLast, otherFirst <= last
    else { return nil }
    let common = CorrelationGroup.commonPlaces(dates, other.dates)
    return common.left.count >= fewest ? (common.left, common.right) : nil
  }

  private static func datesWithResiduals(of event: Int, in sample: EventSample) -> [Int32] {
    sample.withResiduals(of: event) { residuals in
      sample.withResidualDates(of: event) { dates in
        residuals.indices.compactMap { residuals[$0].isNaN ? nil : dates[$0] }
      }
    }
  }

  /// The places of the dates that both ascending lists have.
  private static func commonPlaces(_ left: [Int32], _ right: [Int32]) -> (left: [Int], right: [Int]) {
    var common: (left: [Int], right: [Int]) = ([], [])
    var i = 0
    var j = 0
    while i < left.count, j < right.count {
      if left[i] == right[j] {
        common.left.append(i)
        common.right.append(j)
      }
      let (leftDate, rightDate) = (left[i], right[j])
      if leftDate <= rightDate { i += 1 }
      if rightDate <= leftDate { j += 1 }
    }
    return common
  }
}
