import ExpectedReturns
import TestSupport
import Testing

/// The variance of a prediction depends on what the regressors span, not on how they are put together: regressors that
/// have nearly all in common lose none of it.
@Suite struct NearlyDependentRegressorsTests {
  private func expectSameVariances(
    _ model: any ExpectedReturnModel, _ one: SimulatedReturns, _ other: SimulatedReturns,
    spans: [Int: Double] = [:], relative: Double
  ) throws {
    let plain = try model.estimate(on: SampleOfReturns.sample(one, spans: spans)).get().prediction
    let found = try model.estimate(on: SampleOfReturns.sample(other, spans: spans)).get().prediction
    for day in 0..<5 {
      #expect(agrees(found.variance(at: day), plain.variance(at: day), relative: relative))
    }
    let days = [0, 1, 3]
    #expect(
      agrees(found.variance(ofSumOver: days), plain.variance(ofSumOver: days), relative: relative))
    #expect(found.variances(of: [0, 0, 0, 0, 0]) == (0..<5).map { found.variance(at: $0) })
  }

  @Test func aFactorThatRepeatsAnotherToItsLastDigits() throws {
    var options = ModelOptions()
    options.factors = ["mkt_rf", "smb"]
    let model = try #require(try ExpectedReturnModels.named("factors", options: options))
    let returns = SimulatedReturns(count: 65)
    var repeated = returns
    repeated.factors[1] = zip(returns.factors[0], returns.factors[1]).map { $0 + 1e-6 * $1 }
    try expectSameVariances(model, returns, repeated, spans: [7: 2, 31: 4], relative: 1e-8)
  }

  @Test(
    arguments: [
      "market-model", "scholes-williams", "dimson", "theil-sen", "lad", "huber", "rolling-market-model",
    ])
  func aBenchmarkThatHardlyMoves(_ id: String) throws {
    let model = try #require(ExpectedReturnModels.named(id))
    let returns = SimulatedReturns(count: 65)
    var steady = returns
    steady.benchmark = returns.benchmark.map { 0.5 + 1e-5 * $0 }
    try expectSameVariances(model, returns, steady, relative: 1e-7)
  }
}
