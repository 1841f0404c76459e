import CoreStatistics
import TestSupport
import Testing

/// Properties that hold whatever the numbers are, on the simulated series of the fixture.
@Suite struct ConditionalVarianceTests {
  private static let start: [ConditionalVarianceModel: [Double]] = [
    .garch: [0.05, 0.9, 0.4, 0.11, 0.7], .egarch: [0.05, 0.9, 0.2, 0.21, 0.8, -0.06],
    .gjrGarch: [0.05, 0.9, 0.4, 0.06, 0.7, 0.09],
  ]

  private func series(_ number: Int) throws -> SimulatedSeries { try SimulatedSeries.all()[number] }

  @Test(arguments: ConditionalVarianceModel.allCases, [false, true])
  func theGradientIsThatOfTheLikelihood(_ model: ConditionalVarianceModel, _ hasBackcast: Bool) throws {
    let data = try hasBackcast ? series(3).withBackcast : series(3).data
    let at = try #require(Self.start[model])
    let here = try #require(ConditionalVarianceLikelihood(model, data: data, parameters: at))
    for k in at.indices {
      let step = 1e-5
      var moved = at
      moved[k] += step
      let up = try #require(ConditionalVarianceLikelihood(model, data: data, parameters: moved))
      moved[k] -= 2 * step
      let down = try #require(ConditionalVarianceLikelihood(model, data: data, parameters: moved))
      let slope = (up.logLikelihood - down.logLikelihood) / (2 * step)
      #expect(
        agrees(here.gradient[k], slope, relative: 1e-6, scale: 1), "\(k): \(here.gradient[k]), \(slope)")
    }
  }

  @Test(arguments: ConditionalVarianceModel.allCases, [false, true])
  func aConvergedFitIsAMaximumWithTheCurvatureOfItsStandardErrors(
    _ model: ConditionalVarianceModel, _ hasBackcast: Bool
  ) throws {
    var converged = 0
    // An even and an odd number of observations.
    for series in try SimulatedSeries.all().flatMap({ [$0, $0.withoutLast] }) {
      let data = hasBackcast ? series.withBackcast : series.data
      let fit = try #require(ConditionalVarianceFit(model, data: data, mean: series.leastSquares))
      guard fit.status == .converged else {
        #expect(fit.standardErrors == nil)
        continue
      }
      converged += 1
      let errors = try #require(fit.standardErrors)
      let covariance = try #require(fit.covariance)
      let count = errors.count
      for k in errors.indices {
        // Along the k-th column of the covariance, scaled to one standard error, logL falls by s^2 / 2.
        let step = 0.01
        func value(_ sign: Double) throws -> Double {
          let moved = fit.parameters.indices.map {
            fit.parameters[$0] + sign * step * covariance[$0 * count + k] / errors[k]
          }
          return try #require(
            ConditionalVarianceLikelihood(model, data: data, parameters: moved)
          ).logLikelihood
        }
        let fall = fit.logLikelihood - (try value(1) + value(-1)) / 2
        // The corner of |z| adds what no curvature holds.
        #expect(fall > 0.3 * step * step, "\(series.number) \(k): \(fall)")
        if model != .egarch {
          #expect(agrees(fall, step * step / 2, relative: 0.01), "\(series.number) \(k): \(fall)")
        }
      }
      #expect(try #require(fit.robustStandardErrors).allSatisfy { $0 > 0 })
    }
    #expect(converged >= 1)
  }

  /// EGARCH's likelihood has a corner wherever a residual changes its sign, and some maxima lie in one: they are level in
  /// every direction but across it, so in the parameters of the variance.
  @Test func maximaInCornersAreLevelAlongThem() throws {
    var corners = 0
    let parts = try SimulatedSeries.all().flatMap { series in
      (0..<6).map { part in
        SimulatedSeries(
          number: series.number, response: Array(series.response.dropFirst(part)),
          benchmark: Array(series.benchmark.dropFirst(part)))
      }
    }
    for series in parts {
      let fit = try #require(ConditionalVarianceFit(.egarch, data: series.data, mean: series.leastSquares))
      guard fit.status == .converged else { continue }
      let errors = try #require(fit.standardErrors)
      let here = try #require(
        ConditionalVarianceLikelihood(.egarch, data: series.data, parameters: fit.parameters))
      let slopes = errors.indices.map { abs(here.gradient[$0]) * errors[$0] }
      #expect(slopes[2...].allSatisfy { $0 < 1e-6 }, "\(series.number): \(slopes)")
      guard slopes[0] > 1e-3 || slopes[1] > 1e-3 else { continue }
      corners += 1
      let residuals = series.data.residuals(mean: Array(fit.parameters.prefix(2)), variances: here.variances)
      #expect(residuals.contains(0), "\(series.number)")
    }
    #expect(corners >= 1)
  }

  @Test(arguments: ConditionalVarianceModel.allCases)
  func powersOfTwoInTheScaleOfReturnsChangeNoDigit(_ model: ConditionalVarianceModel) throws {
    let series = try series(0)
    let one = try #require(ConditionalVarianceFit(model, data: series.data, mean: series.leastSquares))
    let scaled = SimulatedSeries(
      number: 0, response: series.response.map { $0 * 4 }, benchmark: series.benchmark.map { $0 * 4 })
    let four = try #require(ConditionalVarianceFit(model, data: scaled.data, mean: scaled.leastSquares))
    #expect(four.parameters[0] == 4 * one.parameters[0])
    #expect(four.parameters[1] == one.parameters[1])
    #expect(four.parameters[3...] == one.parameters[3...])
    #expect(four.status == one.status)
  }

  @Test(arguments: ConditionalVarianceModel.allCases)
  func theRecursionIsTheLikelihoodsOwn(_ model: ConditionalVarianceModel) throws {
    let data = try series(1).data
    let parameters = try #require(Self.start[model])
    let variances = try #require(ConditionalVarianceLikelihood(model, data: data, parameters: parameters))
      .variances
    let residuals = data.residuals(mean: Array(parameters.prefix(2)))
    let recursion = ConditionalVarianceRecursion(model, parameters: Array(parameters.dropFirst(2)))
    for t in 1..<variances.count {
      let next = recursion.next(after: variances[t - 1], residual: residuals[t - 1])
      #expect(agrees(next, variances[t], relative: 1e-13))
    }
    var h = variances[0]
    for _ in 0..<500 { h = recursion.forecast(after: h) }
    #expect(agrees(h, recursion.level, relative: 1e-12))
  }

  @Test func whatCannotBeFittedHasNoFit() {
    let few = ConditionalVarianceData(columns: [[1, 1, 1, 1]], response: [1, -1, 2, 0])
    #expect(ConditionalVarianceFit(.garch, data: few, mean: [0.5]) == nil)
    let still = ConditionalVarianceData(columns: [], response: [Double](repeating: 0, count: 50))
    #expect(ConditionalVarianceFit(.garch, data: still, mean: []) == nil)
    #expect(ConditionalVarianceLikelihood(.garch, data: few, parameters: [0.5, -3, 0.1, 0.1]) == nil)
  }

  /// Inputs that no model fits end soon, without a number that is not finite and without standard errors.
  @Test(arguments: ConditionalVarianceModel.allCases)
  func degenerateReturnsHaveAnEndAndNoFalseMaximum(_ model: ConditionalVarianceModel) throws {
    let series = try series(0)
    let ones = [Double](repeating: 1, count: 250)
    func fit(_ response: [Double], _ mean: [Double]) -> ConditionalVarianceFit? {
      ConditionalVarianceFit(
        model, data: ConditionalVarianceData(columns: [ones, series.benchmark], response: response),
        mean: mean)
    }
    #expect(fit([Double](repeating: 1.5, count: 250), [1.5, 0]) == nil)
    #expect(fit(series.benchmark.map { 0.1 + 1.2 * $0 }, [0.1, 1.2]) == nil)
    var outlier = series.response
    outlier[120] += 10_000
    let explosive = series.response.indices.map { series.response[$0] * Double(1 << ($0 / 25)) }
    for response in [outlier, explosive, ones.indices.map { Double($0 % 2) }] {
      let data = ConditionalVarianceData(columns: [ones, series.benchmark], response: response)
      let mean = LinearFit.leastSquares(columns: [ones, series.benchmark], response: response).coefficients
      let fit = try #require(ConditionalVarianceFit(model, data: data, mean: mean))
      let numbers = [fit.logLikelihood] + fit.parameters + (fit.standardErrors ?? [])
      #expect(numbers.allSatisfy { $0.isFinite })
      #expect(fit.evaluations < 6000)
    }
  }

  /// Without any movement of the variance the likelihood is highest on a bound or says so otherwise.
  @Test func alternatingReturnsHaveNoConditionalVariance() throws {
    let response = (0..<100).map { $0 % 2 == 0 ? 1.0 : -1.0 }
    let data = ConditionalVarianceData(columns: [[Double](repeating: 1, count: 100)], response: response)
    for model in ConditionalVarianceModel.allCases {
      let fit = try #require(ConditionalVarianceFit(model, data: data, mean: [0]))
      #expect(fit.status != .converged, "\(model) \(fit)")
      #expect(fit.logLikelihood.isFinite)
    }
  }
}
