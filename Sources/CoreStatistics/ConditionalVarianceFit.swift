import CNumerics

/// Observations of a linear mean `y_t = x_t' m + e_t` whose residuals have a conditional variance.
package struct ConditionalVarianceData: Sendable {
  package let response: [Double]
  /// At most two, each as long as the response, end to end.
  private let design: [Double]
  package let columnCount: Int
  /// `e_0^2 = h_0`; nil for the mean squared residual at whatever the mean coefficients are.
  package var presample: Double?

  /// All numbers finite.
  package init(columns: [[Double]], response: [Double]) {
    precondition(columns.count <= Int(ES_VARIANCE_MEAN_COLUMNS), "at most two columns of the mean")
    precondition(columns.allSatisfy { $0.count == response.count }, "columns as long as the response")
    self.response = response
    design = Array(columns.joined())
    columnCount = columns.count
  }

  /// `y - x' m`.
  ///
  /// - Parameter variances: of the observations, where they are known. A maximum in a corner of EGARCH's likelihood has
  ///   a residual of 0, to which rounding would give a sign: what is no more than rounding beside its standard
  ///   deviation is 0 (METHODS 0.13).
  package func residuals(mean: [Double], variances: [Double]? = nil) -> [Double] {
    var result = response
    for (k, coefficient) in mean.enumerated() {
      for t in result.indices { result[t] -= coefficient * design[k * result.count + t] }
    }
    guard let variances else { return result }
    return zip(result, variances).map { abs($0) <= Moments.equality * $1.squareRoot() ? 0 : $0 }
  }

  /// The weighted mean of the first 75 squared residuals, of which each counts 0.94 times the one before it: what Python's
  /// arch takes for `e_0^2 = h_0`, of least-squares residuals. The smoothing constant is that of RiskMetrics.
  package static func backcast(_ residuals: [Double]) -> Double {
    var weight = 1.0
    var (sum, weights) = (0.0, 0.0)
    for residual in residuals.prefix(75) {
      sum += weight * residual * residual
      weights += weight
      weight *= 0.94
    }
    return sum / weights
  }

  func withData<Result>(_ body: (UnsafePointer<es_variance_data>) -> Result) -> Result {
    response.withUnsafeBufferPointer { response in
      design.withUnsafeBufferPointer { design in
        var data = es_variance_data(
          observations: response.count, columns: columnCount, response: response.baseAddress,
          design: design.baseAddress, presample: presample ?? 0)
        return body(&data)
      }
    }
  }
}

/// The Gaussian log-likelihood at given parameters, with its gradient and the variances it came from.
///
/// `logL = -1/2 sum (ln 2 pi + ln h_t + e_t^2 / h_t)`; presample of the data, or `e_0^2 = h_0 = mean e^2` at the same
/// mean coefficients (Fiorentini, Calzolari and Panattoni 1996, Journal of Applied Econometrics 11, 399-417).
package struct ConditionalVarianceLikelihood: Sendable {
  package let logLikelihood: Double
  /// By the mean coefficients, omega, alpha, beta and (but for GARCH) gamma.
  package let gradient: [Double]
  /// h_1 ... h_n.
  package let variances: [Double]

  /// nil where a variance is not positive and finite, or where an EGARCH filter does not forget its presample.
  package init?(_ model: ConditionalVarianceModel, data: ConditionalVarianceData, parameters: [Double]) {
    precondition(parameters.count == data.columnCount + model.parameterCount, "mean and variance parameters")
    var value = 0.0
    var gradient = parameters
    var variances = data.response
    let status = data.withData { data in
      es_variance_likelihood(model.kind, data, parameters, &value, &gradient, &variances)
    }
    guard status == ES_NUMERICS_OK else { return nil }
    logLikelihood = value
    self.gradient = gradient
    self.variances = variances
  }
}

/// A conditional variance model fitted by Gaussian quasi maximum likelihood.
///
/// The estimates are those of the highest maximum found from several starting points; nothing is random, and equal
/// data give equal digits. Bounds: `alpha, beta >= 0`, in GJR `alpha + gamma >= 0`, persistence below 1; EGARCH
/// `0 <= beta < 1` and a filter that forgets its presample.
package struct ConditionalVarianceFit: Sendable {
  /// How the search ended.
  package enum Status: Sendable, Hashable {
    case converged
    /// The likelihood is highest on a bound, where standard errors and forecasts have no footing.
    case boundary
    case notConverged
  }

  package let status: Status
  package let logLikelihood: Double
  /// The mean coefficients, omega, alpha, beta and (but for GARCH) gamma.
  package let parameters: [Double]
  /// Inverse of minus the Hessian, row by row; nil unless the maximum is inside the bounds.
  package let covariance: [Double]?
  /// `H^-1 (sum s s') H^-1`, right also where the shocks are not normal: Bollerslev and Wooldridge (1992),
  /// Econometric Reviews 11, 143-172.
  package let robustCovariance: [Double]?
  /// Evaluations of the likelihood beyond the grid of starting points.
  package let evaluations: Int

  /// - Parameter mean: least-squares coefficients of the mean, where the search starts.
  /// - Returns: nil where there are not more observations than parameters or the residuals are all zero.
  package init?(_ model: ConditionalVarianceModel, data: ConditionalVarianceData, mean: [Double]) {
    precondition(mean.count == data.columnCount, "one coefficient a column")
    var fit = es_variance_fit()
    let status = data.withData { es_variance_maximize(model.kind, $0, mean, &fit) }
    guard status == ES_NUMERICS_OK else { return nil }
    let count = fit.parameter_count
    switch fit.status {
    case ES_VARIANCE_CONVERGED: self.status = .converged
    case ES_VARIANCE_BOUNDARY: self.status = .boundary
    default: self.status = .notConverged
    }
    logLikelihood = fit.log_likelihood
    parameters = withUnsafeBytes(of: &fit.parameters) { Array($0.bindMemory(to: Double.self).prefix(count)) }
    let square = count * count
    let hasCovariance = fit.has_covariance != 0
    covariance =
      hasCovariance
      ? withUnsafeBytes(of: &fit.covariance) { Array($0.bindMemory(to: Double.self).prefix(square)) } : nil
    robustCovariance =
      hasCovariance
      ? withUnsafeBytes(of: &fit.robust_covariance) { Array($0.bindMemory(to: Double.self).prefix(square)) }
      : nil
    evaluations = fit.evaluations
  }

  /// Standard error of each parameter from the Hessian; nil unless the maximum is inside the bounds.
  package var standardErrors: [Double]? { covariance.map(diagonalRoots) }

  /// Standard errors that hold also where the shocks are not normal.
  package var robustStandardErrors: [Double]? { robustCovariance.map(diagonalRoots) }

  private func diagonalRoots(_ matrix: [Double]) -> [Double] {
    parameters.indices.map { matrix[$0 * parameters.count + $0].squareRoot() }
  }
}
