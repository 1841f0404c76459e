import CoreTypes
import Testing

@testable import EventTime

/// Trading before and after the regular session, and closing auctions.
@Suite struct TradingPhasesTests {
  private func position(_ day: String, _ calendar: ExchangeCalendar) throws -> Int {
    try #require(calendar.index(of: try date(day)))
  }

  @Test(arguments: [
    // The evening of 7 October 2019 in New York, a half-day, either side of the change to summer time.
    ("XNAS", "2019-10-07", "2019-10-07T08:00:00Z", "2019-10-08T00:00:00Z"),
    ("XNYS", "2019-11-29", "2019-11-29T09:00:00Z", "2019-11-29T22:00:00Z"),
    ("ARCX", "2022-03-11", "2022-03-11T09:00:00Z", "2022-03-12T01:00:00Z"),
    ("XASE", "2022-03-14", "2022-03-14T08:00:00Z", "2022-03-15T00:00:00Z"),
    // Four minutes early for a fault of the computers is no half-day.
    ("XNYS", "2005-06-01", "2005-06-01T08:00:00Z", "2005-06-02T00:00:00Z"),
  ])
  func newYorkTradesFromFourToEight(_ code: String, _ day: String, _ from: String, _ to: String) throws {
    let calendar = try exchange(code)
    let hours = try #require(calendar.extendedHours(at: try position(day, calendar)))
    #expect(hours.preMarketOpen == (try instant(from)))
    #expect(hours.afterHoursEnd == (try instant(to)))
  }

  @Test(arguments: [
    ("XNAS", "1999-10-22"), ("OOTC", "2019-10-07"), ("XLON", "2019-10-07"), ("XSHE", "2019-10-08"),
  ])
  func nothingIsSaidWhereNoSuchTradingIsKnown(_ code: String, _ day: String) throws {
    let calendar = try exchange(code)
    #expect(calendar.extendedHours(at: try position(day, calendar)) == nil)
  }

  @Test(arguments: [
    ("XSHE", "2006-06-30", "", ""), ("XSHE", "2006-07-03", "14:57", "15:00"),
    ("XSHG", "2018-08-17", "", ""), ("XSHG", "2018-08-20", "14:57", "15:00"),
    ("XHKG", "2009-03-20", "16:00", "16:10"), ("XHKG", "2009-03-23", "", ""),
    ("XHKG", "2019-12-24", "12:00", "12:10"), ("XLON", "2019-12-24", "12:30", "12:35"),
    ("XTKS", "2024-11-01", "", ""), ("XTKS", "2024-11-05", "15:25", "15:30"),
    ("XKRX", "2019-10-07", "15:20", "15:30"), ("XNYS", "2019-10-07", "", ""),
  ])
  func auctionsHaveTheirDates(_ code: String, _ day: String, _ from: String, _ to: String) throws {
    let calendar = try exchange(code)
    let auction = calendar.closingAuction(at: try position(day, calendar))
    let zone = try #require(calendar.timeZone)
    let clocks = [auction?.start, auction?.end].map {
      $0.map { String(zone.isoText(of: $0).dropFirst(11).prefix(5)) } ?? ""
    }
    #expect(clocks == [from, to])
  }

  /// An exchange redefined by the study keeps its phases; an exchange of the study's own has none.
  @Test func phasesFollowTheExchangeNotItsDays() throws {
    let day = try date("2019-10-07")
    for (code, expected) in [("XNAS", true), ("MINE", false)] {
      let zone = try #require(TimeZoneRules(ianaName: "America/New_York"))
      let calendar = ExchangeCalendar(
        exchange: ExchangeID(code), sessionDates: [day],
        hours: SessionHours(open: 34_200, close: 57_600, timeZone: zone))
      #expect((calendar.extendedHours(at: 0) != nil) == expected)
    }
    #expect(
      ExchangeCalendar(exchange: ExchangeID("XNAS2"), sessionDates: [day], hours: nil).extendedHours(at: 0)
        == nil)
  }

  @Test(arguments: [
    // New York: before any trading, before the open, inside, after the close, after all trading, on a Sunday.
    ("XNAS", "2019-10-08T03:59:59-04:00", "pre-open", "pre-open", "2019-10-08"),
    ("XNAS", "2019-10-08T04:00:00-04:00", "pre-open", "pre-market", "2019-10-08"),
    ("XNAS", "2019-10-08T09:30:00-04:00", "regular", "regular", "2019-10-08"),
    ("XNAS", "2019-10-08T16:00:00-04:00", "after-close", "after-hours", "2019-10-09"),
    ("XNAS", "2019-10-08T20:00:00-04:00", "after-close", "after-close", "2019-10-09"),
    ("XNAS", "2019-10-06T10:00:00-04:00", "closed-day", "closed-day", "2019-10-07"),
    ("XNAS", "2019-11-29T16:59:59-05:00", "after-close", "after-hours", "2019-12-02"),
    ("XNAS", "2019-11-29T17:00:00-05:00", "after-close", "after-close", "2019-12-02"),
    // Shenzhen's auction ends the session, Hong Kong's begins at its close.
    ("XSHE", "2019-10-08T14:56:59+08:00", "regular", "regular", "2019-10-08"),
    ("XSHE", "2019-10-08T14:57:00+08:00", "regular", "auction", "2019-10-08"),
    ("XSHE", "2019-10-08T15:00:00+08:00", "after-close", "after-close", "2019-10-09"),
    ("XSHE", "2019-10-08T12:00:00+08:00", "break", "break", "2019-10-08"),
    ("XHKG", "2019-10-08T16:05:00+08:00", "after-close", "auction", "2019-10-09"),
    ("XHKG", "2019-10-08T16:10:00+08:00", "after-close", "after-close", "2019-10-09"),
    ("XNAS", "2019-10-08", "date-only", "date-only", "2019-10-08"),
  ])
  func theFinerPhaseNeverMovesDayZero(
    _ code: String, _ typed: String, _ phase: String, _ detail: String, _ dayZero: String
  ) throws {
    let calendar = try exchange(code)
    let row = TextRow(
      line: 2, source: typed, columns: ["announced_at"], values: [TextField(text: typed, column: 1)])
    var event = AlignedEvent(
      request: EventRequest(
        id: EventID("E"), security: SecurityID("S"), order: 0, securityNumber: 0, row: row,
        file: "events.csv",
        refusal: nil),
      group: "",
      setting: EventSetting(
        exchange: ExchangeID(code), calendar: calendar, benchmark: nil, earliestReaction: 0))
    var diagnostics: [Diagnostic] = []
    let reader = AnnouncementReader(calendar: calendar, lateCutoff: 0, halts: []) { _ in nil }
    event.announcement = reader.read(event.request, diagnostics: &diagnostics)
    #expect(event.announcement?.phase?.rawValue == phase)
    #expect(event.phaseDetail?.rawValue == detail)
    let session = try #require(event.announcement?.reactionSession)
    #expect(calendar.sessionDates[session].description == dayZero)
  }
}
