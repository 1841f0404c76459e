import CoreStatistics
import ExpectedReturns
import TestSupport
import Testing

/// Scholes-Williams and Dimson beyond what the oracle's configurations show.
@Suite struct ThinTradingTests {
  private func dimson(_ lags: Int, _ leads: Int, _ variant: String? = nil) throws -> Dimson {
    var options = ModelOptions()
    options.lags = lags
    options.leads = leads
    options.variant = variant
    return try Dimson().configured(by: options)
  }

  private func sample(_ returns: SimulatedReturns) -> EstimationSample { SampleOfReturns.sample(returns) }

  @Test func withoutLagsAndLeadsDimsonIsTheMarketModel() throws {
    let sample = sample(SimulatedReturns(count: 65))
    let plain = try MarketModel().estimate(on: sample).get()
    for variant in [nil, "lead-lag"] {
      let found = try dimson(0, 0, variant).estimate(on: sample).get()
      #expect(agrees(found.residualVariance, plain.residualVariance, relative: 1e-12))
      #expect(found.degreesOfFreedom == plain.degreesOfFreedom)
      for k in 0..<2 {
        #expect(agrees(found.parameters[k].estimate, plain.parameters[k].estimate, relative: 1e-11))
        let error = try #require(found.parameters[k].standardError)
        #expect(agrees(error, try #require(plain.parameters[k].standardError), relative: 1e-12))
      }
      #expect(agrees(found.prediction.variance(at: 1), plain.prediction.variance(at: 1), relative: 1e-12))
    }
  }

  @Test func theFullRegressionPredictsInTheLeadLagForm() throws {
    let sample = sample(SimulatedReturns(count: 65))
    let found = try dimson(2, 1, "lead-lag").estimate(on: sample).get()
    let columns = [sample.returns.spans] + [-2, -1, 0, 1].map { sample.returns.benchmark(shiftedBy: $0) }
    let fit = LinearFit.leastSquares(
      columns: columns.map { Array($0.prefix(60)) }, response: Array(sample.returns.returns.prefix(60)))
    #expect(
      found.parameters.map(\.name) == ["alpha", "beta", "beta_lag_2", "beta_lag_1", "beta_0", "beta_lead_1"])
    let beta = fit.coefficients[1...].reduce(0, +)
    #expect(agrees(found.parameters[1].estimate, beta, relative: 1e-12))
    let x = columns.map { $0[63] }
    #expect(abs(found.expected[3] - fit.expected(at: x)) < 1e-16)
    let variance = fit.residualSumOfSquares / 55 * (1 + fit.quadraticForm(x))
    #expect(agrees(found.prediction.variance(at: 3), variance, relative: 1e-12))
    #expect(found.conventions == [.leadLag])
    // The slopes are those of the collapsed form too.
    let collapsed = try dimson(2, 1).estimate(on: sample).get()
    for k in 1..<6 {
      #expect(agrees(collapsed.parameters[k].estimate, found.parameters[k].estimate, relative: 1e-12))
    }
  }

  @Test func aLeadThatIsNotKnownYetCostsTheLeadLagFormItsDay() throws {
    var returns = SimulatedReturns(count: 65)
    returns.benchmark[64] = .nan
    let sample = sample(returns)
    let collapsed = try dimson(1, 1).estimate(on: sample).get()
    let full = try dimson(1, 1, "lead-lag").estimate(on: sample).get()
    #expect(collapsed.expected.map(\.isNaN) == [false, false, false, false, true])
    #expect(full.expected.map(\.isNaN) == [false, false, false, true, true])
  }

  @Test func theNeighborsOfMissingDaysAreTheMarkets() throws {
    let returns = SimulatedReturns(count: 65)
    for model in [ScholesWilliams(), Dimson()] as [any ExpectedReturnModel] {
      let found = try model.estimate(on: SampleOfReturns.sample(returns, missing: [3, 4, 5, 40])).get()
      #expect(found.observations == 56)
    }
  }

  @Test func aBenchmarkThatSaysTooLittleIsRefused() throws {
    var returns = SimulatedReturns(count: 66)
    returns.benchmark = returns.benchmark.map { _ in 0.001 }
    for model in [ScholesWilliams(), Dimson()] as [any ExpectedReturnModel] {
      guard case .failure(let failure) = model.estimate(on: sample(returns)) else {
        Issue.record("\(model.descriptor.id): a slope on a constant")
        continue
      }
      #expect(failure.reason == .constantBenchmark)
    }
    // A benchmark that repeats itself every third session: its three-session sum never moves.
    returns.benchmark = returns.benchmark.indices.map { [0.01, -0.02, 0.004][$0 % 3] }
    let scholes = ScholesWilliams().estimate(on: sample(returns))
    let dimson = Dimson().estimate(on: sample(returns))
    guard case .failure(let first) = scholes, case .failure(let second) = dimson else {
      Issue.record("a beta from an instrument that does not move")
      return
    }
    #expect(first.reason == .modelNotIdentified)
    #expect(second.reason == .collinearFactors)
    #expect(second.explanation.contains("60 days") || second.explanation.contains("61 days"))
  }
}
