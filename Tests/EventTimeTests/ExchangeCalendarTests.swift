import CoreTypes
import Testing

@testable import EventTime

@Suite struct ExchangeCalendarTests {
  @Test func `New York closes at 13:00 on the day after Thanksgiving`() throws {
    let calendar = try exchange("XNYS")
    let index = try #require(calendar.index(of: try date("2019-11-29")))
    let session = calendar.session(at: index)
    #expect(session.open == (try instant("2019-11-29T14:30:00Z")))
    #expect(session.close == (try instant("2019-11-29T18:00:00Z")))
    #expect(session.isEarlyClose)
    #expect(!calendar.session(at: index - 1).isEarlyClose)
    #expect(calendar.index(of: try date("2019-11-28")) == nil)
    // On a half-day the usual hours are still those of an ordinary day.
    #expect(calendar.usualHours(on: session.date)?.close == (try instant("2019-11-29T21:00:00Z")))
  }

  @Test func `Shenzhen keeps Shanghai's days: Golden Week 2019 is closed, lunch is a break`() throws {
    let calendar = try exchange("XSHE")
    #expect(calendar.exchange == ExchangeID("XSHE"))
    #expect(calendar.calendarSource == ExchangeID("XSHG"))
    #expect(calendar.identity == (try exchange("XSHG")).identity)
    let first = try #require(calendar.firstIndex(notBefore: try date("2019-10-01")))
    let session = calendar.session(at: first)
    #expect(session.date == (try date("2019-10-08")))
    #expect(calendar.sessionDates[first - 1] == (try date("2019-09-30")))
    #expect(session.open == (try instant("2019-10-08T01:30:00Z")))
    #expect(session.breakStart == (try instant("2019-10-08T03:30:00Z")))
    #expect(session.breakEnd == (try instant("2019-10-08T05:00:00Z")))
    #expect(session.close == (try instant("2019-10-08T07:00:00Z")))
  }

  @Test(arguments: [
    ("XHKG", "2016-08-02"), ("XHKG", "2020-10-13"), ("XHKG", "2023-07-17"), ("XHKG", "2023-09-01"),
    ("XHKG", "2023-09-08"), ("XTAI", "2019-08-09"), ("XTAI", "2024-07-25"), ("XTAI", "2024-10-31"),
    ("XTKS", "2020-10-01"), ("XNYS", "2012-10-30"), ("XNYS", "2001-09-11"), ("XLON", "2022-09-19"),
    ("ASEX", "2015-07-10"), ("ASEX", "2019-04-26"), ("XMOS", "2022-03-01"), ("XNSE", "2013-11-15"),
  ])
  func `closed by typhoon, storm, mourning, crisis or a movable feast`(code: String, day: String) throws {
    #expect(try exchange(code).index(of: try date(day)) == nil)
  }

  @Test(arguments: [
    ("XNSE", "2024-01-20", "03:45", "10:00"), ("XNSE", "2020-11-14", "12:45", "13:45"),
    ("XBOM", "2018-11-07", "12:00", "13:00"), ("XHKG", "2020-08-19", "05:30", "08:00"),
    ("XNYS", "2002-09-11", "16:00", "20:00"), ("XTKS", "1998-05-06", "00:00", "06:00"),
    ("XSES", "2021-12-24", "01:00", "04:00"), ("XTAE", "2024-01-07", "07:59", "13:40"),
  ])
  func `open on a Saturday, in the evening or for part of a day`(
    code: String, day: String, open: String, close: String
  ) throws {
    let calendar = try exchange(code)
    let session = calendar.session(at: try #require(calendar.index(of: try date(day))))
    #expect(session.open == (try instant("\(day)T\(open):00Z")))
    #expect(session.close == (try instant("\(day)T\(close):00Z")))
  }

  @Test func `hours follow the exchange's own clocks while only one side has summer time`() throws {
    // Between the second Sunday of March and the last one New York is four hours behind London, not five.
    for (day, newYork, london) in [
      ("2019-03-08", "21:00", "16:30"), ("2019-03-11", "20:00", "16:30"), ("2019-04-01", "20:00", "15:30"),
      ("2019-10-25", "20:00", "15:30"), ("2019-10-28", "20:00", "16:30"), ("2019-11-04", "21:00", "16:30"),
    ] {
      for (code, close) in [("XNYS", newYork), ("XLON", london)] {
        let calendar = try exchange(code)
        let session = calendar.session(at: try #require(calendar.index(of: try date(day))))
        #expect(session.close == (try instant("\(day)T\(close):00Z")), "\(code) \(day)")
        #expect(!session.isEarlyClose)
      }
    }
  }

  @Test func `lunch breaks have the times of their years`() throws {
    for (code, day, from, to) in [
      ("XHKG", "2010-06-01", "12:30", "14:30"), ("XHKG", "2011-06-01", "12:00", "13:30"),
      ("XHKG", "2013-06-03", "12:00", "13:00"), ("XTKS", "2011-11-18", "11:00", "12:30"),
      ("XTKS", "2011-11-21", "11:30", "12:30"), ("XSES", "2010-06-01", "12:30", "14:00"),
      ("XSES", "2018-06-01", "12:00", "13:00"),
    ] {
      let calendar = try exchange(code)
      let session = calendar.session(at: try #require(calendar.index(of: try date(day))))
      let zone = try #require(calendar.timeZone)
      let texts = try [session.breakStart, session.breakEnd].map { zone.isoText(of: try #require($0)) }
      let clocks = texts.map { String($0.dropFirst(11).prefix(5)) }
      #expect(clocks == [from, to], "\(code) \(day)")
    }
    let singapore = try exchange("XSES")
    let index = try #require(singapore.index(of: try date("2014-06-02")))
    #expect(singapore.session(at: index).breakStart == nil)
  }

  @Test func `nothing is said outside the known range`() throws {
    let tokyo = try exchange("XTKS")
    #expect(tokyo.validFrom == (try date("1997-01-01")))
    #expect(tokyo.usualHours(on: try date("1996-12-30")) == nil)
    #expect(tokyo.firstIndex(closingAfter: try instant("1996-12-30T00:00:00Z")) == nil)
    #expect(tokyo.firstIndex(closingAfter: try instant("1996-12-31T15:00:00Z")) == 0)
    let shanghai = try exchange("XSHG")
    #expect(shanghai.validTo == (try date("2026-12-31")))
    #expect(shanghai.firstIndex(notBefore: try date("2027-01-01")) == nil)
    #expect(shanghai.firstIndex(closingAfter: try instant("2027-01-04T00:00:00Z")) == nil)
    let last = shanghai.sessionDates.count - 1
    let close = shanghai.session(at: last).close
    #expect(shanghai.firstIndex(closingAfter: close) == nil)
    #expect(shanghai.firstIndex(closingAfter: close.advanced(bySeconds: -1)) == last)
  }

  @Test func `a close itself is too late for its session`() throws {
    let calendar = try exchange("XNYS")
    let index = try #require(calendar.index(of: try date("2019-10-07")))
    let close = calendar.session(at: index).close
    #expect(calendar.firstIndex(closingAfter: close.advanced(bySeconds: -1)) == index)
    #expect(calendar.firstIndex(closingAfter: close) == index + 1)
  }
}

func exchange(_ code: String) throws -> ExchangeCalendar {
  try #require(ExchangeCalendars.calendar(for: ExchangeID(code)), "\(code)")
}

func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text), "\(text)") }

/// `2019-10-07T20:20:00Z`
func instant(_ text: String) throws -> Instant {
  let clock = try text.dropFirst(11).dropLast().split(separator: ":").map { try #require(Int($0)) }
  let midnight = Int64(try date(String(text.prefix(10))).dayNumber) * 86_400
  return Instant(secondsSinceEpoch: midnight + Int64(clock[0] * 3_600 + clock[1] * 60 + clock[2]))
}
