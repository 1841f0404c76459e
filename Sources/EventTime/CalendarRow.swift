import CoreTypes

/// One row of a study's calendars file, read: a session with its moments.
struct CalendarRow {
  let text: TextRow
  let file: String
  let exchange: ExchangeID
  let date: CalendarDate
  let open: Instant
  let close: Instant
  let pause: (start: Instant, end: Instant)?
  let phases: SessionPhases

  init(_ text: TextRow, file: String) throws(RunFailure) {
    self.text = text
    self.file = file
    func failure(_ column: String, _ message: String, _ help: String) -> RunFailure {
      CalendarRow.failure(text, file, column, message, help)
    }
    func moment(_ column: String) throws(RunFailure) -> Instant? {
      guard let typed = text.value(column) else { return nil }
      if let read = DateTimeText(typed), let second = read.secondOfDay, let offset = read.offset {
        return Instant(date: read.date, secondOfDay: second, offset: offset)
      }
      throw failure(
        column, "\(column) must be a moment in UTC, found '\(typed)'", "write it as 2019-10-07T13:30:00Z")
    }
    guard let name = text.value("exchange") else {
      throw failure("exchange", "the row names no exchange", "fill in the column 'exchange'")
    }
    guard let day = text.value("session"), let date = CalendarDate(iso: day) else {
      let found = text.value("session") ?? ""
      throw failure(
        "session", "session must be a date (YYYY-MM-DD), found '\(found)'", "write the session's date")
    }
    guard let open = try moment("open"), let close = try moment("close") else {
      let column = text.value("open") == nil ? "open" : "close"
      throw failure(column, "the session has no \(column)", "fill in the column '\(column)'")
    }
    guard open < close else {
      throw failure(
        "close", "the session closes at \(close), not after its open at \(open)", "correct one of them")
    }
    exchange = ExchangeID(name)
    self.date = date
    self.open = open
    self.close = close
    switch (try moment("break_start"), try moment("break_end")) {
    case (nil, nil): pause = nil
    case (let start?, let end?) where open < start && start < end && end < close: pause = (start, end)
    default:
      throw failure(
        "break_start", "a break needs a start and a later end, both inside the session",
        "correct break_start and break_end, or leave both empty")
    }
    func phase(_ column: SessionPhases.Column) throws(RunFailure) -> Instant? { try moment(column.rawValue) }
    phases = SessionPhases(
      preMarketOpen: try phase(.preMarketOpen), afterHoursEnd: try phase(.afterHoursEnd),
      auctionStart: try phase(.auctionStart), auctionEnd: try phase(.auctionEnd))
    if let fault = phases.fault(open: open, close: close) {
      throw failure(fault.column.rawValue, fault.message, "correct the moments, or leave both empty")
    }
  }

  /// The session's times on the exchange's own clock; those far from its date, which `fault(in:)` refuses, as ten days
  /// away.
  func hours(in zone: TimeZoneRules) -> DayHours {
    func second(_ instant: Instant) -> Int32 {
      let local = zone.local(of: instant)
      let seconds =
        Int64(local.date.dayNumber - date.dayNumber) * 86_400 + Int64(local.secondOfDay)
      return Int32(min(max(seconds, -864_000), 864_000))
    }
    return DayHours(
      open: second(open), close: second(close), pause: pause.map { second($0.start)..<second($0.end) })
  }

  /// The zone that the row names for the exchange's clock, which has one: rows before it may have named it. nil = none.
  func zone(besides known: TimeZoneRules?) throws(RunFailure) -> TimeZoneRules? {
    guard let name = text.value("timezone") else { return nil }
    if let known, known.name == name { return known }
    guard let zone = TimeZoneRules(ianaName: name) else {
      let fault = TimeZoneRules.fault(of: name, example: "America/New_York")
      throw failure("timezone", fault.message, fault.help)
    }
    guard let known else { return zone }
    throw failure(
      "timezone", "the clock of \(exchange) is in \(name) here, and in \(known.name) in rows before",
      "give all rows of an exchange one time zone; moments are UTC and need none")
  }

  /// What is wrong with a row that follows `other` in the order of dates.
  func fault(after other: CalendarRow) -> RunFailure? {
    if date == other.date {
      return failure(
        "session", "\(exchange) has the session of \(date) already on line \(other.text.line)",
        "keep one of the two rows")
    }
    guard open < other.close else { return nil }
    return failure(
      "open",
      "the session of \(date) opens at \(open), before that of \(other.date) closes at \(other.close)",
      "correct one of them")
  }

  /// A moment in the hour that clocks show twice: the program keeps sessions by the exchange's clock, which could not
  /// tell it from the other one.
  private func repeatedMoment(in zone: TimeZoneRules) -> RunFailure? {
    let moments = [
      ("open", open), ("close", close), ("break_start", pause?.start), ("break_end", pause?.end),
    ]
    for (column, moment) in moments {
      guard let moment else { continue }
      let local = zone.local(of: moment)
      guard zone.resolve(date: local.date, secondOfDay: local.secondOfDay).earliest != moment else {
        continue
      }
      return failure(
        column, "\(moment) falls into the hour that clocks in \(zone.name) show twice, for the second time",
        "give that session a moment before the clocks were set back, or after the hour is over")
    }
    return nil
  }

  /// A session is named after the local date on which it trades, or after the next one where it begins on the
  /// evening before; it may close after midnight.
  func fault(in zone: TimeZoneRules) -> RunFailure? {
    let hours = hours(in: zone)
    if hours.open >= -86_400, hours.open < 86_400, hours.close > 0, hours.close <= 2 * 86_400 {
      return repeatedMoment(in: zone)
    }
    return failure(
      "open", "the session of \(date) cannot run from \(open) to \(close) on a clock of \(zone.name)",
      "correct the date or the moments; moments are UTC")
  }

  func location(_ column: String) -> SourceLocation {
    text.location(in: file, ofColumn: column)
  }

  func failure(_ column: String, _ message: String, _ help: String) -> RunFailure {
    CalendarRow.failure(text, file, column, message, help)
  }

  private static func failure(
    _ text: TextRow, _ file: String, _ column: String, _ message: String, _ help: String
  ) -> RunFailure {
    RunFailure(
      .unusable, message, help: help, at: text.location(in: file, ofColumn: column),
      excerpt: text.excerpt(ofColumn: column))
  }
}
