import CoreTypes
import Testing

@testable import EventTime

/// News shortly before a close, with and without a late cut-off.
@Suite struct LateCutoffTests {
  private func read(
    _ announced: String, phase: String? = nil, cutoffMinutes: Int, on exchange: String = "XNAS"
  ) throws -> (announcement: Announcement, calendar: ExchangeCalendar) {
    let calendar = try EventTimeTests.exchange(exchange)
    let row = TextRow(
      line: 2, source: announced, columns: ["announced_at", "phase"],
      values: [TextField(text: announced, column: 1)]
        + (phase.map { [TextField(text: $0, column: 30)] } ?? []))
    let request = EventRequest(
      id: EventID("E"), security: SecurityID("S"), order: 0, securityNumber: 0, row: row, file: "events.csv",
      refusal: nil)
    var diagnostics: [Diagnostic] = []
    let reader = AnnouncementReader(calendar: calendar, lateCutoff: cutoffMinutes * 60, halts: []) { _ in nil
    }
    let announcement = reader.read(request, diagnostics: &diagnostics)
    #expect(diagnostics.isEmpty)
    return (announcement, calendar)
  }

  @Test(arguments: [
    ("2019-10-07T15:49:59-04:00", 10, "2019-10-07"), ("2019-10-07T15:50:00-04:00", 10, "2019-10-07"),
    ("2019-10-07T15:50:01-04:00", 10, "2019-10-08"), ("2019-10-07T15:59:59-04:00", 0, "2019-10-07"),
    ("2019-10-07T16:00:00-04:00", 0, "2019-10-08"), ("2019-10-07T16:00:00-04:00", 10, "2019-10-08"),
    // The half-day after Thanksgiving closes at 13:00.
    ("2019-11-29T12:55:00-05:00", 10, "2019-12-02"), ("2019-11-29T12:55:00-05:00", 5, "2019-11-29"),
  ])
  func aSessionNeedsSoManyMinutesToReact(_ announced: String, _ minutes: Int, _ expected: String) throws {
    let (announcement, calendar) = try read(announced, cutoffMinutes: minutes)
    let session = try #require(announcement.reactionSession)
    #expect(calendar.sessionDates[session].description == expected)
  }

  @Test func theFirstOpenSessionStaysThatOfTheNews() throws {
    let (announcement, calendar) = try read("2019-10-07T15:55:00-04:00", cutoffMinutes: 10)
    #expect(try calendar.sessionDates[#require(announcement.firstOpenSession)].description == "2019-10-07")
    #expect(announcement.phase == .regular)
    #expect(announcement.warnings.isEmpty)
  }

  @Test func aTypedPhaseThatReachesIntoTheCutoffLeavesTheTimeOpen() throws {
    let without = try read("2019-10-07", phase: "regular", cutoffMinutes: 0)
    #expect(without.announcement.warnings.isEmpty)
    let with = try read("2019-10-07", phase: "regular", cutoffMinutes: 10)
    #expect(with.announcement.warnings == [.announcementTimeUnknown])
    #expect(with.announcement.reactionSession == without.announcement.reactionSession)
  }

  @Test func aCutoffLongerThanASessionPassesOverIt() throws {
    let (announcement, calendar) = try read("2019-10-07T09:00:00-04:00", cutoffMinutes: 1_439)
    #expect(try calendar.sessionDates[#require(announcement.reactionSession)].description == "2019-10-08")
  }
}
