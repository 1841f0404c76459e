import CoreStatistics
import CoreTypes
import EventTime
import ExpectedReturns
import TestSupport
import Testing

@Suite struct RollingMarketModelTests {
  private func model(step: Int) throws -> any ExpectedReturnModel {
    var options = ModelOptions()
    options.step = step
    return try #require(try ExpectedReturnModels.named("rolling-market-model", options: options))
  }

  @Test func oneFitForTheWholeWindowIsTheMarketModel() throws {
    let sample = SampleOfReturns.sample(
      SimulatedReturns(count: 65), spans: [7: 2, 62: 3], missing: [6, 60, 61])
    let plain = try MarketModel().estimate(on: sample).get()
    let rolling = try model(step: 5).estimate(on: sample).get()
    #expect(rolling.parameters.prefix(2) == plain.parameters[...])
    for position in 0..<5 where !plain.expected[position].isNaN {
      #expect(agrees(rolling.expected[position], plain.expected[position], relative: 1e-13, scale: 1e-4))
      let (one, other) = (rolling.prediction.variance(at: position), plain.prediction.variance(at: position))
      #expect(agrees(one, other, relative: 1e-12))
    }
    #expect(rolling.expected.map(\.isNaN) == plain.expected.map(\.isNaN))
    let days = [2, 3, 4]
    #expect(
      agrees(
        rolling.prediction.variance(ofSumOver: days), plain.prediction.variance(ofSumOver: days),
        relative: 1e-12))
    #expect(rolling.conventions == [.rollingBeta])
  }

  @Test func aDayThatIsEstimatedOnMovesTheDaysAfterIt() throws {
    var returns = SimulatedReturns(count: 65)
    let calm = try model(step: 1).estimate(on: SampleOfReturns.sample(returns)).get()
    returns.security[62] += 1
    let moved = try model(step: 1).estimate(on: SampleOfReturns.sample(returns)).get()
    #expect(calm.expected[..<3] == moved.expected[..<3])
    #expect(calm.expected[3] != moved.expected[3])
    #expect(moved.prediction.errorVariance(at: 3) > 100 * moved.prediction.errorVariance(at: 2))
  }

  @Test func anotherEventsDaysStayOutOfTheMovedWindows() throws {
    var returns = SimulatedReturns(count: 65)
    let isUsableLater = [false, false, true, true, true]
    let sample = SampleOfReturns.sample(returns, isUsableLater: isUsableLater)
    let calm = try model(step: 1).estimate(on: sample).get()
    returns.security[61] += 1
    let spoiled = SampleOfReturns.sample(returns, isUsableLater: isUsableLater)
    let found = try model(step: 1).estimate(on: spoiled).get()
    #expect(calm.expected[2...] == found.expected[2...])
  }

  @Test func aWindowWithTooFewReturnsKeepsTheEarlierFitAndSaysSo() throws {
    let sample = SampleOfReturns.sample(SimulatedReturns(count: 65), missing: [60], minimum: 60)
    let found = try model(step: 1).estimate(on: sample).get()
    #expect(
      found.warnings == [
        EstimateWarning(
          .rollingWindowShort,
          "4 of 5 days of the event window have the coefficients of an earlier window, since their own has fewer than "
            + "60 valid returns")
      ])
    #expect(found.expected.dropFirst().allSatisfy { $0.isFinite })
  }

  @Test func aStepIsAtLeastOne() {
    #expect(throws: ModelOptionFault.self) { try model(step: 0) }
  }

  /// Each day keeps the residual variance of its own fit where the parameters' error is left out.
  @Test func withoutParameterErrorEachDayHasTheVarianceOfItsOwnFit() throws {
    var returns = SimulatedReturns(count: 65)
    returns.security[62] += 1
    let sample = SampleOfReturns.sample(returns, spans: [64: 2], missing: [63])
    let plain = try model(step: 1).estimate(on: sample).get().prediction.withoutParameterError
    // The fits of days 0 and 4 on the 60 days before each, by hand.
    func variance(_ days: Range<Int>) throws -> Double {
      let rows = days.filter { $0 != 63 }
      let fit = LinearFit.leastSquares(
        columns: [rows.map { _ in 1 }, rows.map { returns.benchmark[$0] }],
        response: rows.map { returns.security[$0] })
      return fit.residualSumOfSquares / Double(rows.count - 2)
    }
    let (first, last) = (try variance(0..<60), try variance(4..<64))
    #expect(agrees(plain.variance(at: 0), first, relative: 1e-11))
    #expect(agrees(plain.variance(at: 4), 2 * last, relative: 1e-11))
    #expect(agrees(plain.variance(ofSumOver: [0, 4]), first + 2 * last, relative: 1e-11) && last > 2 * first)
  }
}
