import CoreTypes
import EventTime
import Testing

/// Prices against the calendar of their exchange.
@Suite struct CalendarAgreementTests {
  /// `count` securities of one exchange; the first `odd` of them have `extra` dates and lack `missing` sessions.
  private func market(
    _ count: Int, odd: Int, extra: [CalendarDate] = [], missing: [Int] = [], zeroVolume: Bool = false,
    suspended: ClosedRange<Int>? = nil
  ) -> [TradedSeries] {
    let calendar = TestMarket.calendar()
    return (0..<count).map { index in
      let isOdd = index < odd
      var dates = (0..<30).filter { !isOdd || !missing.contains($0) }.map(TestMarket.date)
      if isOdd { dates = (dates + extra).sorted() }
      let series = PriceSeries(
        security: SecurityID("S\(index)"), kind: .prices, dates: dates,
        values: dates.map { _ in 10 },
        zeroVolume: dates.map { zeroVolume && extra.contains($0) },
        lines: dates.indices.map { UInt32($0 + 2) }, files: ["S\(index).csv"])
      var ignored: [Diagnostic] = []
      return TradedSeries(
        series, on: calendar,
        suspensions: (isOdd ? suspended : nil).map {
          [
            DeclaredSuspension(
              security: series.security, from: TestMarket.date($0.lowerBound),
              until: TestMarket.date($0.upperBound), reason: nil,
              location: SourceLocation(file: "suspensions.csv", line: 2))
          ]
        } ?? [], asOf: TestMarket.date(39), diagnostics: &ignored)
    }
  }

  private func messages(_ market: [TradedSeries]) -> [String] {
    let found = CalendarAgreement.diagnostics(of: market, asOf: TestMarket.date(39))
    #expect(found.allSatisfy { $0.id == .calendarDisagreesWithPrices && $0.severity == .warning })
    return found.map(\.message)
  }

  private let saturday = TestMarket.date(4).advanced(by: 1)

  @Test func pricesOnAClosedDayFoldedIntoOneDiagnostic() {
    let sunday = saturday.advanced(by: 8)
    let found = CalendarAgreement.diagnostics(
      of: market(5, odd: 3, extra: [saturday, sunday]), asOf: TestMarket.date(39))
    #expect(
      found.map(\.message) == [
        "3 of 5 securities of XTST have prices on \(saturday), on which its calendar has no session; "
          + "2 such days in all, the last is \(sunday)"
      ])
    #expect(found.first?.location == SourceLocation(file: "S0.csv", line: 7))
  }

  @Test func noPricesOnASession() {
    #expect(
      messages(market(5, odd: 4, missing: [7])) == [
        "4 of 5 securities of XTST have no price on \(TestMarket.date(7)), a session of its calendar"
      ])
  }

  @Test func bothKindsAreTwoDiagnostics() {
    #expect(messages(market(4, odd: 3, extra: [saturday], missing: [5, 6])).count == 2)
  }

  @Test func halfOfThemOrFewerThanThreeSayNothing() {
    #expect(messages(market(6, odd: 3, extra: [saturday], missing: [7])) == [])
    #expect(messages(market(2, odd: 2, extra: [saturday], missing: [7])) == [])
    #expect(messages(market(3, odd: 2, extra: [saturday], missing: [7])) == [])
    #expect(messages(market(3, odd: 3, extra: [saturday], missing: [7])).count == 2)
  }

  @Test func paddedRowsAndDeclaredSuspensionsAreNoWitnesses() {
    #expect(messages(market(4, odd: 4, extra: [saturday], zeroVolume: true)) == [])
    #expect(messages(market(4, odd: 4, missing: [7, 8], suspended: 7...8)) == [])
    #expect(messages(market(4, odd: 4, missing: [7, 8, 9], suspended: 7...8)).count == 1)
  }

  /// Securities without a gap are counted by where they begin and end, beside the others.
  @Test func securitiesWithoutAGapCountEachDay() {
    #expect(
      messages(market(9, odd: 5, missing: [0, 12, 29])) == [
        "5 of 9 securities of XTST have no price on \(TestMarket.date(12)), a session of its calendar"
      ])
    let short = market(3, odd: 3, missing: Array(10..<30))
    let long = market(4, odd: 0)
    #expect(messages(short + long) == [])
    #expect(
      messages(short + market(5, odd: 4, missing: [9])) == [])
    #expect(
      messages(market(3, odd: 3, missing: Array(10..<30)) + market(6, odd: 6, missing: [9])) == [
        "6 of 9 securities of XTST have no price on \(TestMarket.date(9)), a session of its calendar"
      ])
  }

  @Test func daysOutsideAHistoryAndAfterAsOfDoNotCount() {
    // The series end on session 29; later sessions of the calendar are not missing.
    #expect(messages(market(4, odd: 0)) == [])
    let late = market(4, odd: 4, extra: [saturday])
    #expect(CalendarAgreement.diagnostics(of: late, asOf: TestMarket.date(4)) == [])
  }
}
