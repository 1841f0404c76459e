import CoreTypes
import Testing

@testable import EventTime

/// Calendars that a study brings along.
@Suite struct StudyCalendarsTests {
  private let header = [
    "session", "open", "close", "break_start", "break_end", "early_close", "calendar", "exchange",
    "pre_market_open", "after_hours_end", "closing_auction_start", "closing_auction_end",
  ]

  /// A table of lines with `header`'s columns, the first on line 2.
  private func table(_ lines: [String], header: [String]? = nil) -> TextTable {
    let names = header ?? self.header
    let rows = lines.enumerated().map { index, line in
      var column = 1
      let values = line.split(separator: ",", omittingEmptySubsequences: false).map { text in
        defer { column += text.count + 1 }
        return TextField(text: String(text), column: column)
      }
      return TextRow(line: index + 2, source: line, columns: names, values: values)
    }
    return TextTable(file: "calendars.csv", header: names, rows: rows)
  }

  private func read(_ lines: [String]) throws -> [ExchangeID: ExchangeCalendar] {
    try StudyCalendars(table(lines)).byExchange
  }

  @Test(arguments: ["XNAS", "XSHE", "XHKG", "XASX", "CMES", "XLON", "XTAE"])
  func whatTheProgramPrintsComesBackAsTheSameCalendar(_ code: String) throws {
    let shipped = try exchange(code)
    let from = try date("2018-01-01")
    let to = try date("2020-12-31")
    let lines = Array(CalendarListing(shipped, from: from, to: to))
    #expect(lines[0] == header.joined(separator: ","))
    let own = try #require(try read(Array(lines.dropFirst()))[ExchangeID(code)])
    let known = shipped.sessionDates.filter { $0 >= from && $0 <= to }
    #expect(own.sessionDates == known)
    #expect(own.validFrom == known.first && own.validTo == known.last)
    for (index, day) in known.enumerated() {
      let theirs = shipped.session(at: try #require(shipped.index(of: day)))
      let ours = own.session(at: index)
      #expect(ours.open == theirs.open && ours.close == theirs.close)
      #expect(ours.breakStart == theirs.breakStart && ours.breakEnd == theirs.breakEnd)
    }
    #expect(own.timeZone == shipped.timeZone)
  }

  @Test func halfDaysAreThoseOfTheShippedCalendar() throws {
    let shipped = try exchange("XNAS")
    let own = try #require(
      try read(
        Array(
          CalendarListing(shipped, from: try date("2019-01-01"), to: try date("2019-12-31")).dropFirst()))[
          ExchangeID("XNAS")])
    let early = own.sessionDates.indices.filter { own.session(at: $0).isEarlyClose }
    #expect(early.map { own.sessionDates[$0].description } == ["2019-07-03", "2019-11-29", "2019-12-24"])
  }

  @Test func rowsInAnyOrderAndMomentsWithAnOffset() throws {
    let own = try #require(
      try read([
        "2020-01-03,2020-01-03T09:00:00+01:00,2020-01-03T17:30:00+01:00,,,,,XOWN",
        "2020-01-02,2020-01-02T08:00:00Z,2020-01-02T16:30:00Z,,,,,XOWN",
      ])[ExchangeID("XOWN")])
    #expect(own.sessionDates.map(\.description) == ["2020-01-02", "2020-01-03"])
    #expect(own.session(at: 1).open.description == "2020-01-03T08:00:00Z")
    #expect(own.firstIndex(closingAfter: own.session(at: 0).close) == 1)
  }

  @Test func anUnknownExchangeWithoutAZoneIsOnUTCWithAWarning() throws {
    let line = "2020-01-02,2020-01-02T08:00:00Z,2020-01-02T16:30:00Z,,,,,XOWN"
    let calendars = try StudyCalendars(table([line]))
    #expect(calendars.byExchange[ExchangeID("XOWN")]?.timeZone?.name == "UTC")
    let said = try #require(calendars.diagnostics.first)
    #expect(calendars.diagnostics.count == 1 && said.id == .unknownTimeZone && said.severity == .warning)
    #expect(said.location == SourceLocation(file: "calendars.csv", line: 2, column: 58))
    let zoned = try StudyCalendars(
      table([line + ",Asia/Qatar"], header: header.prefix(8) + ["timezone"]))
    #expect(zoned.byExchange[ExchangeID("XOWN")]?.timeZone?.name == "Asia/Qatar")
    #expect(zoned.diagnostics.isEmpty)
  }

  @Test func `one zone an exchange, whichever row names it`() throws {
    func read(_ zones: [String]) throws -> StudyCalendars {
      let lines = zones.enumerated().map { index, zone in
        "2020-01-0\(index + 2),2020-01-0\(index + 2)T08:00:00Z,2020-01-0\(index + 2)T16:30:00Z,,,,,XOWN,\(zone)"
      }
      return try StudyCalendars(table(lines, header: header.prefix(8) + ["timezone"]))
    }
    let later = try read(["", "Europe/Paris", "Europe/Paris"])
    #expect(later.byExchange[ExchangeID("XOWN")]?.timeZone?.name == "Europe/Paris")
    #expect(later.diagnostics.isEmpty)
    let other = try #require(throws: RunFailure.self) { try read(["Europe/Paris", "", "Asia/Tokyo"]) }
    #expect(other.message == "the clock of XOWN is in Asia/Tokyo here, and in Europe/Paris in rows before")
    #expect(other.location?.line == 4 && other.location?.column == 63)
    let wrong = try #require(throws: RunFailure.self) { try read(["Europe/Paris", "Not/A_Zone"]) }
    #expect(wrong.message == "no time zone is called 'Not/A_Zone'" && wrong.location?.line == 3)
  }

  @Test(arguments: [
    ("2020-01-02,2020-01-02T08:00:00Z,2020-01-02T16:30:00Z,,,,,", 58, "the row names no exchange"),
    ("02.01.2020,2020-01-02T08:00:00Z,2020-01-02T16:30:00Z,,,,,X", 1, "session must be a date"),
    ("2020-01-02,08:00,2020-01-02T16:30:00Z,,,,,X", 12, "open must be a moment in UTC, found '08:00'"),
    ("2020-01-02,2020-01-02T08:00:00,2020-01-02T16:30:00Z,,,,,X", 12, "open must be a moment in UTC"),
    ("2020-01-02,2020-01-02T08:00:00Z,,,,,,X", 33, "the session has no close"),
    ("2020-01-02,2020-01-02T08:00:00Z,2020-01-02T08:00:00Z,,,,,X", 33, "not after its open"),
    ("2020-01-02,2020-01-02T08:00:00Z,2020-01-02T16:30:00Z,2020-01-02T12:00:00Z,,,,X", 54, "a break needs"),
    ("2020-01-02,2020-01-09T08:00:00Z,2020-01-09T16:30:00Z,,,,,X", 12, "cannot run from"),
    (
      "2120-01-02,2020-01-02T08:00:00Z,2020-01-02T16:30:00Z,2020-01-02T11:00:00Z,2020-01-02T12:00:00Z,,,X",
      12,
      "cannot run from"
    ),
  ])
  func aRowThatIsNoSessionEndsTheRunWithItsPlace(_ line: String, _ column: Int, _ message: String) throws {
    let good = "2020-01-01,2020-01-01T08:00:00Z,2020-01-01T16:30:00Z,,,,,X"
    let failure = #expect(throws: RunFailure.self) { try StudyCalendars(table([good, line])) }
    #expect(failure?.kind == .unusable)
    #expect(failure?.location == SourceLocation(file: "calendars.csv", line: 3, column: column))
    #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "")")
    #expect(failure?.excerpt == line)
  }

  @Test func aMomentInTheRepeatedHourIsRefused() throws {
    // New York's clocks showed half past one twice: at 05:30 and at 06:30 UTC.
    let lines = ["2019-11-01,2019-11-01T13:30:00Z,2019-11-01T20:00:00Z,,,,,XNYS"]
    let first = "2019-11-03,2019-11-03T05:30:00Z,2019-11-03T20:00:00Z,,,,,XNYS"
    #expect(try read(lines + [first])[ExchangeID("XNYS")]?.sessionDates.count == 2)
    let second = first.replacing("T05:30", with: "T06:30")
    let failure = #expect(throws: RunFailure.self) { try StudyCalendars(table(lines + [second])) }
    #expect(failure?.location == SourceLocation(file: "calendars.csv", line: 3, column: 12))
    #expect(failure?.message.contains("show twice") == true)
  }

  @Test func thePhasesOfTheFileWin() throws {
    let shipped = try exchange("XNAS")
    let day = try date("2019-11-29")
    let position = try #require(shipped.index(of: day))
    let lines = Array(CalendarListing(shipped, from: day, to: day)).dropFirst().map(\.self)
    let same = try #require(try StudyCalendars(table(lines)).byExchange[ExchangeID("XNAS")])
    #expect(same.extendedHours(at: 0)?.afterHoursEnd == shipped.extendedHours(at: position)?.afterHoursEnd)
    let other = lines.map { $0.replacing("2019-11-29T22:00:00Z", with: "2019-11-29T23:00:00Z") }
    let later = try #require(try StudyCalendars(table(other)).byExchange[ExchangeID("XNAS")])
    #expect(later.extendedHours(at: 0)?.afterHoursEnd == (try instant("2019-11-29T23:00:00Z")))
    let without = lines.map { $0.replacing(",2019-11-29T09:00:00Z,2019-11-29T22:00:00Z", with: ",,") }
    #expect(try StudyCalendars(table(without)).byExchange[ExchangeID("XNAS")]?.extendedHours(at: 0) == nil)
    // A file without these columns says nothing of them.
    let short = lines.map {
      $0.split(separator: ",", omittingEmptySubsequences: false).prefix(8).joined(separator: ",")
    }
    let plain = try StudyCalendars(table(short, header: Array(header.prefix(8)))).byExchange[
      ExchangeID("XNAS")]
    #expect(plain?.extendedHours(at: 0) != nil)
    let bad = lines.map { $0.replacing("2019-11-29T22:00:00Z", with: "2019-11-29T17:00:00Z") }
    let failure = #expect(throws: RunFailure.self) { try StudyCalendars(table(bad)) }
    #expect(failure?.message.contains("does not contain the session") == true)
  }

  @Test func sessionsThatRepeatOrOverlapAreFaultsAndAllAreCounted() throws {
    let lines = [
      "2020-01-02,2020-01-02T08:00:00Z,2020-01-02T16:30:00Z,,,,,X",
      "2020-01-02,2020-01-02T08:00:00Z,2020-01-02T16:30:00Z,,,,,X",
      "2020-01-03,2020-01-02T15:00:00Z,2020-01-03T16:30:00Z,,,,,X",
    ]
    let failure = #expect(throws: RunFailure.self) { try StudyCalendars(table(lines)) }
    #expect(failure?.message == "X has the session of 2020-01-02 already on line 2")
    #expect(failure?.location?.line == 3)
    #expect(failure?.help.hasSuffix("; 1 more such faults follow in the file") == true)
  }

  /// Of two sessions of one weekday one was short: the longer one has the usual hours.
  @Test func ofEquallyFrequentHoursThoseOfTheLongestDayAreUsual() throws {
    let lines = ["2019-12-24,18:00", "2019-12-31,21:00"].map { line in
      let parts = line.split(separator: ",")
      return "\(parts[0]),\(parts[0])T14:30:00Z,\(parts[0])T\(parts[1]):00Z,,,,XNYS,XNYS,,,,"
    }
    let own = try #require(try read(lines)[ExchangeID("XNYS")])
    #expect(own.sessionDates.indices.map { own.session(at: $0).isEarlyClose } == [true, false])
  }
}
