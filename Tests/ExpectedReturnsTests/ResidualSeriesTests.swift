import CoreStatistics
import ExpectedReturns
import TestSupport
import Testing

@Suite struct ResidualSeriesTests {
  /// Raw returns are their own residuals, so that their correlations can be worked out by hand.
  private func estimate(_ pattern: [Double], missing: Set<Int> = []) throws -> ExpectedReturnEstimate {
    var returns = SimulatedReturns(count: 65)
    returns.security = returns.security.indices.map { pattern[$0 % pattern.count] }
    return try RawReturn().estimate(on: SampleOfReturns.sample(returns, missing: missing)).get()
  }

  private func variance(_ found: ExpectedReturnEstimate, ofSumOver positions: [Int]) -> Double? {
    found.serialCorrelationVariance(
      ofSumOver: positions, correlations: found.residualAutocorrelations(upTo: 4))
  }

  @Test func anAlternatingSeriesIsCorrelatedByTheShareOfItsPairs() throws {
    let found = try estimate([0.01, -0.01])
    #expect(agrees(found.residualAutocorrelation(lag: 1), -59.0 / 60, relative: 1e-13))
    #expect(agrees(found.residualAutocorrelation(lag: 2), 58.0 / 60, relative: 1e-13))
    #expect(found.residualAutocorrelation(lag: 60) == 0)
    #expect(abs(try #require(found.residualShape.skewness)) < 1e-12)
  }

  @Test(arguments: [64, 65, 66, 67]) func theShapeIsThatOfThePartsOneByOne(days: Int) throws {
    for missing in [[], [days / 2]] as [Set<Int>] {
      let found = try MarketModel().estimate(
        on: SampleOfReturns.sample(SimulatedReturns(count: days), missing: missing)
      ).get()
      #expect(
        agrees(found.residualShape.autocorrelation, found.residualAutocorrelation(lag: 1), relative: 1e-11))
      let residuals = Moments(found.residuals.filter { !$0.isNaN })
      let skewness = try #require(residuals.adjustedSkewness)
      #expect(agrees(try #require(found.residualShape.skewness), skewness, relative: 1e-11))
    }
  }

  /// To the last digit: the order of the sums is the same.
  @Test(arguments: [[0], [59], [0, 1, 58, 59], [7, 9, 10, 11, 30], Set(0..<40)] as [Set<Int>])
  func theShapeAroundMissingDaysIsThatOfTheParts(missing: Set<Int>) throws {
    let found = try MarketModel().estimate(
      on: SampleOfReturns.sample(SimulatedReturns(count: 65), missing: missing)
    ).get()
    let shape = found.residualShape
    #expect(shape.autocorrelation == found.residualAutocorrelation(lag: 1))
    #expect(shape.skewness == Moments(found.residuals.filter { !$0.isNaN }).adjustedSkewness)
  }

  @Test func aMissingDayTakesPartInNoPair() throws {
    // Days 10 and 11 are missing: 58 values, of 59 neighboring pairs the three that touch them are not there.
    let found = try estimate([0.01, -0.01], missing: [10, 11])
    #expect(agrees(found.residualAutocorrelation(lag: 1), -56.0 / 58, relative: 1e-13))
  }

  @Test func theVarianceOfASumFollowsTheCorrelations() throws {
    let found = try MarketModel().estimate(on: SampleOfReturns.sample(SimulatedReturns(count: 65))).get()
    let plain = found.prediction.variance(ofSumOver: Array(1..<5))
    let one = found.residualAutocorrelation(lag: 1)
    let two = found.residualAutocorrelation(lag: 2)
    let three = found.residualAutocorrelation(lag: 3)
    let expected = plain + found.residualVariance * 2 * (3 * one + 2 * two + three)
    let adjusted = try #require(variance(found, ofSumOver: [1, 2, 3, 4]))
    #expect(agrees(adjusted, expected, relative: 1e-12))
    #expect(variance(found, ofSumOver: [2]) == found.prediction.variance(at: 2))
    let apart = try #require(variance(found, ofSumOver: [0, 3]))
    let both = found.prediction.variance(ofSumOver: [0, 3])
    #expect(agrees(apart, both + 2 * found.residualVariance * three, relative: 1e-12))
  }

  @Test func errorsThatCancelLeaveLittleVariance() throws {
    let found = try estimate([0.01, -0.01])
    #expect(variance(found, ofSumOver: []) == nil)
    // 4 + 2 (3 (-59) + 2 (58) + (-57)) / 60 = 4 / 60
    let four = try #require(variance(found, ofSumOver: [0, 1, 2, 3]))
    #expect(agrees(four, found.residualVariance * 4 / 60, relative: 1e-11))
  }
}
