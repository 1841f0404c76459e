import CoreTypes
import Testing

@testable import EventTime

/// Which hours bars and quotes belong to, on New York's sessions around a half-day (2019-11-29 closed at 13:00).
@Suite struct IntradayPricesTests {
  private let calendar: ExchangeCalendar
  private let halfDay: Int

  init() throws {
    calendar = try #require(ExchangeCalendars.calendar(for: ExchangeID("XNYS")))
    halfDay = try #require(calendar.index(of: CalendarDate(iso: "2019-11-29") ?? calendar.validFrom))
  }

  /// Bars at times of the exchange's clock (New York's) on 29 November 2019; the price is the number of the bar.
  private func prices(
    _ times: [String], _ stamp: IntradayStamp, seconds: Int, on other: ExchangeCalendar? = nil
  ) throws -> IntradayPrices {
    let calendar = other ?? self.calendar
    let zone = try #require(calendar.timeZone)
    let bars = try times.enumerated().map { number, time in
      let parts = time.split(separator: ":").compactMap { Int($0) }
      let second = parts[0] * 3_600 + parts[1] * 60 + (parts.count > 2 ? parts[2] : 0)
      let date = try #require(CalendarDate(iso: "2019-11-29"))
      let price = Double(number)
      return IntradayBar(
        stamp: zone.resolve(date: date, secondOfDay: second).earliest.secondsSinceEpoch, open: price,
        high: price, low: price, close: price + 0.5, volume: 0, line: UInt32(number), file: 0)
    }
    return IntradayPrices(
      IntradaySeries(
        security: SecurityID("S"), stamp: stamp, barSeconds: seconds, bars: bars, files: ["minutes.csv"]),
      on: calendar)
  }

  private func instant(_ time: String) throws -> Instant {
    let stamp = try prices([time], .quote, seconds: 0).bars[0].stamp
    return Instant(secondsSinceEpoch: stamp)
  }

  private static let times = [
    "3:59", "4:00", "9:29", "9:30", "12:59", "13:00", "13:01", "16:59", "17:00", "17:01",
  ]

  @Test(arguments: [
    (IntradayStamp.start, 3..<5, 5..<8, 1..<3), (.end, 4..<6, 6..<9, 2..<4), (.quote, 3..<6, 6..<9, 1..<3),
  ])
  func theHoursOfAHalfDay(
    _ stamp: IntradayStamp, _ regular: Range<Int>, _ evening: Range<Int>, _ morning: Range<Int>
  ) throws {
    let prices = try prices(Self.times, stamp, seconds: stamp == .quote ? 0 : 60)
    #expect(prices.regular(halfDay) == regular)
    #expect(prices.afterHours(halfDay) == evening)
    #expect(prices.preMarket(halfDay) == morning)
  }

  /// Where orders for the closing auction are called after the close, its price is the last regular one; the evening begins
  /// when it has been printed.
  @Test(arguments: [
    // London: 16:30, called until 16:35, printed in the half minute after that.
    ("XLON", IntradayStamp.start, 60, ["16:29", "16:30", "16:35", "16:36"], 3),
    ("XLON", .end, 60, ["16:30", "16:36", "16:37"], 2),
    ("XLON", .quote, 0, ["16:30", "16:35:12", "16:36", "16:36:01"], 3),
    // Hong Kong: 16:00, called until 16:10 at the latest.
    ("XHKG", .start, 60, ["15:59", "16:08", "16:10", "16:11"], 3),
    // Tokyo's closing price was made at the close in 2019, without an auction that is known.
    ("XTKS", .start, 60, ["14:59", "15:00", "15:05"], 1),
  ])
  func theClosingAuctionBelongsToTheSession(
    _ exchange: String, _ stamp: IntradayStamp, _ seconds: Int, _ times: [String], _ evening: Int
  ) throws {
    let other = try #require(ExchangeCalendars.calendar(for: ExchangeID(exchange)))
    let prices = try prices(times, stamp, seconds: seconds, on: other)
    let session = try #require(other.index(of: CalendarDate(iso: "2019-11-29") ?? other.validFrom))
    #expect(prices.regular(session) == 0..<evening)
    #expect(prices.afterHours(session) == evening..<times.count)
    #expect(prices.lastRegular(session) == evening - 1)
    #expect(prices.knownAt(evening - 1) <= other.regularEnd(of: session))
  }

  @Test func aBarThatBeginsBeforeTheOpenAndEndsInTheSessionIsOfNeither() throws {
    let prices = try prices(["8:00", "9:00", "10:00", "12:00", "13:00"], .start, seconds: 3_600)
    #expect(prices.preMarket(halfDay) == 0..<1)
    #expect(prices.regular(halfDay) == 2..<4)
    #expect(prices.opening(halfDay) == 2)
  }

  @Test func aBarThatWouldEndAfterTheCloseIsOverAtTheClose() throws {
    let prices = try prices(["12:30", "13:30"], .start, seconds: 3_600)
    #expect(try prices.knownAt(0) == instant("13:00"))
    #expect(prices.lastRegular(halfDay) == 0)
    #expect(try prices.last(until: instant("13:00")) == 0)
    #expect(try prices.last(until: instant("12:59")) == nil)
  }

  @Test func aPriceIsKnownWhenItsBarIsOver() throws {
    let starts = try prices(["13:05", "13:06"], .start, seconds: 60)
    #expect(try starts.last(until: instant("13:05")) == nil)
    #expect(try starts.last(until: instant("13:06")) == 0)
    #expect(try starts.last(until: instant("13:06:59")) == 0)
    let ends = try prices(["13:05", "13:06"], .end, seconds: 60)
    #expect(try ends.last(until: instant("13:05")) == 0)
    #expect(try ends.last(until: instant("18:00")) == 1)
  }

  @Test func theLastRegularPriceBeforeNewsInsideTheSession() throws {
    let prices = try prices(["9:29", "10:00", "11:00", "14:00"], .start, seconds: 60)
    #expect(try prices.lastRegular(halfDay, until: instant("11:00:30")) == 1)
    #expect(try prices.lastRegular(halfDay, until: instant("11:01")) == 2)
    #expect(try prices.lastRegular(halfDay, until: instant("9:45")) == nil)
    #expect(prices.lastRegular(halfDay) == 2)
  }

  @Test func highsAndLowsTakeTheCloseIn() throws {
    let prices = try prices(["10:00", "10:01"], .start, seconds: 60)
    #expect(prices.extremes(of: 1) == (1.5, 1))
    #expect(prices.extremes(of: 0) == (0.5, 0.5))
    #expect(prices.openingPrice(of: 1) == 1)
  }

  @Test func withoutExtendedHoursTheDateEndsTheEvening() throws {
    let shanghai = try #require(ExchangeCalendars.calendar(for: ExchangeID("XSHG")))
    let session = try #require(shanghai.index(of: CalendarDate(iso: "2019-10-08") ?? shanghai.validFrom))
    #expect(shanghai.eveningEnd(of: session).description == "2019-10-08T16:00:00Z")
    #expect(shanghai.morningStart(of: session).description == "2019-10-07T16:00:00Z")
    #expect(calendar.eveningEnd(of: halfDay).description == "2019-11-29T22:00:00Z")
    #expect(calendar.eveningEnd(of: halfDay + 1).description == "2019-12-03T01:00:00Z")
    #expect(calendar.morningStart(of: halfDay).description == "2019-11-29T09:00:00Z")
  }
}
