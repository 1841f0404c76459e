import ExpectedReturns
import TestSupport
import Testing

@Suite struct MarketModelTests {
  @Test func aConstantBenchmarkIsRefused() {
    var returns = SimulatedReturns(count: 65)
    returns.benchmark = returns.benchmark.map { _ in 0.001 }
    let result = MarketModel().estimate(on: SampleOfReturns.sample(returns))
    guard case .failure(let failure) = result else {
      Issue.record("a slope on a constant")
      return
    }
    #expect(failure.reason == .constantBenchmark)
  }

  /// A return over n sessions counts n alphas and has n times the variance: WLS with weights 1/n.
  @Test func aSpanWeighsLikeItsSessions() throws {
    var returns = SimulatedReturns(count: 65)
    returns.security[10] *= 3
    returns.benchmark[10] *= 3
    let sample = SampleOfReturns.sample(returns, spans: [10: 9, 62: 4])
    let estimate = try MarketModel().estimate(on: sample).get()
    let alpha = try #require(estimate.parameters.first).estimate
    let beta = try #require(estimate.parameters.last).estimate
    // Normal equations of the weighted problem: sum (u / n) n = 0 and sum (u / n) m = 0.
    var constant = 0.0
    var slope = 0.0
    for index in 0..<60 {
      let span = index == 10 ? 9.0 : 1.0
      let residual = returns.security[index] - span * alpha - beta * returns.benchmark[index]
      constant += residual
      slope += residual / span * returns.benchmark[index]
    }
    #expect(abs(constant) < 1e-14)
    #expect(abs(slope) < 1e-15)
    let expected = 4 * alpha + beta * returns.benchmark[62]
    #expect(abs(estimate.expected[2] - expected) < 1e-16)
    #expect(estimate.prediction.variance(at: 2) > 4 * estimate.residualVariance)
  }

  @Test func theVarianceOfASumHoldsParameterErrorOnce() throws {
    let estimate = try MarketModel().estimate(on: SampleOfReturns.sample(SimulatedReturns(count: 65))).get()
    let single = (0..<5).map { estimate.prediction.variance(at: $0) }
    let sum = estimate.prediction.variance(ofSumOver: Array(0..<5))
    #expect(sum > 5 * estimate.residualVariance)
    // The parameter error is common to the days, so the sum's variance is more than the sum of variances.
    #expect(sum > single.reduce(0, +))
    #expect(estimate.prediction.variance(ofSumOver: [3]) == single[3])
  }
}
