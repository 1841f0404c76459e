import CoreTypes
import EventTime
import Testing

@Suite struct BenchmarkReturnsTests {
  /// The benchmark's own exchange is closed on session 5 of the security's.
  private func benchmark(_ values: [Double?], kind: PriceSeries.Kind = .prices, closed: Set<Int> = [5])
    -> BenchmarkReturns
  {
    var diagnostics: [Diagnostic] = []
    let own = ExchangeCalendar(
      exchange: ExchangeID("XOWN"),
      sessionDates: (0..<40).filter { !closed.contains($0) }.map(TestMarket.date), hours: nil)
    let series = TradedSeries(
      TestMarket.series(values, kind: kind), on: own, suspensions: [], asOf: TestMarket.date(39),
      diagnostics: &diagnostics)
    return BenchmarkReturns(series, on: TestMarket.calendar(), returnKind: .simple)
  }

  @Test func anOlderPriceStandsInWhereTheBenchmarkHadNoSession() {
    let returns = benchmark([1, 2, 4, 8, 16, nil, 64, 128])
    #expect(returns.over(from: 3, to: 4) == 1)
    #expect(returns.over(from: 4, to: 5) == 0)
    #expect(returns.over(from: 5, to: 6) == 3)
    #expect(returns.over(from: 4, to: 6) == 3)
  }

  /// Only the sessions with values are kept: what is asked of those around them is missing, and the others are in their places.
  @Test func aSeriesThatBeginsAndEndsInsideTheCalendar() {
    let rows: [Double?] = [nil, nil, nil, 1, 2, 4, 8]
    for kind in [PriceSeries.Kind.prices, .returns] {
      let returns = benchmark(rows, kind: kind, closed: [])
      let first = kind == .prices ? Double.nan : 1
      for (interval, value) in [
        ((-1, 0), Double.nan), ((1, 2), .nan), ((2, 3), first), ((0, 3), .nan),
        ((2, 4), kind == .prices ? .nan : 5),
        ((3, 4), kind == .prices ? 1 : 2), ((3, 6), kind == .prices ? 7 : 134), ((5, 7), .nan),
        ((8, 9), .nan),
        ((38, 39), .nan), ((39, 40), .nan),
      ] {
        let found = returns.over(from: interval.0, to: interval.1)
        #expect(found == value || (found.isNaN && value.isNaN), "\(kind) \(interval): \(found)")
      }
    }
    let other = benchmark([1, 2, 4], closed: [])
    let portfolio = BenchmarkReturns(
      portfolio: [benchmark(rows, closed: []), other].map { PortfolioMember($0, weight: 1) })
    #expect(portfolio.over(from: 0, to: 1) == 1 && portfolio.over(from: 5, to: 6) == 1)
    #expect(portfolio.over(from: 2, to: 3).isNaN && portfolio.over(from: 6, to: 7).isNaN)
    #expect(portfolio.missingMembers(from: 0, to: 1) == 1 && portfolio.missingMembers(from: 6, to: 7) == 0)
  }

  @Test func aSessionWithoutAValueIsMissing() {
    let returns = benchmark([1, 2, nil, 8, 16], closed: [])
    #expect(returns.over(from: 1, to: 2).isNaN)
    #expect(returns.over(from: 2, to: 3).isNaN)
    #expect(returns.over(from: 1, to: 3) == 3)
  }

  @Test func nothingIsKnownPastTheLastValue() {
    let returns = benchmark([1, 2, 4, 8, 16])
    #expect(returns.over(from: 4, to: 5).isNaN)
    #expect(returns.over(from: 4, to: 6).isNaN)
  }

  @Test func readyMadeReturnsCompoundAndAHoleMakesEveryIntervalOverItMissing() {
    let returns = benchmark([0, 0.5, 0.5, nil, 1, nil, 1, 0.5], kind: .returns)
    #expect(returns.over(from: 0, to: 2) == 1.25)
    #expect(returns.over(from: 2, to: 3).isNaN)
    #expect(returns.over(from: 1, to: 4).isNaN)
    #expect(returns.over(from: 4, to: 5) == 0)
    #expect(returns.over(from: 4, to: 7) == 2)
  }

  /// Beside a security's first ready-made return stands the benchmark's, as in any table of returns by date.
  @Test func theFirstReadyMadeReturnSpansOneSession() {
    let whole = benchmark([0.5, 1, 1], kind: .returns)
    #expect(whole.over(from: -1, to: 0) == 0.5)
    #expect(whole.over(from: -1, to: 1) == 2)
    let late = benchmark([nil, nil, 0.5, 1], kind: .returns)
    #expect(late.over(from: 0, to: 1).isNaN)
    #expect(late.over(from: 1, to: 2) == 0.5)
    #expect(late.over(from: 0, to: 2).isNaN)
    #expect(benchmark([1, 2]).over(from: -1, to: 0).isNaN)
    // The security's exchange was closed on the benchmark's first session but one: the interval begins before it.
    let early = benchmark([nil, nil, nil, nil, nil, nil, 0.25], kind: .returns, closed: [])
    #expect(early.over(from: 5, to: 6) == 0.25)
  }

  /// The benchmark's exchange was open on a Saturday: its first return, of the Monday after, begins inside the security's
  /// interval from Friday on.
  @Test func aFirstReadyMadeReturnThatBeginsLaterThanTheIntervalIsNotThatOfTheInterval() {
    let saturday = TestMarket.date(4).advanced(by: 1)
    let own = ExchangeCalendar(
      exchange: ExchangeID("XOWN"), sessionDates: ((0..<40).map(TestMarket.date) + [saturday]).sorted(),
      hours: nil)
    var diagnostics: [Diagnostic] = []
    let series = TestMarket.series([nil, nil, nil, nil, nil, 0.25, 1], kind: .returns)
    let trades = TradedSeries(
      series, on: own, suspensions: [], asOf: TestMarket.date(39), diagnostics: &diagnostics)
    let returns = BenchmarkReturns(trades, on: TestMarket.calendar(), returnKind: .simple)
    #expect(returns.over(from: 4, to: 5).isNaN && returns.over(from: 5, to: 6) == 1)
    // A return is missing on that Saturday, so that Monday's alone does not lead from Friday.
    let hole = TestMarket.series([0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 1], kind: .returns)
    let others = TradedSeries(
      hole, on: own, suspensions: [], asOf: TestMarket.date(39), diagnostics: &diagnostics)
    let kept = BenchmarkReturns(others, on: TestMarket.calendar(), returnKind: .simple)
    #expect(kept.over(from: 3, to: 4) == 0.5 && kept.over(from: 4, to: 5).isNaN)
  }
}
