import CoreStatistics

/// What a model of the conditional variance says beside its expected returns: the likelihood, the variance of every
/// estimation day, and whether the estimate stands on it.
///
/// Omega, the log-likelihood and the variances `h_t` in the likelihood are in percent, as such models are usually
/// estimated; `variances` are squared return units like every variance of an estimate.
package struct ConditionalVarianceResult: Sendable {
  /// Anything but `converged`: the estimate is that of least squares on the same mean, with its variance. Variances that
  /// leave 1e-6 to 1e6 times that of least squares on the way to the event count as not converged too.
  package let status: ConditionalVarianceFit.Status
  /// Gaussian, of the returns in percent divided by the square root of their spans, at the best point found; nil where
  /// there are too few observations.
  package let logLikelihood: Double?
  /// The point of that likelihood, in the order of the descriptor's parameters, also where it was not used.
  package let maximum: [ExpectedReturnEstimate.Parameter]
  /// Bollerslev and Wooldridge's standard errors of the same parameters; empty unless `converged`.
  package let robustStandardErrors: [Double]
  /// h_t of one session for each day of the estimation window; NaN = not used. Empty unless `converged`.
  package let variances: [Double]
}

extension ExpectedReturnEstimate {
  /// The estimation residuals as standardized tests take them: `e_t / sqrt(h_t)` under a conditional variance,
  /// otherwise `e_t / s`. One a day of the estimation window; NaN = not used.
  package var standardizedResiduals: [Double] {
    guard let variances = conditionalVariance?.variances, !variances.isEmpty else {
      let scale = 1 / residualVariance.squareRoot()
      return residuals.map { $0 * scale }
    }
    return zip(residuals, variances).map { $0 / $1.squareRoot() }
  }
}

/// What the recursion of a conditional variance takes for `e_0^2 = h_0` (METHODS 3.5).
package enum ConditionalPresample: String, Sendable, CaseIterable {
  /// The mean squared residual, which moves with the mean: the convention of McCullough and Renfro (1999).
  case meanSquare = "mean-square"
  /// Exponentially weighted first squared least-squares residuals, as in Python's arch.
  case backcast
}

/// How the variance of a day of the event window follows from what was before (METHODS 3.5).
package enum EventVariance: String, Sendable, CaseIterable {
  /// The multi-step forecast from the last return before the event window: the event does not enter.
  case forecast
  /// One step ahead with the event window's own residuals: contaminated by the event.
  case filter
}
