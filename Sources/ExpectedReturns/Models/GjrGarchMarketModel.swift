import CoreStatistics

/// `E[R_it] = alpha_i + beta_i R_mt`, or `mu_i`, with residuals `e_t = sqrt(h_t) z_t`: falls stir the variance more than rises.
///
/// Gaussian quasi maximum likelihood in percent (omega is in squared percent, alpha a fraction); an event whose likelihood
/// has no maximum inside the bounds falls back to least squares with the warning `not-converged`.
package struct GjrGarchMarketModel: ConditionalVarianceMarketModel {
  package let descriptor: ModelDescriptor
  package let conditionalVariance = ConditionalVarianceModel.gjrGarch
  package let settings: ConditionalVarianceSettings

  package init(_ settings: ConditionalVarianceSettings) {
    self.settings = settings
    let mean = settings.mean
    descriptor = ModelDescriptor(
      id: "gjr-garch",
      title: mean.title("GJR-GARCH(1,1)"),
      formula:
        "\(mean.formula), h_t = omega + (alpha1 + gamma 1[e_{t-1} < 0]) e_{t-1}^2 + beta1 h_{t-1}",
      parameters: mean.parameters + ["omega", "alpha1", "beta1", "gamma"],
      variance: mean.variance(omega: "omega in squared percent"),
      assumptions:
        "Stable parameters; shocks z_t independent with variance 1. A fall moves the next variance by gamma more than a rise.",
      reference: "Glosten, Jagannathan & Runkle (1993), Journal of Finance 48(5), 1779-1801",
      elsewhere:
        "arch: GARCH(p=1, o=1, q=1), whose presample is ours with 'presample: backcast'; rugarch and Stata differ "
        + "again. Compare log-likelihoods at the same parameters.",
      needsBenchmark: mean.needsBenchmark)
  }
}
