import CoreTypes
import ExpectedReturns
import TestSupport
import Testing

@Suite struct EstimationWarningsTests {
  private func outlier(at days: [Int], of size: Double) throws -> EstimateWarning? {
    var returns = SimulatedReturns(count: 205)
    for day in days { returns.security[day] += size }
    let sample = SampleOfReturns.sample(returns)
    return try MarketModel().estimate(on: sample).get().outlier(in: sample.estimationWindow)
  }

  @Test func aReturnOfMoreThanEightSigmaIsNamed() throws {
    #expect(try outlier(at: [], of: 0) == nil)
    #expect(try outlier(at: [17], of: 0.05) == nil)
    let found = try #require(try outlier(at: [17], of: -0.4))
    #expect(found.id == .estimationOutlier)
    // Day -202 + 17 of a window of 200 days that ends on day -3.
    let start =
      "1 of 200 returns in the estimation window is more than 8 sigma from what the model expects; the one of"
    #expect(found.explanation.hasPrefix(start + " day -185 is 1"))
  }

  @Test func theLimitIsEightOfTheModelsOwnSigma() throws {
    var returns = SimulatedReturns(count: 205)
    returns.security[17] += 0.4
    let sample = SampleOfReturns.sample(returns)
    let estimate = try MarketModel().estimate(on: sample).get()
    let multiple = abs(estimate.residuals[17]) / estimate.residualVariance.squareRoot()
    #expect(multiple > 8 && multiple < 14.2)
    let found = try #require(estimate.outlier(in: sample.estimationWindow))
    #expect(found.explanation.hasSuffix("day -185 is \((multiple * 10).rounded() / 10) sigma"))
  }

  @Test func aBenchmarkThatIsTheSecurityIsNamed() {
    var returns = SimulatedReturns(count: 65)
    #expect(SampleOfReturns.sample(returns).benchmarkLikeness == nil)
    returns.security = returns.benchmark.map { 0.001 + 2 * $0 }
    let same = SampleOfReturns.sample(returns).benchmarkLikeness
    #expect(same?.id == .benchmarkIncludesSecurity)
    #expect(
      same?.explanation.hasPrefix("the correlation of security and benchmark over 60 returns is ") == true)
    // A hundredth of the variance is its own: 0.995.
    var numbers = TestNumbers(seed: 3)
    returns.security = returns.benchmark.map { $0 + 0.002 * numbers.next() }
    #expect(SampleOfReturns.sample(returns).benchmarkLikeness == nil)
    returns.security = returns.benchmark.map { -$0 }
    #expect(SampleOfReturns.sample(returns).benchmarkLikeness == nil)
    returns.benchmark = returns.benchmark.map { _ in 0.001 }
    #expect(SampleOfReturns.sample(returns).benchmarkLikeness == nil)
  }

  @Test(arguments: [0, 30, 57, 58, 59]) func oneDayCanMakeTheCorrelationOne(_ day: Int) {
    var returns = SimulatedReturns(count: 65)
    returns.security[day] += 10
    returns.benchmark[day] += 10
    #expect(SampleOfReturns.sample(returns).benchmarkLikeness?.id == .benchmarkIncludesSecurity)
    // Under a level beside which the variation is small.
    returns.security = returns.security.map { 1e5 + $0 }
    returns.benchmark = returns.benchmark.map { $0 - 1e5 }
    #expect(SampleOfReturns.sample(returns).benchmarkLikeness?.id == .benchmarkIncludesSecurity)
  }

  @Test func factorsThatEndBeforeTheEventAreCounted() throws {
    var returns = SimulatedReturns(count: 65)
    for k in returns.factors.indices { for day in 58..<65 { returns.factors[k][day] = .nan } }
    let estimate = try CapitalAssetPricing().estimate(on: SampleOfReturns.sample(returns)).get()
    #expect(estimate.observations == 58)
    #expect(
      estimate.warnings == [
        EstimateWarning(
          .factorMissing,
          "2 of 60 returns in the estimation window and 5 days of the event window were left out: a factor had no value"
        )
      ])
  }

  @Test func everyOptionKeyHasItsDefault() {
    for model in ExpectedReturnModels.all {
      #expect(Set(model.options.given) == Set(model.optionKeys), "\(model.descriptor.id)")
    }
  }
}
