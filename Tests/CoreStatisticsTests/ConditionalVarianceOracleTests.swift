import CoreStatistics
import TestSupport
import Testing

/// Against Python's arch: likelihoods and filters at fixed parameters, and the maxima that it finds.
@Suite struct ConditionalVarianceOracleTests {
  /// No maximum that arch finds from five starts is better than ours by more than 0.01, both by our likelihood.
  @Test func noMaximumOfArchIsBetter() throws {
    let table = try NumberTable(fixture: "Oracles/conditional-variance/arch.csv")
    let series = try SimulatedSeries.all()
    #expect(table.rows.count == 5 * 3 * series.count)
    var fits: [String: ConditionalVarianceFit] = [:]
    for row in table.rows.indices {
      let model = try #require(Self.models[try table.text(row, "model")])
      let own = series[Int(try table.number(row, "series"))]
      var parameters = try ["constant", "slope", "omega", "alpha", "beta"].map { try table.number(row, $0) }
      if model != .garch { parameters.append(try table.number(row, "gamma")) }
      let key = "\(own.number) \(model)"
      let fit =
        try fits[key] ?? #require(ConditionalVarianceFit(model, data: own.data, mean: own.leastSquares))
      fits[key] = fit
      guard let theirs = ConditionalVarianceLikelihood(model, data: own.data, parameters: parameters) else {
        // An EGARCH filter that hangs on its presample has no likelihood to compare.
        #expect(model == .egarch)
        continue
      }
      #expect(fit.logLikelihood > theirs.logLikelihood - 0.01, "row \(row)")
    }
  }

  /// arch as it comes starts from a backcast: with the same presample its likelihood is ours, and none of its maxima is better.
  @Test func withABackcastArchIsMatchedAsItComes() throws {
    let table = try NumberTable(fixture: "Oracles/conditional-variance/arch.csv")
    let series = try SimulatedSeries.all()
    var found: [String: Int] = [:]
    for row in table.rows.indices where try table.text(row, "start") == "default" {
      let name = try table.text(row, "model")
      let model = try #require(Self.models[name])
      let own = series[Int(try table.number(row, "series"))]
      let data = own.withBackcast
      var parameters = try ["constant", "slope", "omega", "alpha", "beta"].map { try table.number(row, $0) }
      if model != .garch { parameters.append(try table.number(row, "gamma")) }
      let value = try table.number(row, "loglik")
      guard let theirs = ConditionalVarianceLikelihood(model, data: data, parameters: parameters) else {
        #expect(model == .egarch)
        continue
      }
      #expect(agrees(theirs.logLikelihood, value, relative: 1e-9), "\(name), series \(own.number)")
      let fit = try #require(ConditionalVarianceFit(model, data: data, mean: own.leastSquares))
      #expect(fit.logLikelihood > value - 0.01, "\(name), series \(own.number)")
      let isTheSame = zip(fit.parameters, parameters).allSatisfy { abs($0 - $1) < 1e-3 * max(1, abs($1)) }
      if fit.status == .converged, isTheSame { found[name, default: 0] += 1 }
    }
    #expect(Self.models.keys.filter { $0 != "gjr" }.allSatisfy { found[$0, default: 0] > 1 }, "\(found)")
  }

  private static let models: [String: ConditionalVarianceModel] = [
    "garch": .garch, "egarch": .egarch, "gjr-garch": .gjrGarch, "gjr": .gjrGarch,
  ]

  private func expected(_ event: String, _ model: String, _ field: String) throws -> Double? {
    let table = try NumberTable(fixture: "Oracles/conditional-variance/fixed_parameters.csv")
    for row in table.rows.indices {
      let key = try [table.text(row, "event_id"), table.text(row, "model"), table.text(row, "field")]
      if key == [event, model, field] { return try table.number(row, "value") }
    }
    return nil
  }

  @Test(arguments: ["E02", "E05"], ["garch", "gjr", "egarch"])
  func filtersAtFixedParameters(_ event: String, _ name: String) throws {
    let market = try SmallMarket()
    let window = try market.estimationWindow(of: event)
    let residuals = window.data.residuals(mean: window.leastSquares)
    let squares = residuals.reduce(0) { $0 + $1 * $1 }
    let s2 = squares / Double(residuals.count - 2)
    let model = try #require(Self.models[name])
    let parameters: [Double] =
      switch model {
      case .garch: [0.1 * s2, 0.08, 0.82]
      case .gjrGarch: [0.1 * s2, 0.04, 0.82, 0.08]
      case .egarch: [0.05 * SmallMarket.logarithm(s2), 0.12, 0.95, -0.05]
      }
    let data = ConditionalVarianceData(columns: [], response: residuals)
    let likelihood = try #require(ConditionalVarianceLikelihood(model, data: data, parameters: parameters))
    let value = try #require(try expected(event, name, "loglik_fixed"))
    #expect(agrees(likelihood.logLikelihood, value, relative: 1e-10))
    let last = try #require(likelihood.variances.last)
    #expect(agrees(last, try #require(try expected(event, name, "h_last")), relative: 1e-10))
    let recursion = ConditionalVarianceRecursion(model, parameters: parameters)
    var h = recursion.next(after: last, residual: try #require(residuals.last))
    #expect(agrees(h, try #require(try expected(event, name, "h_next")), relative: 1e-10))
    guard let sixteen = try expected(event, name, "h_forecast_k16") else { return }
    for _ in 1..<16 { h = recursion.forecast(after: h) }
    #expect(agrees(h, sixteen, relative: 1e-10))
  }

  @Test func theMaximumOfTheMarket() throws {
    let market = try SmallMarket()
    let response = market.benchmark.compactMap { $0.isNaN ? nil : 100 * $0 }
    let ones = [Double](repeating: 1, count: response.count)
    let mean = LinearFit.leastSquares(columns: [ones], response: response).coefficients
    let data = ConditionalVarianceData(columns: [ones], response: response)
    let fit = try #require(ConditionalVarianceFit(.garch, data: data, mean: mean))
    #expect(fit.status == .converged)
    for (k, name) in ["mu", "omega", "alpha", "beta"].enumerated() {
      let value = try #require(try expected("MKT", "garch_mle", name))
      #expect(agrees(fit.parameters[k], value, relative: 1e-5), "\(name): \(fit.parameters[k]), \(value)")
    }
    let value = try #require(try expected("MKT", "garch_mle", "loglik"))
    #expect(fit.logLikelihood > value - 1e-8)
    #expect(agrees(fit.logLikelihood, value, relative: 1e-8))
    // h1 is one step after the last return.
    let likelihood = try #require(
      ConditionalVarianceLikelihood(.garch, data: data, parameters: fit.parameters))
    let residual = try #require(data.residuals(mean: [fit.parameters[0]]).last)
    let recursion = ConditionalVarianceRecursion(.garch, parameters: Array(fit.parameters.dropFirst()))
    let h = recursion.next(after: try #require(likelihood.variances.last), residual: residual)
    #expect(agrees(h, try #require(try expected("MKT", "garch_mle", "h1")), relative: 1e-5), "\(h)")
  }
}
