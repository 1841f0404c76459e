import CoreTypes
import EventTime
import ExpectedReturns

extension OtherEvents {
  /// Excludes the events that the study does not want because of other news near them.
  func judge(_ events: inout [AlignedEvent], _ treatment: OtherEventsChoice.Treatment) {
    guard treatment != .flag else { return }
    for place in events.indices {
      let text = text(near: events[place], cameFirst: treatment != .drop)
      if let text { events[place].exclude(.otherEventInWindow, text) }
    }
  }

  /// What a reader should know of an event with other news near it; nil where there is none.
  func note(on event: AlignedEvent) -> EstimateWarning? {
    text(near: event, cameFirst: false).map { EstimateWarning(.otherEventInWindow, $0) }
  }

  /// `'AMBA-Q2' lies on event day -3, 'AMBA-Q3' on event day 9`
  private func text(near event: AlignedEvent, cameFirst: Bool) -> String? {
    let (count, first) = neighbors(of: event, cameFirst: cameFirst, most: OtherEvents.mostNamed)
    guard count > 0 else { return nil }
    return OtherEvents.text(of: first.lazy.map { ($0.id, $0.day) }, verb: "lies ", among: count)
  }

  /// `'AMBA-Q2' on event day -31`: the other news whose event windows hold one of some days of an event; empty where none does.
  func text(covering days: [Int], of event: AlignedEvent) -> String {
    let others = others(covering: days, of: event)
    return OtherEvents.text(of: others.prefix(OtherEvents.mostNamed), verb: "", among: others.count)
  }

  private static let mostNamed = 5

  /// - Parameter verb: said of the first of them.
  private static func text(
    of named: some Collection<(id: EventID, day: Int)>, verb: String, among count: Int
  ) -> String {
    var text = ""
    for other in named {
      let isFirst = text.isEmpty
      text += isFirst ? "'" : ", '"
      text += other.id.text
      text += "' "
      if isFirst { text += verb }
      text += "on event day "
      text += String(other.day)
    }
    return count > named.count ? text + " and \(count - named.count) more" : text
  }
}
