import CoreTypes
import EventTime
import Testing

@Suite struct OutOfLinePricesTests {
  private func said(_ prices: [Double?], isLinked: Bool = false) -> Diagnostic? {
    var series = TestMarket.series(prices)
    series.isLinked = isLinked
    var diagnostics: [Diagnostic] = []
    let trades = TradedSeries(
      series, on: TestMarket.calendar(), suspensions: [], asOf: TestMarket.date(39), diagnostics: &diagnostics
    )
    let candidates = SplitSearch.candidates(in: trades)
    let spikes = OutOfLinePrices.spikes(candidates, in: trades)
    let explained = SplitSearch.changes(
      candidates.filter { !spikes.contains($0) && !spikes.contains($0 - 1) }, in: trades, benchmark: nil)
    return OutOfLinePrices.diagnostic(
      candidates, spikes: spikes, explained: Set(explained.map(\.trade)), in: trades)
  }

  @Test(arguments: [(455.6, "10"), (4556, "100"), (5.56, "0.122"), (95.0, "2.0852")])
  func aPriceThatStandsOutAlone(_ price: Double, _ times: String) {
    let said = said([45.5, 45.56, price, 46])
    #expect(said?.location == SourceLocation(file: "S.csv", line: 4))
    #expect(
      said?.message.contains(
        "is \(times) times that of 2020-01-07, 45.56, and on 2020-01-09 it is back at 46")
        == true)
  }

  @Test func ordinaryMovesAndSplitsAreNot() {
    #expect(said([10, 14, 10, 7, 10]) == nil)
    #expect(said([10, 20, 20, 20]) == nil)
    #expect(said([100, 10, 10]) == nil)
    #expect(said([10, 20, 15]) == nil)
  }

  @Test func aChangeThatStaysAndIsNoSplit() {
    let message = said([40, 40, 0.4567, 0.46])?.message
    #expect(message == "the price 0.4567 of 2020-01-08 is 0.01142 times that of 2020-01-07, 40")
    #expect(said([40, 300, 300])?.location?.line == 3)
  }

  @Test func theLargestIsToldWithTheNumberOfOthers() {
    let said = said([10, 30, 10, 11, 1_100, 11])
    #expect(said?.location?.line == 6)
    #expect(said?.message.hasSuffix("; 1 more such in the security's prices") == true)
  }

  @Test func aRatioBeyondAllNumbers() {
    #expect(said([1e-200, 1e200, 1e-200])?.message.contains("more than 1e308 times") == true)
  }

  @Test func levelsOfReturnsAreNoPricesOfTheFile() {
    let message = said([10, 10, 200.0, 10], isLinked: true)?.message
    #expect(
      message
        == "the return of 2020-01-08 makes the price 20 times that of 2020-01-07, and the next one takes it back"
    )
  }
}
