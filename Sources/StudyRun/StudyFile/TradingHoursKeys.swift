import CoreTypes
import EventTime

/// `hours: {open: "09:30", close: "15:00", timezone: Asia/Shanghai}`.
enum TradingHoursKeys {
  static let allowed = ["open", "close", "timezone"]

  static func read(_ value: StudyValue) -> TradingHours? {
    let help = "write {open: \"09:30\", close: \"15:00\", timezone: Asia/Shanghai}"
    guard let map = value.mapping(allowed: allowed, "a map", help: help) else { return nil }
    for key in allowed where map[key] == nil {
      value.fault("'\(value.key)' has no '\(key)'", help: help)
    }
    let open = map["open"].flatMap(secondOfDay)
    let close = map["close"].flatMap(secondOfDay)
    let zone = map["timezone"].flatMap { $0.timeZone(example: "Asia/Shanghai") }
    guard let open, let close, let zone else { return nil }
    if close <= open {
      map["close"]?.fault(
        "'\(value.key).close' must be later than 'open'",
        help: help + "; sessions that last over midnight can be given one by one in a file for 'calendars'")
      return nil
    }
    return TradingHours(
      open: open, close: close, timeZone: zone, timeZoneLocation: map["timezone"]?.location)
  }

  /// `HH:MM` or `HH:MM:SS` in seconds since midnight.
  static func secondOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let limits = [23, 59, 59]
    guard (2...3).contains(parts.count) else { return nil }
    var seconds = 0
    for (position, part) in parts.enumerated() {
      let isPadded = part.utf8.count == 2 || (position == 0 && part.utf8.count == 1)
      guard isPadded, part.isDigits, let number = Int(part), number <= limits[position] else { return nil }
      seconds += number * [3_600, 60, 1][position]
    }
    return seconds
  }

  private static func secondOfDay(_ value: StudyValue) -> Int? {
    if let text = value.scalarText, let second = secondOfDay(text) { return second }
    value.expected("a time of day", help: "write hours and minutes in quotes, such as \"09:30\"")
    return nil
  }
}

extension StudyValue {
  /// The name of a time zone, which stands in the system's data wherever there are some.
  func timeZone(example: String) -> String? {
    guard let name = text("a time zone", help: "write an IANA name such as \(example)") else { return nil }
    if TimeZoneRules(ianaName: name) == nil, TimeZoneRules.hasData {
      let fault = TimeZoneRules.fault(of: name, example: example)
      faults.add(
        fault.message, help: fault.help, at: mark, kind: fault.kind == .unusable ? nil : fault.kind)
    }
    return name
  }
}

extension TimeZoneRules {
  /// The zone of a name that the study file, or whoever made the study, gave.
  static func called(_ name: String, at location: SourceLocation? = nil) throws(RunFailure) -> TimeZoneRules {
    if let zone = TimeZoneRules(ianaName: name) { return zone }
    let fault = fault(of: name, example: "America/New_York")
    throw RunFailure(fault.kind, fault.message, help: fault.help, at: location)
  }
}
