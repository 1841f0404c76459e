import CoreStatistics
import CoreTypes
import EventTime

/// A model that is linear in its parameters: `E[R_t] = offset_t + x_t' theta`, over a return's own span.
package protocol LinearExpectedReturnModel: ExpectedReturnModel {
  /// Offset and regressors on every day of the event's axis.
  func terms(of returns: EventReturns) -> LinearTerms
}

/// Offset and regressor columns over the axis of an event's returns. NaN in any of them makes the day missing.
package struct LinearTerms: Sendable {
  /// What is expected without any parameter; nil = 0.
  package let offset: [Double]?
  package let columns: [[Double]]

  package init(offset: [Double]?, columns: [[Double]]) {
    self.offset = offset
    self.columns = columns
  }
}

extension LinearExpectedReturnModel {
  package func estimate(
    on sample: EstimationSample
  ) -> Result<ExpectedReturnEstimate, EstimationFailure> {
    LinearEstimation(sample: sample, terms: terms(of: sample.returns)).estimate(descriptor.parameters)
  }
}

/// Weighted least squares on the valid estimation days: each return divided by the square root of its span.
///
/// Maynes and Rumsey (1993), Journal of Banking and Finance 17, 145-157; METHODS 2.2.
private struct LinearEstimation {
  private let sample: EstimationSample
  private let terms: LinearTerms
  /// Positions in the axis of the valid estimation days.
  private let positions: [Int]

  init(sample: EstimationSample, terms: LinearTerms) {
    self.sample = sample
    self.terms = terms
    let returns = sample.returns
    let offset = returns.position(of: sample.estimationWindow.first)
    positions = (0..<sample.estimationWindow.length).compactMap { index in
      let position = offset + index
      guard sample.isUsable[index], !returns.returns[position].isNaN,
        !(terms.offset?[position].isNaN ?? false)
      else { return nil }
      for column in terms.columns where column[position].isNaN { return nil }
      return position
    }
  }

  func estimate(_ names: [String]) -> Result<ExpectedReturnEstimate, EstimationFailure> {
    let observations = positions.count
    let parameters = terms.columns.count
    let needed = max(sample.minimum, LinearEstimation.leastDegreesOfFreedom + max(parameters, 1))
    guard observations >= needed else { return .failure(shortage(of: needed)) }
    let response = weighted { sample.returns.returns[$0] - (terms.offset?[$0] ?? 0) }
    guard parameters > 0 else { return centered(response) }
    let columns = terms.columns.map { column in weighted { column[$0] } }
    let fit = LinearFit.leastSquares(columns: columns, response: response)
    guard fit.rank == parameters else { return .failure(.collinear(parameters: parameters)) }
    let freedom = observations - parameters
    let variance = fit.residualSumOfSquares / Double(freedom)
    guard isNonzero(fit.residualSumOfSquares, against: response) else {
      return .failure(.noVariance(observations))
    }
    let estimates = names.enumerated().map { k, name in
      ExpectedReturnEstimate.Parameter(
        name: name, estimate: fit.coefficients[k],
        standardError: (variance * fit.inverseGram[k * parameters + k]).squareRoot())
    }
    return .success(
      result(
        coefficients: fit.coefficients, parameters: estimates, variance: variance, freedom: freedom,
        rSquared: parameters > 1 ? rSquared(response, columns[0], fit.residualSumOfSquares) : nil,
        inverseGram: fit.inverseGram))
  }

  /// Too few observations: the security's own history, or what its regressors lack.
  private func shortage(of needed: Int) -> EstimationFailure {
    let offset = sample.returns.position(of: sample.estimationWindow.first)
    let own = sample.isUsable.indices.count {
      sample.isUsable[$0] && !sample.returns.returns[offset + $0].isNaN
    }
    return own >= needed
      ? .withoutBenchmark(positions.count, own: own, needed: needed)
      : .tooShort(positions.count, needed: needed)
  }

  /// nu >= 5: below it the variance of a standardized abnormal return does not exist (METHODS 0.5).
  private static let leastDegreesOfFreedom = 5

  /// No parameter: the residual variance is centered, nu = M - 1 (METHODS 0.16, 3.2). A mean per session is
  /// taken out, n times for a return over n sessions, so that `raw` has the variance of `constant-mean`.
  private func centered(_ residuals: [Double]) -> Result<ExpectedReturnEstimate, EstimationFailure> {
    let fit = LinearFit.leastSquares(columns: [weighted { sample.returns.spans[$0] }], response: residuals)
    guard isNonzero(fit.residualSumOfSquares, against: residuals) else {
      return .failure(.noVariance(residuals.count))
    }
    let freedom = residuals.count - 1
    return .success(
      result(
        coefficients: [], parameters: [], variance: fit.residualSumOfSquares / Double(freedom),
        freedom: freedom, rSquared: nil, inverseGram: []))
  }

  /// A residual sum of squares that is not only rounding error of the response.
  private func isNonzero(_ squares: Double, against response: [Double]) -> Bool {
    let scale = response.reduce(0) { $0 + $1 * $1 }
    return squares > scale * 1e-28 && squares > .leastNormalMagnitude
  }

  private func weighted(_ value: (Int) -> Double) -> [Double] {
    positions.map { position in
      let span = sample.returns.spans[position]
      return span == 1 ? value(position) : value(position) / span.squareRoot()
    }
  }

  /// 1 - SSR / SST, SST about the weighted mean; `constant` is the weighted intercept column.
  private func rSquared(_ response: [Double], _ constant: [Double], _ residualSquares: Double) -> Double? {
    var product = 0.0
    var weight = 0.0
    for (value, one) in zip(response, constant) {
      product += value * one
      weight += one * one
    }
    let mean = product / weight
    let total = zip(response, constant).reduce(0.0) { sum, pair in
      let deviation = pair.0 - mean * pair.1
      return sum + deviation * deviation
    }
    return total > 0 ? 1 - residualSquares / total : nil
  }

  private func result(
    coefficients: [Double], parameters: [ExpectedReturnEstimate.Parameter], variance: Double, freedom: Int,
    rSquared: Double?, inverseGram: [Double]
  ) -> ExpectedReturnEstimate {
    let returns = sample.returns
    var residuals = [Double](repeating: .nan, count: sample.estimationWindow.length)
    let estimationStart = returns.position(of: sample.estimationWindow.first)
    for position in positions {
      let residual = returns.returns[position] - expected(at: position, coefficients)
      let span = returns.spans[position]
      residuals[position - estimationStart] = span == 1 ? residual : residual / span.squareRoot()
    }
    let start = returns.position(of: sample.eventWindow.first)
    let window = start..<(start + sample.eventWindow.length)
    let regressors = window.flatMap { position in terms.columns.map { $0[position] } }
    return ExpectedReturnEstimate(
      parameters: parameters, residualVariance: variance, degreesOfFreedom: freedom,
      observations: positions.count, rSquared: rSquared, residuals: residuals,
      expected: window.map { returns.returns[$0].isNaN ? .nan : expected(at: $0, coefficients) },
      prediction: PredictionError(
        residualVariance: variance, spans: Array(returns.spans[window]), regressors: regressors,
        inverseGram: inverseGram, parameterCount: coefficients.count))
  }

  private func expected(at position: Int, _ coefficients: [Double]) -> Double {
    var sum = terms.offset?[position] ?? 0
    for (k, coefficient) in coefficients.enumerated() { sum += coefficient * terms.columns[k][position] }
    return sum
  }
}

extension EstimationFailure {
  fileprivate static func tooShort(_ found: Int, needed: Int) -> EstimationFailure {
    EstimationFailure(
      .estimationWindowTooShort,
      "\(found) valid \(found == 1 ? "return" : "returns") in the estimation window, \(needed) needed")
  }

  fileprivate static func withoutBenchmark(_ found: Int, own: Int, needed: Int) -> EstimationFailure {
    EstimationFailure(
      .benchmarkMissing,
      "\(own) returns of the security in the estimation window, but the benchmark has one for only \(found) of "
        + "them; \(needed) needed")
  }

  fileprivate static func collinear(parameters: Int) -> EstimationFailure {
    parameters == 2
      ? EstimationFailure(
        .constantBenchmark, "the benchmark's return is the same on every day of the estimation window")
      : EstimationFailure(
        .collinearFactors, "one of the \(parameters) regressors is a combination of the others")
  }

  fileprivate static func noVariance(_ observations: Int) -> EstimationFailure {
    EstimationFailure(
      .zeroResidualVariance,
      "the model explains all \(observations) estimation returns exactly; nothing is left to judge by")
  }
}
