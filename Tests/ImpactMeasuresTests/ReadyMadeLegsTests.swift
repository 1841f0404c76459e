import CoreTypes
import EventTime
import Testing

@testable import ImpactMeasures

/// Close-to-close of a reaction whose returns come ready-made, over a session without one.
@Suite struct ReadyMadeLegsTests {
  private func legs(_ rule: ReturnAfterGap, closedBefore: Int = 3) throws -> ReactionLegs {
    let dates = (0..<10).map { CalendarDate(dayNumber: Int32(18_267 + $0)) }
    let calendar = ExchangeCalendar(exchange: ExchangeID("XTST"), sessionDates: dates, hours: nil)
    let rows = [0, 1, 3, 4]
    let series = PriceSeries(
      security: SecurityID("S"), kind: .returns, dates: rows.map { dates[$0] }, values: [0.1, 0.1, 0.2, 0.5],
      lines: [2, 3, 4, 5], files: ["s.csv"])
    var diagnostics: [Diagnostic] = []
    let trades = TradedSeries(
      series, on: calendar, suspensions: [], asOf: dates[9], diagnostics: &diagnostics)
    return ReactionLegs(
      trades: trades, dayZero: 3, closedBefore: closedBefore, benchmark: nil, returnKind: .simple,
      returnAfterGap: rule)
  }

  /// The return of session 3 leads from session 1 only where the study says that it spans the gap.
  @Test func aReturnAfterAGapIsTheWholeLegWhereItSpansTheGap() throws {
    #expect(try legs(.multi).closeToCloseReturn == 0.2)
    #expect(try legs(.single).closeToCloseReturn.isNaN && legs(.drop).closeToCloseReturn.isNaN)
    #expect(try legs(.multi).baseSession == 1 && !legs(.multi).hasPrices)
    let early = try legs(.multi, closedBefore: 1).closeToCloseReturn
    #expect(abs(early - (1.1 * 1.2 - 1)) < 1e-15)
  }

  /// News after day 0's open, with a day 0 of the study's own: the leg still begins before day 0.
  @Test func theBaseLiesBeforeDayZero() throws {
    #expect(try legs(.multi, closedBefore: 5).baseSession == 1)
  }
}
