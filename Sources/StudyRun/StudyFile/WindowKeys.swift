import CoreTypes

/// The keys that say which event days count: `event_window`, `windows`.
enum WindowKeys {
  /// Event days farther away than this are a slip of the finger; it also keeps sums of days small.
  static let days = -100_000...100_000

  static let defaultEventWindow = EventWindow(first: -10, last: 10)
  static let defaultWindows = [
    EventWindow(first: 0, last: 0), EventWindow(first: -1, last: 1), EventWindow(first: 0, last: 1),
    EventWindow(first: -5, last: 5),
  ]

  /// `[first, last]` in event days.
  static func window(_ value: StudyValue) -> EventWindow? {
    let help = "write the first and the last event day, such as [-1, 1]"
    guard let ends = value.list("two event days", help: help) else { return nil }
    guard ends.count == 2 else {
      value.fault("'\(value.key)' must be two event days, found \(ends.count)", help: help)
      return nil
    }
    guard let first = ends[0].integer(in: days), let last = ends[1].integer(in: days) else { return nil }
    guard first <= last else {
      value.fault(
        "'\(value.key)' ends on day \(last), before it begins on day \(first)",
        help: "write [\(last), \(first)]")
      return nil
    }
    return EventWindow(first: first, last: last)
  }

  /// `windows:`; each must lie inside the event window. Without the key: those of the defaults that do.
  static func windows(_ value: StudyValue?, inside eventWindow: EventWindow) -> [WindowChoice] {
    guard let value else {
      return defaultWindows.filter(eventWindow.contains).map(WindowChoice.window)
    }
    if value.scalarText == "each-day" { return [.eachDay] }
    let help = "write a list such as [[0, 0], [-1, 1], [0, unlocked], each-day]"
    var choices: [WindowChoice] = []
    var known: Set<WindowChoice> = []
    for entry in value.filledList("a list of windows", help: help) ?? [] {
      guard let choice = choice(entry, inside: eventWindow) else { continue }
      if known.insert(choice).inserted {
        choices.append(choice)
      } else {
        entry.fault("'\(entry.key)' repeats a window", help: "remove it")
      }
    }
    return choices
  }

  private static func choice(_ entry: StudyValue, inside eventWindow: EventWindow) -> WindowChoice? {
    if entry.node.list == nil {
      if entry.scalarText == "each-day" { return .eachDay }
      let isQuoted = entry.scalarText?.hasPrefix("[") == true
      entry.expected(
        "two event days or each-day",
        help: isQuoted ? "take the window out of its quotes" : "write a window such as [-1, 1], or each-day")
      return nil
    }
    if let choice = untilUnlocked(entry, inside: eventWindow) { return choice }
    guard let window = window(entry) else { return nil }
    guard eventWindow.contains(window) else {
      entry.fault(
        "'\(entry.key)' \(window) does not lie inside the event window \(eventWindow)",
        help: "widen it: event_window: "
          + "[\(min(window.first, eventWindow.first)), \(max(window.last, eventWindow.last))]")
      return nil
    }
    return .window(window)
  }

  /// `[0, unlocked]`: to the first day that did not close at a daily price limit, which is day 0 at the earliest. nil
  /// where the entry is of another kind.
  private static func untilUnlocked(_ entry: StudyValue, inside eventWindow: EventWindow) -> WindowChoice? {
    guard let ends = entry.list("two event days", help: ""), ends.count == 2, let last = ends[1].scalarText
    else { return nil }
    guard last == "unlocked" else {
      guard NearestName.to(last, among: ["unlocked"]) != nil else { return nil }
      ends[1].expected("an event day or unlocked", help: "did you mean 'unlocked'?")
      return .untilUnlocked(first: 0)
    }
    let first = ends[0].integer(in: days) ?? 0
    if first > 0 || first < eventWindow.first || eventWindow.last < 0 {
      entry.fault(
        "'\(entry.key)' must begin on a day from \(eventWindow.first) to 0, since day 0 may be the first one "
          + "unlocked",
        help: "write [0, unlocked]")
    }
    return .untilUnlocked(first: first)
  }
}
