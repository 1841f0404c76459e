import CoreStatistics

/// `E[R_it] = alpha_i + beta_i R_mt`, or `mu_i`, with residuals `e_t = sqrt(h_t) z_t`: volatility comes in clusters.
///
/// Gaussian quasi maximum likelihood in percent (omega is in squared percent, alpha a fraction); an event whose likelihood
/// has no maximum inside the bounds falls back to least squares with the warning `not-converged`.
package struct GarchMarketModel: ConditionalVarianceMarketModel {
  package let descriptor: ModelDescriptor
  package let conditionalVariance = ConditionalVarianceModel.garch
  package let settings: ConditionalVarianceSettings

  package init(_ settings: ConditionalVarianceSettings) {
    self.settings = settings
    let mean = settings.mean
    descriptor = ModelDescriptor(
      id: "garch",
      title: mean.title("GARCH(1,1)"),
      formula: "\(mean.formula), h_t = omega + alpha1 e_{t-1}^2 + beta1 h_{t-1}",
      parameters: mean.parameters + ["omega", "alpha1", "beta1"],
      variance: mean.variance(omega: "omega in squared percent"),
      assumptions:
        "Stable parameters; shocks z_t independent with variance 1. A shock of either sign moves the next variance alike.",
      reference: "Bollerslev (1986), Journal of Econometrics 31(3), 307-327",
      elsewhere:
        "arch: ConstantMean or LS with GARCH(1, 1); its presample is ours with 'presample: backcast'; the default is the "
        + "mean squared residual (McCullough & Renfro 1999), and estimates differ in the third digit. Its standard errors "
        + "are the robust ones unless cov_type='classic', and it keeps estimates on a bound, where ours fall back. "
        + "EventStudy standardizes by the average conditional sigma.",
      needsBenchmark: mean.needsBenchmark)
  }
}
