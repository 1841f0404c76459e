import CoreTypes
import Testing

@testable import EventTime

@Suite struct CalendarListingTests {
  @Test func `sessions with a break, under the name of the calendar they come from`() throws {
    let listing = CalendarListing(
      try exchange("XSHE"), from: try date("2019-09-30"), to: try date("2019-10-08"))
    #expect(
      Array(listing) == [
        CalendarListing.header,
        "2019-09-30,2019-09-30T01:30:00Z,2019-09-30T07:00:00Z,2019-09-30T03:30:00Z,2019-09-30T05:00:00Z,false,XSHG,XSHE,,,"
          + "2019-09-30T06:57:00Z,2019-09-30T07:00:00Z",
        "2019-10-08,2019-10-08T01:30:00Z,2019-10-08T07:00:00Z,2019-10-08T03:30:00Z,2019-10-08T05:00:00Z,false,XSHG,XSHE,,,"
          + "2019-10-08T06:57:00Z,2019-10-08T07:00:00Z",
      ])
  }

  @Test func `half-days are marked, missing breaks are empty`() throws {
    let listing = CalendarListing(
      try exchange("XNAS"), from: try date("2019-11-28"), to: try date("2019-12-01"))
    #expect(
      Array(listing).dropFirst() == [
        "2019-11-29,2019-11-29T14:30:00Z,2019-11-29T18:00:00Z,,,true,XNYS,XNAS,"
          + "2019-11-29T09:00:00Z,2019-11-29T22:00:00Z,,"
      ])
  }

  @Test func `without hours only the days are listed`() throws {
    let calendar = ExchangeCalendar(
      exchange: ExchangeID("MYOWN"), sessionDates: [try date("2020-01-02")], hours: nil)
    #expect(Array(CalendarListing(calendar)).last == "2020-01-02,,,,,,MYOWN,MYOWN,,,,")
  }

  @Test func `all sessions, or none where the dates lie outside`() throws {
    let calendar = try exchange("XLON")
    #expect(Array(CalendarListing(calendar)).count == calendar.sessionDates.count + 1)
    #expect(Array(CalendarListing(calendar, from: try date("2050-01-01"))).count == 1)
    #expect(Array(CalendarListing(calendar, to: try date("1950-01-01"))).count == 1)
    #expect(
      Array(CalendarListing(calendar, from: try date("2020-01-02"), to: try date("2019-01-02"))).count == 1)
  }
}
