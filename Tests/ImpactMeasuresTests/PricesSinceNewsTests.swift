import CoreTypes
import EventTime
import Testing

@testable import ImpactMeasures

/// What counts as a price since the news, in bars that are stamped with their ends.
@Suite struct PricesSinceNewsTests {
  /// New York's close of 2019-10-07, 16:00, and bars so many minutes after it.
  private func path(_ bars: [(minute: Int, price: Double)], newsAtMinute news: Int) throws -> ReactionPath {
    let calendar = try #require(ExchangeCalendars.calendar(for: ExchangeID("XNYS")))
    let days = try ["2019-10-07", "2019-10-08"].map { try #require(CalendarDate(iso: $0)) }
    let base = try #require(calendar.index(of: days[0]))
    let close = calendar.session(at: base).close
    let series = PriceSeries(
      security: SecurityID("S"), kind: .prices, dates: days, values: [100, 110], lines: [2, 3],
      files: ["s.csv"]
    )
    var diagnostics: [Diagnostic] = []
    let trades = TradedSeries(
      series, on: calendar, suspensions: [], asOf: days[1], diagnostics: &diagnostics)
    var legs = ReactionLegs(
      trades: trades, dayZero: base + 1, closedBefore: base + 1, benchmark: nil, returnKind: .simple,
      returnAfterGap: .drop)
    let intraday = IntradaySeries(
      security: SecurityID("S"), stamp: .end, barSeconds: 60,
      bars: bars.enumerated().map { line, bar in
        IntradayBar(
          stamp: close.advanced(bySeconds: 60 * bar.minute).secondsSinceEpoch, open: bar.price,
          high: bar.price,
          low: bar.price, close: bar.price, volume: 1, line: UInt32(line), file: 0)
      }, files: ["minutes.csv"])
    var maker = ReactionPathMaker(
      calendar: calendar, instant: close.advanced(bySeconds: 60 * news), newsSession: base + 1,
      prices: IntradayPrices(intraday, on: calendar), benchmark: .none, benchmarkTrades: nil,
      benchmarkPrices: nil, beta: nil, returnKind: .simple)
    return maker.path(completing: &legs)
  }

  /// The price of the minute that ended when the news came was made without it.
  @Test func aPriceMadeByTheMomentOfTheNewsIsNotSinceTheNews() throws {
    let path = try path([(0, 100), (5, 150), (20, 110)], newsAtMinute: 5)
    #expect(path.lastRegular?.price == 100 && path.reference?.price == 100)
    for minute in path.minutesAfter {
      if minute.minutes < 15 {
        #expect(minute.quote == nil && minute.change.isNaN, "\(minute.minutes)")
      } else {
        #expect(abs(minute.change - 0.1) < 1e-12, "\(minute.minutes)")
      }
    }
    #expect(path.reasons.contains(.noPriceSinceNews))
    #expect(path.afterHours.extreme?.price == 110)
  }
}
