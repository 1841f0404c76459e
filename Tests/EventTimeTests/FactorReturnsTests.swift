import CoreTypes
import EventTime
import Testing

@Suite struct FactorReturnsTests {
  /// A factors file with one row a session; nil = no row.
  private func factorTable(_ rows: [(mkt: Double, smb: Double, rf: Double)?]) -> FactorTable {
    let kept = rows.indices.filter { rows[$0] != nil }
    let values = rows.compactMap { $0 }
    return FactorTable(
      names: ["mkt_rf", "smb", "rf"], dates: kept.map(TestMarket.date),
      columns: [values.map(\.mkt), values.map(\.smb), values.map(\.rf)])
  }

  private func factorReturns(
    _ table: FactorTable, wanted: [String] = ["mkt_rf", "smb", "rf"], kind: ReturnKind = .simple,
    on calendar: ExchangeCalendar = TestMarket.calendar()
  ) -> FactorReturns {
    FactorReturns([table], wanted: wanted, on: calendar, returnKind: kind)
  }

  private let steady = Array(repeating: (mkt: 0.5, smb: 0.25, rf: 0.125), count: 6)

  @Test func theMarketCompoundsAndTheOthersAreSummed() {
    let factors = factorReturns(factorTable(steady))
    #expect((0..<3).map { factors.over(from: 1, to: 2, factor: $0) } == [0.5, 0.25, 0.125])
    #expect((0..<3).map { factors.over(from: 1, to: 4, factor: $0) } == [2.375, 0.75, 0.375])
  }

  @Test func inLogsOnlyTheMarketIsALogarithm() {
    let factors = factorReturns(factorTable(steady), kind: .log)
    let logarithm = 0.405465108108164381978
    #expect(abs(factors.over(from: 1, to: 2, factor: 0) - logarithm) < 1e-16)
    #expect(abs(factors.over(from: 1, to: 4, factor: 0) - 3 * logarithm) < 1e-15)
    #expect(factors.over(from: 1, to: 4, factor: 1) == 0.75)
    #expect(factors.over(from: 1, to: 4, factor: 2) == 0.375)
  }

  @Test func aSessionWithoutARowMakesEveryIntervalOverItMissing() {
    var rows: [(mkt: Double, smb: Double, rf: Double)?] = steady
    rows[2] = nil
    let factors = factorReturns(factorTable(rows))
    #expect(factors.over(from: 1, to: 2, factor: 0).isNaN)
    #expect(factors.over(from: 1, to: 3, factor: 1).isNaN)
    #expect(factors.over(from: 2, to: 3, factor: 1) == 0.25)
    #expect(factors.over(from: 4, to: 6, factor: 1).isNaN, "past the last row")
    // The return of the calendar's first session, whatever lies before it.
    #expect(factors.over(from: -1, to: 0, factor: 1) == 0.25)
    #expect(factors.over(from: -2, to: 0, factor: 1).isNaN)
  }

  @Test func aNumberThatIsMissingCostsItsOwnFactorOnly() {
    var rows = steady
    rows[3].smb = .nan
    let factors = factorReturns(factorTable(rows))
    #expect(factors.over(from: 1, to: 4, factor: 1).isNaN)
    #expect(factors.over(from: 1, to: 4, factor: 0) == 2.375)
  }

  @Test func rowsBetweenTwoSessionsCountIntoTheLater() {
    let own = ExchangeCalendar(
      exchange: ExchangeID("XOWN"), sessionDates: [0, 1, 4, 5].map(TestMarket.date), hours: nil)
    let factors = factorReturns(factorTable(steady), on: own)
    #expect(factors.over(from: 1, to: 2, factor: 0) == 2.375)
    #expect(factors.over(from: 1, to: 2, factor: 2) == 0.375)
    #expect(factors.over(from: 1, to: 3, factor: 2) == 0.5)
  }

  /// Monthly prices on the last, the first or any session of the month, and with a month left out.
  @Test func aRowOfAMonthCountsIntoTheIntervalOfItsMonth() throws {
    func dates(_ texts: String...) throws -> [CalendarDate] {
      try texts.map { try #require(CalendarDate(iso: $0)) }
    }
    let table = FactorTable(
      names: ["smb"], dates: try dates("2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01"),
      columns: [[0.5, 0.25, 0.125, 0.0625]])
    let months = [
      try dates("2020-01-31", "2020-02-28", "2020-03-31", "2020-04-30"),
      try dates("2020-01-02", "2020-02-03", "2020-03-02", "2020-04-01"),
      try dates("2020-01-01", "2020-02-14", "2020-03-31", "2020-04-02"),
    ]
    for sessions in months {
      let own = ExchangeCalendar(exchange: ExchangeID("XOWN"), sessionDates: sessions, hours: nil)
      let factors = factorReturns(table, wanted: ["smb"], on: own)
      #expect((0..<4).map { factors.over(from: $0 - 1, to: $0, factor: 0) } == [0.5, 0.25, 0.125, 0.0625])
      let fewer = ExchangeCalendar(
        exchange: ExchangeID("XOWN"), sessionDates: [sessions[0], sessions[2]], hours: nil)
      #expect(factorReturns(table, wanted: ["smb"], on: fewer).over(from: 0, to: 1, factor: 0) == 0.375)
    }
    // Of a month with many sessions none is the month's.
    let daily = factorReturns(table, wanted: ["smb"])
    #expect((1..<39).allSatisfy { daily.over(from: $0 - 1, to: $0, factor: 0).isNaN })
  }

  @Test func onlyWhatIsWantedIsKept() {
    let factors = factorReturns(factorTable(steady), wanted: ["rf", "umd"])
    #expect(factors.names == ["rf"])
    #expect(factors.over(from: 0, to: 1, factor: 0) == 0.125)
  }

  @Test func eventReturnsCarryFactorsAndShiftedBenchmarkOverTheirIntervals() throws {
    let clock = EventClock(running: 4)
    let levels = (0..<20).map { session in 100 + 3 * Double(session * session % 17) }
    let market = BenchmarkReturns(
      TestMarket.trades(levels), on: TestMarket.calendar(), returnKind: .simple)
    var returns = EventReturns(
      TestMarket.trades([8, 8, 8, 8, 10, nil, 15, 15, 30]), clock: clock,
      axis: EventWindow(first: -3, last: 3), benchmark: market,
      rules: EventReturnRules(returnKind: .simple, gaps: .tradeToTrade, returnAfterGap: .drop))
    returns.add(factorReturns(factorTable(steady + steady)), series: [], clock: clock)
    let smb = try #require(returns.factors["smb"])
    #expect(smb[3] == 0.25 && smb[4].isNaN && smb[5] == 0.5)
    #expect(returns.factors["umd"] == nil)
    for shift in [-2, -1, 0, 1, 3] {
      let column = returns.benchmark(shiftedBy: shift)
      #expect(column[4].isNaN)
      #expect(column[5] == market.over(from: 4 + shift, to: 6 + shift))
      #expect(column[3] == market.over(from: 3 + shift, to: 4 + shift))
      #expect(column[6] == market.over(from: 6 + shift, to: 7 + shift))
    }
    #expect(returns.benchmark(shiftedBy: -1)[0].isNaN, "before the benchmark's first return")
  }

  /// Copied columns are what the definition gives day by day, beyond the ends of the factors and around a clock that stood still.
  @Test(arguments: [0, 4]) func columnsAreThoseOfEachDay(stopped: Int) {
    let rows = (0..<30).map { (row: Int) -> (mkt: Double, smb: Double, rf: Double)? in
      row % 7 == 5 ? nil : (Double(row) / 1000, Double(row) / 3000, 0.0001)
    }
    let factors = factorReturns(factorTable(rows))
    let prices = (0..<40).map { (session: Int) -> Double? in
      session % 11 == 6 ? nil : 10 + Double(session * session % 7)
    }
    let levels = (0..<36).map { (session: Int) -> Double? in
      session == 20 ? nil : 90 + Double(session * session % 11)
    }
    let series = BenchmarkReturns(TestMarket.trades(levels), on: TestMarket.calendar(), returnKind: .simple)
    let rules = EventReturnRules(returnKind: .simple, gaps: .tradeToTrade, returnAfterGap: .drop)
    let axis = EventWindow(first: -8, last: 5)
    for before in 1..<45 {
      let clock = EventClock(dayBefore: before, dayZero: before + 1 + stopped)
      var returns = EventReturns(
        TestMarket.trades(prices), clock: clock, axis: axis, benchmark: nil, rules: rules)
      returns.add(factors, series: [("index", series), ("none", nil)], clock: clock)
      for (position, day) in axis.days.enumerated() {
        let span = Int(returns.spans[position])
        let session = clock.session(of: day) ?? 0
        for (k, column) in returns.factors.columns.enumerated() {
          var expected = Double.nan
          if span > 0, k < 3 { expected = factors.over(from: session - span, to: session, factor: k) }
          if span > 0, k == 3 { expected = series.over(from: session - span, to: session) }
          #expect(
            column[position].bitPattern == expected.bitPattern || column[position].isNaN && expected.isNaN)
        }
      }
    }
  }
}
