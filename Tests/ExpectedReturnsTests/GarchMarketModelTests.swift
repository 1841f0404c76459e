import CoreStatistics
import CoreTypes
import ExpectedReturns
import TestSupport
import Testing

/// The conditional variance models from an event's returns to the variances of its abnormal returns.
@Suite struct GarchMarketModelTests {
  static let ids = ["garch", "egarch", "gjr-garch"]
  /// Ranks take equal abnormal returns as ties, whether they fell before the event or in it.
  @Test(arguments: ids) func equalReturnsHaveEqualResidualsInBothWindows(_ id: String) throws {
    var returns = SimulatedReturns.clustered()
    returns.security = returns.security.map { ($0 * 100).rounded() / 100 }
    var options = ModelOptions()
    options.mean = "constant"
    let model = try #require(ExpectedReturnModels.named(id)).configured(by: options)
    let estimate = try model.estimate(on: SampleOfReturns.sample(returns)).get()
    #expect(estimate.conditionalVariance?.status == .converged)
    var ties = 0
    for (day, expected) in estimate.expected.enumerated() {
      let value = returns.security[estimate.residuals.count + day]
      for (index, residual) in estimate.residuals.enumerated() where returns.security[index] == value {
        #expect(residual == value - expected)
        ties += 1
      }
    }
    #expect(ties > 20)
  }

  /// Where EGARCH's maximum lies in a corner, the return that makes it has no residual, and no sign in sign tests.
  @Test func theReturnInACornerHasNoSign() throws {
    var corners = 0
    for seed in 1...16 {
      let estimate = try SampleOfReturns.estimate("egarch", SimulatedReturns.clustered(seed: UInt64(seed)))
      guard estimate.conditionalVariance?.status == .converged else { continue }
      let rounding = 1e-12 * estimate.residualVariance.squareRoot()
      let near = estimate.residuals.filter { abs($0) <= rounding }
      #expect(near.allSatisfy { $0 == 0 }, "seed \(seed): \(near)")
      corners += near.count
    }
    #expect(corners > 0)
  }

  @Test(arguments: ids) func eachDayHasItsOwnVariance(_ id: String) throws {
    let estimate = try SampleOfReturns.estimate(id, SimulatedReturns.clustered())
    let detail = try #require(estimate.conditionalVariance)
    #expect(detail.status == .converged)
    #expect(estimate.parameters.map(\.name) == ExpectedReturnModels.named(id)?.descriptor.parameters)
    #expect(detail.robustStandardErrors.count == estimate.parameters.count)
    let beta = estimate.parameters[1]
    // s^2 = e'e / (M - 2) as in the market model.
    let squares = estimate.residuals.reduce(0) { $0 + $1 * $1 }
    #expect(estimate.degreesOfFreedom == 398)
    #expect(agrees(estimate.residualVariance, squares / 398, relative: 1e-12))
    // With normal shocks robust errors are near the others, alpha's as a fraction too.
    for (parameter, robust) in zip(estimate.parameters, detail.robustStandardErrors).prefix(2) {
      #expect((0.5...2).contains(robust / (parameter.standardError ?? .nan)), "\(parameter.name)")
    }
    #expect(abs(beta.estimate - 1.1) < 5 * (try #require(beta.standardError)))
    // The forecasts go by the recursion in percent, and the variance of a sum is the sum of variances.
    let model: ConditionalVarianceModel = id == "garch" ? .garch : id == "egarch" ? .egarch : .gjrGarch
    let recursion = ConditionalVarianceRecursion(
      model, parameters: estimate.parameters.dropFirst(2).map(\.estimate))
    let daily = (0..<5).map { 1e4 * estimate.prediction.variance(at: $0) }
    for day in 1..<5 {
      #expect(agrees(daily[day], recursion.forecast(after: daily[day - 1]), relative: 1e-12))
    }
    let last = try #require(detail.variances.last) * 1e4
    let residual = try #require(estimate.residuals.last) * 100
    #expect(agrees(daily[0], recursion.next(after: last, residual: residual), relative: 1e-12))
    let sum = estimate.prediction.variance(ofSumOver: [1, 2, 4])
    #expect(agrees(1e4 * sum, daily[1] + daily[2] + daily[4], relative: 1e-14))
    let standardized = estimate.standardizedResiduals
    #expect(abs(standardized.reduce(0) { $0 + $1 * $1 } / 400 - 1) < 0.05)
  }

  /// Another presample moves the first variance, and through the parameters all others a little.
  @Test(arguments: ids) func thePresampleMayBeABackcast(_ id: String) throws {
    var options = ModelOptions()
    options.presample = "backcast"
    let model = try #require(try ExpectedReturnModels.named(id, options: options))
    #expect(model.options.presample == "backcast")
    let plain = try SampleOfReturns.estimate(id, SimulatedReturns.clustered())
    let other = try model.estimate(on: SampleOfReturns.sample(SimulatedReturns.clustered())).get()
    let detail = try #require(other.conditionalVariance)
    #expect(detail.status == .converged && other.parameters != plain.parameters)
    for (mine, theirs) in zip(other.parameters, plain.parameters) {
      let error = try #require(theirs.standardError)
      #expect(abs(mine.estimate - theirs.estimate) < 0.5 * error, "\(mine.name)")
    }
    let leastSquares = try SampleOfReturns.estimate("market-model", SimulatedReturns.clustered()).residuals
    let presample = 1e4 * ConditionalVarianceData.backcast(leastSquares)
    let variance = other.parameters.dropFirst(2).map(\.estimate)
    let kind: ConditionalVarianceModel = id == "garch" ? .garch : id == "egarch" ? .egarch : .gjrGarch
    let recursion = ConditionalVarianceRecursion(kind, parameters: variance)
    #expect(agrees(1e4 * detail.variances[0], recursion.forecast(after: presample), relative: 1e-12))
    options.presample = "zero"
    #expect(throws: ModelOptionFault.self) { try ExpectedReturnModels.named(id, options: options) }
  }

  /// `mean: constant`: the mean beside the same variances, and nothing of the benchmark.
  @Test(arguments: ids) func theMeanMayBeConstant(_ id: String) throws {
    var options = ModelOptions()
    options.mean = "constant"
    let model = try #require(try ExpectedReturnModels.named(id, options: options))
    var returns = SimulatedReturns.clustered()
    for index in returns.security.indices {
      returns.security[index] -= 1.1 * returns.benchmark[index]
      returns.benchmark[index] = .nan
    }
    let estimate = try model.estimate(on: SampleOfReturns.sample(returns)).get()
    let detail = try #require(estimate.conditionalVariance)
    #expect(detail.status == .converged && !model.descriptor.needsBenchmark)
    #expect(estimate.parameters.map(\.name) == model.descriptor.parameters)
    #expect(estimate.parameters[0].name == "mean" && estimate.degreesOfFreedom == 399)
    let mean = estimate.parameters[0]
    #expect(estimate.expected.allSatisfy { agrees($0, mean.estimate, relative: 1e-14) })
    #expect(abs(mean.estimate - 0.0005) < 4 * (try #require(mean.standardError)))
    #expect(throws: ModelOptionFault.self) {
      var wrong = ModelOptions()
      wrong.mean = "zero"
      return try ExpectedReturnModels.named(id, options: wrong)
    }
  }

  @Test(arguments: ids) func withoutAMaximumTheEstimateIsLeastSquares(_ id: String) throws {
    var returns = SimulatedReturns(count: 65)
    for index in returns.security.indices {
      returns.security[index] = returns.benchmark[index] + (index % 2 == 0 ? 0.01 : -0.01)
    }
    let estimate = try SampleOfReturns.estimate(id, returns)
    let plain = try SampleOfReturns.estimate("market-model", returns)
    let detail = try #require(estimate.conditionalVariance)
    #expect(detail.status != .converged)
    #expect(estimate.parameters == plain.parameters)
    #expect(estimate.residuals == plain.residuals)
    #expect(
      estimate.prediction.variance(ofSumOver: Array(0..<5))
        == plain.prediction.variance(ofSumOver: Array(0..<5)))
    #expect(detail.variances.isEmpty)
    #expect(plain.conditionalVariance == nil)
  }

  @Test(arguments: ids) func aReturnOverSeveralSessionsHasTheirVariance(_ id: String) throws {
    let returns = SimulatedReturns.clustered()
    let one = try SampleOfReturns.estimate(id, returns)
    let four = try SampleOfReturns.estimate(id, returns, spans: [402: 4])
    #expect(
      agrees(four.prediction.variance(at: 2), 4 * one.prediction.variance(at: 2), relative: 1e-14))
    #expect(four.prediction.variance(at: 3) == one.prediction.variance(at: 3))
    let spanned = try SampleOfReturns.estimate(id, returns, spans: [100: 3], missing: [98, 99])
    #expect(spanned.observations == 398)
    #expect(spanned.residuals[98].isNaN && spanned.conditionalVariance?.variances[99].isNaN == true)
  }

  /// Portfolios of a model without the benchmark are not regressed on it.
  @Test(arguments: ["garch", "gjr-garch"]) func aConstantMeanHasNoFactor(_ id: String) throws {
    let sample = SampleOfReturns.sample(SimulatedReturns(count: 65))
    func rows(_ options: ModelOptions) throws -> PricingRows {
      let model = try #require(try ExpectedReturnModels.named(id, options: options))
      return PricingRows(
        model, on: sample, expected: [Double](repeating: 0, count: sample.eventWindow.length))
    }
    var constant = ModelOptions()
    constant.mean = "constant"
    #expect(try rows(constant).factors == 0 && rows(ModelOptions()).factors == 1)
  }
}
