import CoreTypes
import TestSupport
import Testing

@testable import EventTime

/// Hours and closed days that changed over the years: the facts of Scripts/make-calendars.corrections.csv, with their sources there.
@Suite struct ChangedHoursTests {
  /// News at a local time, and the session that could react to it.
  @Test(arguments: [
    // Sao Paulo closes at 17:00 while New York has summer time, at 18:00 else.
    ("BVMF", "2023-07-10T17:30", "2023-07-11"), ("BVMF", "2023-12-11T17:30", "2023-12-11"),
    ("BVMF", "2018-02-19T17:30", "2018-02-19"), ("BVMF", "2014-07-10T17:30", "2014-07-11"),
    // Mexico's exchange follows New York's clock.
    ("XMEX", "2024-07-10T14:30", "2024-07-11"), ("XMEX", "2024-12-10T14:30", "2024-12-10"),
    ("XMEX", "2019-03-18T14:30", "2019-03-19"), ("XMEX", "2019-07-10T14:30", "2019-07-10"),
    // Manila: mornings until 2011, then longer, shorter in the pandemic.
    ("XPHS", "2008-05-06T13:00", "2008-05-07"), ("XPHS", "2015-05-06T15:10", "2015-05-06"),
    ("XPHS", "2020-07-08T13:30", "2020-07-09"), ("XPHS", "2023-07-05T15:10", "2023-07-06"),
    ("XPHS", "2020-03-17T10:00", "2020-03-19"), ("XPHS", "2021-12-24T12:00", "2021-12-24"),
    // Xetra traded into the evening from June 2000 to October 2003.
    ("XETR", "2001-05-10T18:30", "2001-05-10"), ("XETR", "2004-05-10T18:30", "2004-05-11"),
    ("XETR", "1998-06-01T12:00", "1998-06-02"),
    // Others whose close has moved.
    ("XOSL", "2010-05-10T17:00", "2010-05-10"), ("XOSL", "2013-05-13T17:00", "2013-05-14"),
    ("XIDX", "2021-05-11T15:20", "2021-05-17"), ("XWAR", "2012-05-10T17:10", "2012-05-10"),
    ("XWAR", "2006-05-10T16:30", "2006-05-11"), ("XPAR", "1999-03-10T17:10", "1999-03-11"),
    ("ASEX", "2004-05-10T16:30", "2004-05-11"), ("XKLS", "2022-11-18T10:00", "2022-11-21"),
    ("XTKS", "2005-12-30T12:00", "2006-01-04"), ("XHKG", "2022-11-02T14:00", "2022-11-03"),
    // The local time is that of the exchange's own clock, also where its hours follow another.
    ("XBOG", "2022-07-06T15:30", "2022-07-07"), ("XBOG", "2022-07-06T14:30", "2022-07-06"),
  ])
  func newsMeetsTheHoursOfItsDay(exchange code: String, local: String, session: String) throws {
    let calendar = try exchange(code)
    let zone = try #require(calendar.timeZone)
    let parts = local.split(separator: "T").map(String.init)
    let clock = parts[1].split(separator: ":").compactMap { Int($0) }
    let moment = zone.resolve(date: try date(parts[0]), secondOfDay: clock[0] * 3600 + clock[1] * 60)
    let index = try #require(calendar.firstIndex(closingAfter: moment.earliest))
    #expect("\(calendar.sessionDates[index])" == session)
  }

  @Test func aHalfDayIsAHalfDayOfTheHoursOfItsTime() throws {
    let calendar = try exchange("XPHS")
    let half = calendar.session(at: try #require(calendar.index(of: try date("2021-12-24"))))
    let whole = calendar.session(at: try #require(calendar.index(of: try date("2008-05-06"))))
    #expect(half.isEarlyClose && !whole.isEarlyClose)
    #expect("\(half.close)" == "2021-12-24T04:10:00Z" && "\(whole.close)" == "2008-05-06T04:10:00Z")
  }

  @Test func bogotaHasItsOwnClock() throws {
    let calendar = try exchange("XBOG")
    #expect(calendar.timeZone?.name == "America/Bogota")
    let summer = calendar.session(at: try #require(calendar.index(of: try date("2022-07-06"))))
    let winter = calendar.session(at: try #require(calendar.index(of: try date("2022-12-06"))))
    #expect("\(summer.close)" == "2022-07-06T20:00:00Z" && "\(winter.close)" == "2022-12-06T21:00:00Z")
  }
}
