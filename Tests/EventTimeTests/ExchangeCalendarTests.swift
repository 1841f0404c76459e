import CoreTypes
import Testing

@testable import EventTime

@Suite struct ExchangeCalendarTests {
  @Test func `New York closes at 13:00 on the day after Thanksgiving`() throws {
    let calendar = try exchange("XNYS")
    let index = try #require(calendar.index(of: try date("2019-11-29")))
    let session = calendar.session(at: index)
    #expect(session.open.description == "2019-11-29T14:30:00Z")
    #expect(session.close.description == "2019-11-29T18:00:00Z")
    #expect(session.isEarlyClose)
    #expect(calendar.index(of: try date("2019-11-28")) == nil)
    #expect(!calendar.session(at: index - 1).isEarlyClose)
  }

  @Test func `Shenzhen keeps Shanghai's days: Golden Week 2019 is closed, lunch is a break`() throws {
    let calendar = try exchange("XSHE")
    #expect(calendar.exchange == ExchangeID("XSHE"))
    #expect(calendar.calendarSource == ExchangeID("XSHG"))
    let first = try #require(calendar.firstIndex(notBefore: try date("2019-10-01")))
    let session = calendar.session(at: first)
    #expect(session.date.description == "2019-10-08")
    #expect(calendar.sessionDates[first - 1].description == "2019-09-30")
    #expect(session.open.description == "2019-10-08T01:30:00Z")
    #expect(session.breakStart?.description == "2019-10-08T03:30:00Z")
    #expect(session.breakEnd?.description == "2019-10-08T05:00:00Z")
    #expect(session.close.description == "2019-10-08T07:00:00Z")
  }
}

func exchange(_ code: String) throws -> ExchangeCalendar {
  try #require(ExchangeCalendars.calendar(for: ExchangeID(code)))
}

func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text)) }
