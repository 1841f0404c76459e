import CoreTypes
import Testing

@testable import EventTime

/// What becomes of the words of one event, column by column.
@Suite struct AnnouncementReaderTests {
  private func read(
    _ columns: [(name: String, text: String)], on calendar: ExchangeCalendar
  ) -> (announcement: Announcement, diagnostics: [Diagnostic]) {
    let row = TextRow(
      line: 2, source: columns.map(\.text).joined(separator: ","), columns: columns.map(\.name),
      values: columns.map { TextField(text: $0.text, column: 1) })
    let request = EventRequest(
      id: EventID("E"), security: SecurityID("S"), order: 0, securityNumber: 0, row: row, file: "events.csv",
      refusal: nil)
    var diagnostics: [Diagnostic] = []
    let reader = AnnouncementReader(calendar: calendar, lateCutoff: 0, halts: []) {
      ExchangeCalendars.calendar(for: $0)
    }
    let announcement = reader.read(request, diagnostics: &diagnostics)
    return (announcement, diagnostics)
  }

  /// Chicago's futures traded from 17:00 of the evening before, in March 2006 from Sunday evening on.
  @Test(arguments: [
    ("2006-03-12T18:30:00-06:00", Announcement.Phase.regular, "2006-03-13"),
    ("2006-03-14T18:30:00-06:00", .regular, "2006-03-15"),
    ("2006-03-14T10:00:00-06:00", .regular, "2006-03-14"),
    ("2006-03-11T12:00:00-06:00", .closedDay, "2006-03-13"),
    ("2006-03-10T20:00:00-06:00", .afterClose, "2006-03-13"),
  ])
  func newsInASessionThatBeganTheEveningBefore(
    _ announced: String, _ phase: Announcement.Phase, _ session: String
  ) throws {
    let calendar = try exchange("CMES")
    let (announcement, diagnostics) = read(
      [("announced_at", announced), ("phase", phase == .regular ? "regular" : "")], on: calendar)
    #expect(announcement.phase == phase && diagnostics.isEmpty)
    #expect(try calendar.sessionDates[#require(announcement.reactionSession)].description == session)
  }

  @Test func theClosingHourOfASessionThatEndsAfterMidnightIsStillRegular() throws {
    let zone = try #require(TimeZoneRules(ianaName: "Asia/Tokyo"))
    let calendar = ExchangeCalendar(
      exchange: ExchangeID("XTST"), sessionDates: (0..<10).map(TestMarket.date),
      hours: SessionHours(open: 9 * 3_600, close: 26 * 3_600, timeZone: zone))
    func phase(_ time: String) -> Announcement.Phase? {
      read([("announced_at", time)], on: calendar).announcement.phase
    }
    #expect(phase("2020-01-08T01:30") == .regular && phase("2020-01-08T02:00") == .preOpen)
    func reaction(_ time: String) throws -> String {
      let session = try #require(read([("announced_at", time)], on: calendar).announcement.reactionSession)
      return calendar.sessionDates[session].description
    }
    #expect(try reaction("2020-01-08T01:59") == "2020-01-07" && reaction("2020-01-08T02:00") == "2020-01-08")
    #expect(phase("2020-01-11T01:59") == .regular && phase("2020-01-11T02:00") == .closedDay)
  }

  /// A phase is said only where it is known, `date-only` only where nothing more than a date was typed.
  @Test func withoutHoursATimeHasNoPhase() {
    let calendar = TestMarket.calendar()
    func phase(_ announced: String, _ typed: String = "") -> Announcement.Phase? {
      read([("announced_at", announced), ("phase", typed)], on: calendar).announcement.phase
    }
    #expect(phase("2020-01-08T10:00:00Z") == nil && phase("2020-01-08T10:00") == nil)
    #expect(phase("2020-01-08", "regular") == nil && phase("2020-01-08") == .dateOnly)
  }

  /// Spreadsheets and other programs write a date so; it has no time, and none is made up.
  @Test func midnightWithoutAZoneIsADate() throws {
    let calendar = try exchange("XNYS")
    func read(_ announced: String, zone: String = "") -> Announcement {
      self.read([("announced_at", announced), ("timezone", zone), ("phase", "")], on: calendar).announcement
    }
    for text in ["2019-10-07 00:00:00", "2019-10-07T00:00", "2019-10-05 00:00:00.000"] {
      let announcement = read(text)
      #expect(announcement.phase == .dateOnly && announcement.instant == nil)
      #expect(announcement.warnings == [.announcementTimeUnknown])
      let session = try #require(announcement.reactionSession)
      #expect(calendar.sessionDates[session].description == "2019-10-07")
    }
    for (text, zone) in [("2019-10-07T00:00Z", ""), ("2019-10-07T00:00", "UTC"), ("2019-10-07 00:00:01", "")]
    {
      let announcement = read(text, zone: zone)
      #expect(announcement.phase != .dateOnly && announcement.warnings.isEmpty)
    }
  }

  /// Vendors of earnings dates have words of their own.
  @Test(arguments: [
    ("AMC", "after-close"), ("After-Close", "after-close"), ("after the close", "after-close"),
    ("Before the Bell", "pre-open"), ("amc.", "after-close"), ("BMO", "pre-open"),
    ("Pre Open", "pre-open"), ("DMH", "regular"), ("after-clsoe", "after-close"), ("pre-market", "pre-open"),
  ])
  func theRightWordForAPhaseIsOffered(_ word: String, _ meant: String) throws {
    let (_, diagnostics) = read([("announced_at", "2019-10-07"), ("phase", word)], on: try exchange("XNYS"))
    #expect(diagnostics.map(\.help) == ["did you mean '\(meant)'? correct the phase, or leave it empty"])
  }

  /// What helps depends on what is written: which of two numbers is the day is asked where both could be.
  @Test(arguments: [
    ("8/6/2019", "day (events: {files: events.csv, date_format: DD/MM/YYYY}) or the month (MM/DD/YYYY)"),
    (
      "8/16/2019 16:20",
      ", or say how the dates are written: events: {files: events.csv, date_format: MM/DD/YYYY}"
    ),
    ("15-08-19", "date_format: DD-MM-YY}"), ("2019/08/15", "date_format: YYYY/MM/DD}"),
    ("8.6.2019", "date_format: DD.MM.YYYY}"),
    ("2019-10-07 4:20 PM ET", "write the zone 'ET' into a column 'timezone'"),
    ("soon", "or 2019-10-07"),
  ])
  func theHelpFitsTheDate(_ text: String, _ help: String) throws {
    let (_, diagnostics) = read([("announced_at", text)], on: try exchange("XNYS"))
    #expect(diagnostics.map(\.id) == [.announcementUnreadable])
    #expect(diagnostics[0].help.contains(help))
  }

  /// A date with two readings is one; what is wrong with a time is not mended by a date format.
  @Test(arguments: [
    ("07/10/2019", "'07/10/2019' has two readings, DD/MM/YYYY and MM/DD/YYYY", "or the month (MM/DD/YYYY)"),
    ("25/10/2019", "'25/10/2019' is not a date or time", "date_format: DD/MM/YYYY}"),
    ("2019-11-29T23:59:60Z", "'2019-11-29T23:59:60Z' is not a date or time", "no time of day"),
    ("2019-11-29T23:59-25:00", "'2019-11-29T23:59-25:00' is not a date or time", "no offset from UTC"),
    ("2020-02-28T24:00:01", "'2020-02-28T24:00:01' is not a date or time", "no time of day"),
    ("0000-00-00", "'0000-00-00' is not a date or time", "there is no such day"),
  ])
  func theExplanationFitsTheDate(_ text: String, _ explanation: String, _ help: String) throws {
    let (announcement, diagnostics) = read([("announced_at", text)], on: try exchange("XNYS"))
    #expect(announcement.explanation == explanation && diagnostics[0].help.contains(help))
    #expect(!diagnostics[0].help.contains("date_format: YYYY-MM-DD"))
  }

  @Test func outsideTheKnownSessionsATimeHasNoPhase() throws {
    let calendar = try exchange("XNYS")
    let (announcement, _) = read([("announced_at", "1850-01-08T10:00:00Z")], on: calendar)
    #expect(announcement.exclusion == .outsideCalendar && announcement.phase == nil)
  }

  @Test func anUnreadableDayZeroIsToldOnce() throws {
    let calendar = try exchange("XNYS")
    let (closed, diagnostics) = read([("announced_at", ""), ("day_zero", "2019-10-05")], on: calendar)
    #expect(diagnostics.map(\.id) == [.dayZeroUnreadable] && closed.exclusion == .announcementUnreadable)
    #expect(closed.explanation == "XNYS has no session on 2019-10-05")
    let (given, none) = read([("announced_at", ""), ("day_zero", "2019-10-04")], on: calendar)
    #expect(none.isEmpty && given.phase == .dateOnly)
  }

  @Test func aCalendarOfABenchmarkIsNamed() {
    let calendar = ExchangeCalendar(
      exchange: ExchangeID(""), sessionDates: (0..<5).map(TestMarket.date), hours: nil)
    let (announcement, _) = read([("announced_at", "2018-01-02")], on: calendar)
    #expect(
      announcement.explanation == "2018-01-02 is outside the known sessions of the benchmark's calendar, "
        + "2020-01-06 to 2020-01-10")
  }

  /// Beside a phase midnight is a date as spreadsheets write it, but not where an offset or a zone says which moment it is.
  @Test(arguments: [("2019-10-08T00:00:00-04:00", ""), ("2019-10-08T00:00", "America/New_York")])
  func midnightOfANamedClockIsAMoment(_ announced: String, _ zone: String) throws {
    let calendar = try exchange("XNYS")
    let (announcement, diagnostics) = read(
      [("announced_at", announced), ("timezone", zone), ("phase", "after-close")], on: calendar)
    #expect(announcement.instant?.description == "2019-10-08T04:00:00Z" && announcement.phase == .preOpen)
    #expect(try calendar.sessionDates[#require(announcement.reactionSession)].description == "2019-10-08")
    #expect(diagnostics.map(\.id) == [.phaseContradictsTime])
  }

  /// 24:00 is the last moment of its evening, not a spreadsheet's bare date of the next day.
  @Test(arguments: ["", "after-close", "pre-open"])
  func twentyFourHoursIsTheEndOfTheDayItNames(_ phase: String) throws {
    let calendar = try exchange("XNYS")
    let (announcement, diagnostics) = read(
      [("announced_at", "2019-10-07 24:00"), ("phase", phase)], on: calendar)
    #expect(announcement.instant?.description == "2019-10-08T04:00:00Z")
    #expect(try calendar.sessionDates[#require(announcement.reactionSession)].description == "2019-10-08")
    #expect(diagnostics.map(\.id) == (phase == "pre-open" ? [.phaseContradictsTime] : []))
    let (given, faults) = read([("day_zero", "2019-10-07 24:00")], on: calendar)
    #expect(faults.map(\.id) == [.dayZeroUnreadable] && given.reactionSession == nil)
  }

  /// New York's clocks showed 01:30 twice on a Sunday: both moments lie before Monday's close, and the first stands for them.
  @Test func ofATimeThatWasShownTwiceTheFirstIsTakenWhereBothReachOneSession() throws {
    let calendar = try exchange("XNYS")
    let (announcement, diagnostics) = read([("announced_at", "2019-11-03T01:30")], on: calendar)
    #expect(announcement.instant?.description == "2019-11-03T05:30:00Z" && diagnostics.isEmpty)
    #expect(announcement.warnings == [.announcementTimeRepeated] && announcement.exclusion == nil)
    #expect(try calendar.sessionDates[#require(announcement.reactionSession)].description == "2019-11-04")
  }

  /// Without hours no time has a session: the first stands for both, and the hours are what is missing.
  @Test func aTimeThatWasShownTwiceIsNoFaultWithoutHours() throws {
    let calendar = ExchangeCalendar(
      exchange: ExchangeID("XTST"), sessionDates: (0..<10).map(TestMarket.date), hours: nil)
    let (announcement, diagnostics) = read(
      [("announced_at", "2019-11-03T01:30"), ("timezone", "America/New_York")], on: calendar)
    #expect(diagnostics.isEmpty && announcement.exclusion == .exchangeHoursUnknown)
  }

  /// New York's mornings and evenings elsewhere: the day that another moment of the same phase would have reacted on.
  @Test(arguments: [
    // The open, 13:30Z, is Shanghai's evening, midnight its noon.
    ("XSHE", "pre-open", "2019-10-09", "2019-10-10", true),
    // The open is Tokyo's 22:30, midnight its 13:00.
    ("XTKS", "pre-open", "2019-10-09", "2019-10-10", true),
    // Close and midnight, 20:00Z and 04:00Z, lie before Shanghai's close.
    ("XSHE", "after-close", "2019-10-08", "2019-10-09", false),
    // Wellington closes at 16:45, 03:45Z, a quarter of an hour before New York's midnight.
    ("XNZE", "after-close", "2019-10-07", "2019-10-08", true),
    ("XNYS", "pre-open", "2019-10-09", "2019-10-09", false),
    ("XNYS", "after-close", "2019-10-09", "2019-10-10", false),
  ])
  func aPhaseElsewhereMayLeaveDayZeroOpen(
    _ own: String, _ phase: String, _ date: String, _ session: String, _ isOpen: Bool
  ) throws {
    let calendar = try exchange(own)
    let (announcement, diagnostics) = read(
      [("announced_at", date), ("phase", phase), ("phase_exchange", "XNYS")], on: calendar)
    #expect(diagnostics.isEmpty)
    #expect(try calendar.sessionDates[#require(announcement.reactionSession)].description == session)
    #expect(announcement.warnings == (isOpen ? [.announcementTimeUnknown] : []))
  }
}
