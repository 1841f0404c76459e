import CoreTypes
import TestSupport
import Testing

@testable import EventTime

/// What is looked for in whole series many rows at a time is found wherever it stands.
@Suite struct SeriesScanTests {
  private let sessions = 130

  private func trades(_ prices: [Double], zeroVolume: [Bool] = [], suspended: [Bool] = []) -> TradedSeries {
    var diagnostics: [Diagnostic] = []
    let series = PriceSeries(
      security: SecurityID("S"), kind: .prices, dates: prices.indices.map(TestMarket.date), values: prices,
      zeroVolume: zeroVolume, suspended: suspended, lines: prices.indices.map { UInt32($0 + 2) },
      files: ["S.csv"])
    return TradedSeries(
      series, on: TestMarket.calendar(sessions: sessions), suspensions: [],
      asOf: TestMarket.date(sessions - 1), diagnostics: &diagnostics)
  }

  @Test(arguments: [1, 2, 31, 32, 33, 34, 65, 130])
  func aPriceFarFromTheOneBefore(_ count: Int) {
    let calm = (0..<count).map { 100 + Double($0 % 3) }
    #expect(SplitSearch.candidates(in: trades(calm)).isEmpty)
    for place in 1..<max(1, count) {
      for other in [50.0, 127.6, .infinity] {
        var prices = calm
        for later in place..<count { prices[later] *= other / 100 }
        #expect(
          SplitSearch.candidates(in: trades(prices)) == (other == .infinity ? Array(place..<count) : [place]))
      }
    }
  }

  /// 0.8 and 1.25 themselves are ordinary; what lies beside them is looked at exactly.
  @Test func theBoundsOfOrdinaryChanges() {
    for (price, isFar) in [(80.0, false), (80.0.nextDown, true), (125, false), (125.0.nextUp, true)] {
      let prices = [Double](repeating: 100, count: 40) + [price]
      #expect(SplitSearch.candidates(in: trades(prices)) == (isFar ? [40] : []))
    }
  }

  @Test(arguments: [18, 19, 20, 21, 38, 39, 57])
  func aRunOfEqualPrices(_ length: Int) {
    for start in 0...(sessions - length) {
      var prices = (0..<sessions).map { 100 + Double($0) / 64 }
      for place in start..<(start + length) { prices[place] = 50 }
      let said = StalePrices(of: trades(prices)).diagnostic
      #expect((said != nil) == (length >= 20))
      #expect(said.map { $0.location == SourceLocation(file: "S.csv", line: start + 2) } ?? true)
      #expect(said.map { $0.message.contains("is 50.0 on \(length) sessions in a row") } ?? true)
    }
  }

  @Test func theFirstOfTheLongestRuns() {
    let lengths = [20, 3, 25, 19, 25, 21]
    let prices = lengths.enumerated().flatMap { [Double](repeating: 10 + Double($0), count: $1) }
    let said = StalePrices(of: trades(prices)).diagnostic
    #expect(said?.message.contains("is 12.0 on 25 sessions in a row") == true)
    #expect(said?.message.contains("the longest of 4 such runs") == true)
  }

  /// One row without volume, or with a status, is found among many.
  @Test(arguments: [0, 1, 40, 129])
  func aRowThatIsNoTrade(_ row: Int) {
    let prices = [Double](repeating: 10, count: sessions)
    var marks = [Bool](repeating: false, count: sessions)
    #expect(trades(prices, zeroVolume: marks, suspended: marks).count == sessions)
    marks[row] = true
    #expect(trades(prices, zeroVolume: marks).count == (row == 0 ? sessions : sessions - 1))
    #expect(trades(prices, suspended: marks).count == sessions - 1)
    #expect(trades(prices, zeroVolume: [Bool](repeating: true, count: sessions)).count == sessions)
  }
}
