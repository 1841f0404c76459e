import CoreStatistics
import CoreTypes
import TestSupport
import Testing

@testable import Inference

/// Johnson's statistic of buy-and-hold returns against samples drawn from them, with the figures of other software.
@Suite struct BuyAndHoldBootstrapTests {
  private let test = BootstrapSkewness()
  private let resampling = Resampling(seed: 20_191_007, replications: 9_999)
  private let window = EventWindow(first: 0, last: 20)

  private func johnson(_ returns: [Double]) -> Double { Moments(returns).johnsonStatistic ?? .nan }

  @Test(arguments: [14, 3, 28]) func probabilitiesAreThoseOfOtherSoftware(_ count: Int) throws {
    let table = try NumberTable(fixture: "Oracles/small-market/expected/bhar.csv")
    var returns = try table.rows.indices.map { try table.number($0, "bhar") }
    if count == 28 { returns += returns.reversed().map { $0 / 2 } }
    returns = Array(returns.prefix(count))
    let expected = try NumberTable(fixture: "Oracles/small-market/expected/bhar_bootstrap.csv")
    func figure(_ field: String) throws -> Double {
      let row = try #require(
        try expected.rows.indices.first {
          try expected.text($0, "events") == "\(count)" && expected.text($0, "field") == field
        })
      return try expected.number(row, "value")
    }
    let (johnson, p) = (try figure("johnson"), try figure("p"))
    let (greater, less) = (try figure("p_greater"), try figure("p_less"))
    let statistic = self.johnson(returns)
    #expect(abs(statistic - johnson) < 1e-12)
    let drawn = test.probabilities(of: statistic, buyAndHold: returns, over: window, resampling)
    #expect(drawn == DrawnProbabilities(twoSided: p, greater: greater, less: less))
  }

  @Test func twoEventsOrNoDispersionHaveNone() {
    for returns in [[0.1, 0.2], [0.1, 0.1, 0.1], []] {
      let statistic = johnson(returns)
      #expect(test.probabilities(of: statistic, buyAndHold: returns, over: window, resampling) == nil)
    }
  }

  @Test func theOrderOfTheEventsMovesNothing() {
    let returns = (0..<40).map { Double(($0 * 37) % 41) / 100 - 0.17 }
    let statistic = johnson(returns)
    let one = test.probabilities(of: statistic, buyAndHold: returns, over: window, resampling)
    let backwards = Array(returns.reversed())
    let other = test.probabilities(of: statistic, buyAndHold: backwards, over: window, resampling)
    #expect(one != nil)
    #expect(one == other)
  }
}
