import CoreTypes
import EventTime
import Testing

@Suite struct SplitSearchTests {
  private func changes(_ prices: [Double?], benchmark: [Double?]? = nil) -> [SplitLikeChange] {
    let trades = TestMarket.trades(prices)
    let market = benchmark.map {
      BenchmarkReturns(TestMarket.trades($0), on: TestMarket.calendar(), returnKind: .simple)
    }
    return SplitSearch.changes(SplitSearch.candidates(in: trades), in: trades, benchmark: market)
  }

  @Test(arguments: [
    (50, "1/2"), (101.0 / 3, "1/3"), (66, "2/3"), (25.5, "1/4"), (20, "1/5"), (10, "1/10"), (200, "2"),
    (150, "3/2"),
    (975, "10"),
  ])
  func aUsualRatioIsFound(_ price: Double, _ split: String) {
    let found = changes([99, 100, price, price])
    #expect(found.map(\.split) == [split])
    #expect(found.map(\.session) == [2] && found.map(\.trade) == [2])
    #expect(found.map(\.ratio) == [price / 100])
  }

  /// What holders got after the last price is no price.
  @Test func aDelistingReturnIsNoSplit() {
    var series = TestMarket.series([100, 100, 50])
    for isDelisting in [false, true] {
      series.endsWithDelisting = isDelisting
      var diagnostics: [Diagnostic] = []
      let trades = TradedSeries(
        series, on: TestMarket.calendar(), suspensions: [], asOf: TestMarket.date(39),
        diagnostics: &diagnostics)
      #expect(SplitSearch.candidates(in: trades) == (isDelisting ? [] : [2]))
    }
  }

  @Test func ordinaryAndUnusualChangesAreNot() {
    #expect(changes([100, 90, 108, 86.5, 107]).isEmpty)
    #expect(changes([100, 58, 100]).isEmpty)
    #expect(changes([100, 47, 47]).isEmpty)
    #expect(changes([100, 64, 64]).isEmpty)
  }

  /// A half, two thirds and their inverses are usual moves of a security that moves so much every day.
  @Test(arguments: [50.0, 200, 66.7, 150])
  func ofARestlessSecurityOnlyLargerRatiosAreFound(_ price: Double) {
    let calm = (0..<12).map { 100 + Double($0 % 2) }
    let restless = (0..<12).map { 100 * ($0 % 2 == 0 ? 1 : 1.07) }
    func after(_ path: [Double]) -> [Double] { path.map { $0 * price / 100 } }
    func found(_ before: [Double], _ after: [Double]) -> [String] {
      changes((before + after).map { $0 }).map(\.split)
    }
    #expect(found(calm, after(calm)).count == 1)
    #expect(found(restless, after(calm)).isEmpty)
    #expect(found(calm, after(restless)).isEmpty)
    #expect(found(restless, restless.reversed().map { $0 / 4 }) == ["1/4"])
    // Twenty trades before and five after are looked at.
    #expect(found(restless + calm + calm, after(calm)).count == 1)
    #expect(found(calm, after(Array(calm.prefix(7)) + restless)).count == 1)
  }

  @Test func theMarketIsTakenOut() {
    // Half, in a market that lost 10 % on the day: not a split; 0.45 is one.
    #expect(changes([100, 50], benchmark: [10, 9]).isEmpty)
    let found = changes([100, 45], benchmark: [10, 9])
    #expect(found.map(\.split) == ["1/2"])
    #expect(found.map(\.ratioToMarket) == [0.5])
    // No benchmark on the day: the price alone decides.
    #expect(changes([100, 50], benchmark: [10]).map(\.split) == ["1/2"])
  }

  @Test func aLongSilenceExplainsAnyPrice() {
    #expect(changes([100, nil, nil, nil, nil, 50]).count == 1)
    #expect(changes([100, nil, nil, nil, nil, nil, 50]).isEmpty)
  }

  @Test func readyMadeReturnsAreNotPrices() {
    #expect(SplitSearch.candidates(in: TestMarket.trades([0.1, -0.5, 0.2], kind: .returns)).isEmpty)
    #expect(SplitSearch.candidates(in: TestMarket.trades([100])).isEmpty)
  }

  @Test func theDiagnosticNamesTheLine() {
    let trades = TestMarket.trades([100, nil, 50.5])
    let found = SplitSearch.changes(SplitSearch.candidates(in: trades), in: trades, benchmark: nil)
    let diagnostic = found.map { Diagnostic.looksLikeASplit($0, in: trades) }.first
    #expect(diagnostic?.location == SourceLocation(file: "S.csv", line: 3))
    #expect(
      diagnostic?.message
        == "the price went from 100.0 on 2020-01-06 to 50.5 on 2020-01-08: 0.505 times what it was, which is near 1/2"
    )
    #expect(diagnostic?.severity == .warning)
  }
}
