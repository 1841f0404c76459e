import CoreStatistics
import EventTime
import ExpectedReturns
import TestSupport
import Testing

@Suite struct FactorModelTests {
  /// The slope on the market is that of the market's own column, whatever else a factor is called.
  @Test(
    arguments: [
      (["mkt", "smb"], "mkt"), (["smb", "mkt_rf"], "mkt_rf"), (["beta"], nil), (["smb"], nil),
    ] as [([String], String?)])
  func theMarketIsAFactorByItsName(_ factors: [String], _ market: String?) throws {
    var options = ModelOptions()
    options.factors = factors
    #expect(try FactorModel().configured(by: options).marketParameter == market)
    #expect(MarketModel().marketParameter == "beta")
  }

  private func model(
    _ factors: [String], excess: Bool = true, intercept: Bool = true, predictsAlpha: Bool = true
  ) throws -> any ExpectedReturnModel {
    var options = ModelOptions()
    options.factors = factors
    options.excess = excess
    options.intercept = intercept
    options.predictsAlpha = predictsAlpha
    return try #require(try ExpectedReturnModels.named("factors", options: options))
  }

  private func column(_ name: String, _ returns: SimulatedReturns) throws -> [Double] {
    returns.factors[try #require(SimulatedReturns.factorNames.firstIndex(of: name))]
  }

  @Test func theNamedModelsAreRegressionsOnTheirFactors() throws {
    let sample = SampleOfReturns.sample(SimulatedReturns(count: 65), missing: [4], masked: [9])
    let named = [
      "capm": ["mkt_rf"], "fama-french-3": ["mkt_rf", "smb", "hml"],
      "carhart": ["mkt_rf", "smb", "hml", "mom"], "fama-french-5": ["mkt_rf", "smb", "hml", "rmw", "cma"],
    ]
    for (id, factors) in named {
      let one = try #require(ExpectedReturnModels.named(id)).estimate(on: sample).get()
      let other = try model(factors).estimate(on: sample).get()
      #expect(one.parameters.map(\.estimate) == other.parameters.map(\.estimate))
      #expect(other.parameters.map(\.name) == ["alpha"] + factors)
      #expect(one.expected == other.expected)
      let model = try #require(ExpectedReturnModels.named(id))
      #expect(model.marketSlope(model.marketParameter, of: one.parameters) == one.parameters[1].estimate)
      #expect(one.degreesOfFreedom == 58 - factors.count - 1)
    }
  }

  @Test func withoutInterceptNothingButTheFactorsIsEstimated() throws {
    let returns = SimulatedReturns(count: 65)
    let found = try model(["smb", "mom"], excess: false, intercept: false)
      .estimate(on: SampleOfReturns.sample(returns)).get()
    let columns = [try column("smb", returns), try column("mom", returns)]
    let fit = LinearFit.leastSquares(
      columns: columns.map { Array($0[..<60]) }, response: Array(returns.security[..<60]))
    #expect(found.parameters.map(\.name) == ["smb", "mom"])
    #expect(found.parameters.map(\.estimate) == fit.coefficients)
    #expect(found.degreesOfFreedom == 58)
    #expect(agrees(found.residualVariance, fit.residualSumOfSquares / 58, relative: 1e-14))
    let total = returns.security[..<60].reduce(0) { $0 + $1 * $1 }
    #expect(agrees(try #require(found.rSquared), 1 - fit.residualSumOfSquares / total, relative: 1e-12))
    let expected = fit.coefficients[0] * columns[0][62] + fit.coefficients[1] * columns[1][62]
    #expect(abs(found.expected[2] - expected) < 1e-16)
  }

  @Test func theRisklessRateIsPartOfTheExpectation() throws {
    let returns = SimulatedReturns(count: 65)
    let sample = SampleOfReturns.sample(returns)
    let excess = try model(["mkt_rf"]).estimate(on: sample).get()
    let alpha = excess.parameters[0].estimate
    let beta = excess.parameters[1].estimate
    let market = try column("mkt_rf", returns)
    let riskless = try column("rf", returns)
    #expect(abs(excess.expected[3] - (riskless[63] + alpha + beta * market[63])) < 1e-16)
  }

  @Test func alphaMayBeLeftOutOfTheExpectation() throws {
    let sample = SampleOfReturns.sample(SimulatedReturns(count: 65))
    for id in ["market-model", "capm"] {
      var options = ModelOptions()
      options.predictsAlpha = false
      let with = try #require(ExpectedReturnModels.named(id)).estimate(on: sample).get()
      let without = try #require(try ExpectedReturnModels.named(id, options: options))
        .estimate(on: sample).get()
      #expect(without.parameters == with.parameters && without.residualVariance == with.residualVariance)
      for (left, right) in zip(with.residuals, without.residuals) { #expect(left == right) }
      for position in 0..<5 {
        let difference = with.expected[position] - without.expected[position]
        #expect(abs(difference - with.parameters[0].estimate) < 1e-16)
      }
      // Only beta's error is left: x = (0, m).
      let market = id == "capm" ? sample.returns.factors["mkt_rf"]?[62] : sample.returns.benchmark[62]
      let m = try #require(market)
      let error = try #require(without.parameters[1].standardError)
      let expected = without.residualVariance + m * m * error * error
      #expect(agrees(without.prediction.variance(at: 2), expected, relative: 1e-12))
      #expect(without.conventions == [.withoutAlpha])
    }
  }

  @Test func collinearFactorsAreNamed() throws {
    var returns = SimulatedReturns(count: 65)
    let smb = try column("smb", returns)
    let hml = try column("hml", returns)
    returns.factors[3] = zip(smb, hml).map { 0.5 * $0 - 2 * $1 }
    let sample = SampleOfReturns.sample(returns)
    guard case .failure(let failure) = Carhart().estimate(on: sample) else {
      Issue.record("a loading on a combination of factors")
      return
    }
    #expect(failure.reason == .collinearFactors)
    #expect(
      failure.explanation
        == "'mom' is a combination of 'smb', 'hml' on the 60 days of the estimation window")
    returns.factors[3] = smb.map { _ in 0 }
    guard case .failure(let zero) = Carhart().estimate(on: SampleOfReturns.sample(returns)) else {
      Issue.record("a loading on nothing")
      return
    }
    #expect(zero.explanation == "'mom' is 0 on the 60 days of the estimation window")
  }
}
