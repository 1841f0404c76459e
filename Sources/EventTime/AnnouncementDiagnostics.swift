import CoreTypes

/// What can be wrong with the words of an announcement, and what to do about it.
extension Diagnostic {
  private static func event(
    _ id: DiagnosticID, _ request: EventRequest, _ column: String, _ message: String, help: String
  ) -> Diagnostic {
    Diagnostic(
      id, at: request.location(ofColumn: column), security: request.security, event: request.id,
      message: message, help: help, excerpt: request.row.excerpt(ofColumn: column))
  }

  static func unreadable(_ request: EventRequest, _ text: String) -> Diagnostic {
    event(
      .announcementUnreadable, request, "announced_at",
      "announced_at must be a date or an ISO 8601 time, found '\(text)'",
      help: help(text, in: request.hasDateFormat ? nil : request.file))
  }

  /// - Parameter file: where the study may say how its dates are written; nil = it says so, or they tell.
  private static func help(_ text: String, in file: String?) -> String {
    var usual = "write 2019-10-07T16:20:00-04:00, 2019-10-07T16:20 with a 'timezone', or 2019-10-07"
    if text.contains(":"), let word = text.split(separator: " ").last, word.count > 1,
      word.allSatisfy(\.isUppercase), !["AM", "PM"].contains(word)
    {
      usual = "write the zone '\(word)' into a column 'timezone', by an IANA name; \(usual)"
    }
    if let known = DateMistake.help(for: text) { return "\(known); \(usual)" }
    let formats = DatePatterns.reading(text)
    guard let file, let first = formats.first else { return usual }
    let key =
      "events: {files: \(YAMLText.quoted(StandardInput.studyPath(ofFileNamed: file))), date_format: \(first)}"
    return formats.count == 1
      ? "\(usual), or say how the dates are written: \(key)"
      : "\(usual), or say which comes first, \(DatePatterns.firstPart(of: first)) (\(key)) or "
        + "\(DatePatterns.firstPart(of: formats[1])) (\(formats[1]))"
  }

  static func announcementEmpty(_ request: EventRequest) -> Diagnostic {
    event(
      .announcementUnreadable, request, "announced_at", "announced_at is empty",
      help: "give the date or time of the announcement, or a 'day_zero'")
  }

  static func timeSkipped(
    _ request: EventRequest, zone: TimeZoneRules, before: Instant, after: Instant
  ) -> Diagnostic {
    event(
      .announcementTimeSkipped, request, "announced_at",
      "'\(request.typed("announced_at") ?? "")' does not exist in \(zone.name): the clocks were "
        + "set forward",
      help: "correct the time; was \(zone.isoText(of: before)) or \(zone.isoText(of: after)) meant?")
  }

  static func timeRepeated(
    _ request: EventRequest, zone: TimeZoneRules, first: Instant, second: Instant
  ) -> Diagnostic {
    event(
      .announcementTimeRepeated, request, "announced_at",
      "'\(request.typed("announced_at") ?? "")' happened twice in \(zone.name), whose clocks were "
        + "set back, and the two lead to different days 0",
      help: "write \(zone.isoText(of: first)) or \(zone.isoText(of: second))")
  }

  static func unknownZone(_ request: EventRequest, _ message: String, help: String) -> Diagnostic {
    event(
      .unknownTimeZone, request, "timezone", message,
      help: help
        + ", or write the offset from UTC into announced_at, such as 2019-10-07T16:20:00-04:00")
  }

  static func withoutSummerTime(
    _ request: EventRequest, _ zone: TimeZoneRules, _ usual: TimeZoneRules, at instant: Instant
  ) -> Diagnostic {
    event(
      .timeZoneWithoutSummerTime, request, "timezone",
      "'\(zone.name)' has no daylight saving time: that was \(usual.isoText(of: instant)) in \(usual.name)",
      help: "write '\(usual.name)' if clocks there are meant, or the offset from UTC in announced_at")
  }

  static func zoneContradictsOffset(
    _ request: EventRequest, _ zone: TimeZoneRules, at instant: Instant
  ) -> Diagnostic {
    event(
      .timeZoneContradictsOffset, request, "timezone",
      "'\(request.typed("announced_at") ?? "")' has another offset than clocks in \(zone.name) had: they showed "
        + zone.isoText(of: instant),
      help:
        "leave out the offset if the time is that of '\(zone.name)', or the zone if it is not; the offset is used"
    )
  }

  static func unknownPhase(_ request: EventRequest, _ text: String) -> Diagnostic {
    let meant = TypedPhase(meantBy: text).map { "did you mean '\($0.rawValue)'? " } ?? ""
    return event(
      .phaseUnknown, request, "phase",
      "phase must be one of \(TypedPhase.allCases.map(\.rawValue).joined(separator: ", ")), found '\(text)'",
      help: meant + "correct the phase, or leave it empty")
  }

  static func phaseContradictsTime(
    _ request: EventRequest, _ phase: String, actual: String, on exchange: String
  ) -> Diagnostic {
    event(
      .phaseContradictsTime, request, "phase",
      "phase says '\(phase)', but at the time in announced_at \(exchange) was in '\(actual)'",
      help: "correct one of the two; the time is used")
  }

  static func unknownPhaseExchange(_ request: EventRequest, _ name: String) -> Diagnostic {
    let nearest = ExchangeCalendars.nearest(to: ExchangeID(name)).map { "did you mean \($0)? " } ?? ""
    return event(
      .unknownExchange, request, "phase_exchange", "no calendar is known for the exchange '\(name)'",
      help: nearest + "give an ISO 10383 code such as XNYS")
  }

  static func dayZeroClosed(
    _ request: EventRequest, _ date: CalendarDate, _ calendar: ExchangeCalendar
  ) -> Diagnostic {
    event(
      .dayZeroUnreadable, request, "day_zero", "\(calendar.name) has no known session on \(date)",
      help: "give a session of \(calendar.name); 'eventstudy calendar' lists them")
  }

  static func dayZeroUnreadable(_ request: EventRequest, _ text: String) -> Diagnostic {
    event(
      .dayZeroUnreadable, request, "day_zero", "day_zero must be a date (YYYY-MM-DD), found '\(text)'",
      help: "write the session's date, or leave it empty")
  }
}
