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

  @Test func ordinaryAndUnusualChangesAreNot() {
    #expect(changes([100, 90, 108, 86.5, 107]).isEmpty)
    #expect(changes([100, 58, 100]).isEmpty)
    #expect(changes([100, 48, 48]).isEmpty)
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
