import CoreStatistics
import CoreTypes
import ExpectedReturns
import TestSupport
import Testing

/// What the conditional variance models say of the days of the event window.
@Suite struct ConditionalForecastTests {
  private static let ids = GarchMarketModelTests.ids
  private let filtering = ConditionalVarianceSettings(
    mean: .market, eventVariance: .filter, presample: .meanSquare)

  @Test(arguments: ids) func theEventDoesNotEnterItsOwnForecast(_ id: String) throws {
    var returns = SimulatedReturns.clustered()
    let calm = try SampleOfReturns.estimate(id, returns)
    returns.security[400] += 0.2
    let wild = try SampleOfReturns.estimate(id, returns)
    for day in 0..<5 { #expect(calm.prediction.variance(at: day) == wild.prediction.variance(at: day)) }
    let filter: any ExpectedReturnModel =
      switch id {
      case "garch": GarchMarketModel(filtering)
      case "egarch": EgarchMarketModel(filtering)
      default: GjrGarchMarketModel(filtering)
      }
    let filtered = try filter.estimate(on: SampleOfReturns.sample(returns)).get()
    #expect(filtered.prediction.variance(at: 0) == wild.prediction.variance(at: 0))
    #expect(filtered.prediction.variance(at: 1) > 1.2 * wild.prediction.variance(at: 1))
    #expect(filtered.conventions == [.filteredVariance])
    #expect(wild.conventions == [id == "egarch" ? .forecastWithoutShocks : .forecastVariance])
  }

  /// Days between the windows move the variance with the residuals that they had, not the parameters.
  @Test(arguments: ids) func theFilterRunsThroughTheGap(_ id: String) throws {
    let model = try #require(ExpectedReturnModels.named(id))
    func estimate(_ returns: SimulatedReturns) throws -> ExpectedReturnEstimate {
      let whole = SampleOfReturns.sample(returns)
      let window = EventWindow(first: whole.estimationWindow.first, last: whole.estimationWindow.last - 20)
      return try model.estimate(
        on: EstimationSample(
          returns: whole.returns, estimationWindow: window, eventWindow: whole.eventWindow,
          isUsable: [Bool](repeating: true, count: window.length), isUsableLater: [], minimum: 10)
      ).get()
    }
    var returns = SimulatedReturns.clustered()
    let calm = try estimate(returns)
    returns.security[399] -= 0.1
    let wild = try estimate(returns)
    #expect(calm.parameters == wild.parameters)
    #expect(wild.prediction.variance(at: 0) > 1.2 * calm.prediction.variance(at: 0))
  }

  /// Sessions without a return just before the event window are steps of the forecast, as those inside it are.
  @Test(arguments: ids) func silentSessionsBeforeTheWindowAreForecast(_ id: String) throws {
    let estimate = try SampleOfReturns.estimate(id, SimulatedReturns.clustered(), missing: [397, 398, 399])
    let model: ConditionalVarianceModel = id == "garch" ? .garch : id == "egarch" ? .egarch : .gjrGarch
    let recursion = ConditionalVarianceRecursion(
      model, parameters: estimate.parameters.dropFirst(2).map(\.estimate))
    let variances = try #require(estimate.conditionalVariance?.variances)
    var h = recursion.next(after: 1e4 * variances[396], residual: 100 * estimate.residuals[396])
    for _ in 0..<3 { h = recursion.forecast(after: h) }
    #expect(agrees(1e4 * estimate.prediction.variance(at: 0), h, relative: 1e-12))
    #expect(
      agrees(1e4 * estimate.prediction.variance(at: 1), recursion.forecast(after: h), relative: 1e-12))
  }

  @Test func aFilterThatRunsToInfinityGivesWayToLeastSquares() throws {
    var returns = SimulatedReturns.clustered()
    returns.security[401] += 100
    let model = EgarchMarketModel(filtering)
    let estimate = try model.estimate(on: SampleOfReturns.sample(returns)).get()
    #expect(estimate.conventions == [.constantVariance])
    #expect(estimate.warnings.map(\.id) == [.notConverged])
    #expect((0..<5).allSatisfy { estimate.prediction.variance(at: $0) < 1 })
  }
}
