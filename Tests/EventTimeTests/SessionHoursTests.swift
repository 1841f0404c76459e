import CoreTypes
import Testing

@testable import EventTime

/// Calendars made of a study's own dates.
@Suite struct SessionHoursTests {
  private func dates(_ texts: String...) throws -> [CalendarDate] { try texts.map(date) }

  @Test func `dates without hours are midnight to midnight and answer no instant`() throws {
    let calendar = ExchangeCalendar(
      exchange: ExchangeID("MYOWN"), sessionDates: try dates("2020-01-02", "2020-01-05"), hours: nil)
    #expect(!calendar.hasHours && calendar.timeZone == nil)
    #expect(calendar.session(at: 1).open == (try instant("2020-01-05T00:00:00Z")))
    #expect(calendar.session(at: 1).close == (try instant("2020-01-06T00:00:00Z")))
    #expect(calendar.firstIndex(closingAfter: try instant("2020-01-03T00:00:00Z")) == nil)
    #expect(calendar.usualHours(on: try date("2020-01-02")) == nil)
    #expect(calendar.validFrom == (try date("2020-01-02")))
    #expect(calendar.validTo == (try date("2020-01-05")))
    #expect(calendar.calendarSource == ExchangeID("MYOWN"))
  }

  @Test func `dates with hours follow the clocks of their zone, on Sundays too`() throws {
    let zone = try #require(TimeZoneRules(ianaName: "Asia/Jerusalem"))
    let calendar = ExchangeCalendar(
      exchange: ExchangeID("MYOWN"), sessionDates: try dates("2019-03-28", "2019-03-31", "2019-04-01"),
      hours: SessionHours(open: 36_000, close: 59_400, timeZone: zone))
    // Summer time began on Friday 2019-03-29.
    #expect(calendar.session(at: 0).close == (try instant("2019-03-28T14:30:00Z")))
    #expect(calendar.session(at: 1).close == (try instant("2019-03-31T13:30:00Z")))
    #expect(calendar.firstIndex(closingAfter: try instant("2019-03-28T14:30:00Z")) == 1)
    #expect(calendar.firstIndex(closingAfter: try instant("2019-03-27T10:00:00Z")) == nil)
    #expect(calendar.firstIndex(closingAfter: try instant("2019-04-01T13:30:00Z")) == nil)
    #expect(calendar.usualHours(on: try date("2019-03-30"))?.open == (try instant("2019-03-30T07:00:00Z")))
  }

  @Test func `a known exchange lends its hours, early closes included`() throws {
    let days = try dates("2019-11-27", "2019-11-29", "2019-11-30")
    let calendar = ExchangeCalendar(exchange: ExchangeID("XNAS"), sessionDates: days, hours: nil)
    #expect(calendar.session(at: 0).close == (try instant("2019-11-27T21:00:00Z")))
    #expect(calendar.session(at: 1).close == (try instant("2019-11-29T18:00:00Z")))
    #expect(calendar.session(at: 1).isEarlyClose)
    // A Saturday on which the benchmark has a value is a session here.
    #expect(calendar.session(at: 2).close == (try instant("2019-11-30T21:00:00Z")))
    #expect(calendar.timeZone?.name == "America/New_York")
  }

  @Test func `order and repetition of the dates do not matter`() throws {
    let days = try dates("2020-01-05", "2020-01-02", "2020-01-05")
    let calendar = ExchangeCalendar(exchange: ExchangeID("MYOWN"), sessionDates: days, hours: nil)
    #expect(calendar.sessionDates == (try dates("2020-01-02", "2020-01-05")))
  }

  @Test func `identity tells calendars apart by their days and hours, not by their names`() throws {
    let days = try dates("2020-01-02", "2020-01-05")
    func identity(_ name: String, _ days: [CalendarDate], _ close: Int?) throws -> String {
      let zone = try #require(TimeZoneRules(ianaName: "Europe/Paris"))
      let hours = close.map { SessionHours(open: 32_400, close: $0, timeZone: zone) }
      return ExchangeCalendar(exchange: ExchangeID(name), sessionDates: days, hours: hours).identity
    }
    #expect(try identity("A", days, nil) == identity("B", days, nil))
    #expect(try identity("A", days, 60_000) == identity("B", days, 60_000))
    #expect(try identity("A", days, 60_000) != identity("A", days, 61_000))
    #expect(try identity("A", days, nil) != identity("A", days, 60_000))
    #expect(try identity("A", days, nil) != identity("A", Array(days.dropLast()), nil))
    #expect(try identity("XNYS", days, nil) != identity("A", days, nil))
  }

  @Test func `no dates, no sessions`() {
    let calendar = ExchangeCalendar(exchange: ExchangeID("MYOWN"), sessionDates: [], hours: nil)
    #expect(calendar.sessionDates.isEmpty && calendar.validTo < calendar.validFrom)
    #expect(Array(CalendarListing(calendar)) == [CalendarListing.header])
  }
}
