import CoreStatistics

/// `E[R_it] = alpha_i + beta_i R_mt`, or `mu_i`, with residuals `e_t = sqrt(h_t) z_t`: the logarithm of the variance
/// follows size and sign of the shocks.
///
/// Gaussian quasi maximum likelihood in percent (omega is for h_t in squared percent, alpha a fraction); an event whose
/// likelihood has no maximum inside the bounds falls back to least squares with the warning `not-converged`.
package struct EgarchMarketModel: ConditionalVarianceMarketModel {
  package let descriptor: ModelDescriptor
  package let conditionalVariance = ConditionalVarianceModel.egarch
  package let settings: ConditionalVarianceSettings

  package init(_ settings: ConditionalVarianceSettings) {
    self.settings = settings
    let mean = settings.mean
    descriptor = ModelDescriptor(
      id: "egarch",
      title: mean.title("EGARCH(1,1)"),
      formula:
        "\(mean.formula), ln h_t = omega + alpha1 (|z_{t-1}| - sqrt(2/pi)) + gamma z_{t-1} + beta1 ln h_{t-1}",
      parameters: mean.parameters + ["omega", "alpha1", "beta1", "gamma"],
      variance: mean.variance(omega: "omega for h_t in squared percent"),
      assumptions:
        "Stable parameters; shocks z_t independent with variance 1. Size and sign of a shock move the logarithm of the next variance; 0 <= beta1 < 1.",
      reference: "Nelson (1991), Econometrica 59(2), 347-370",
      elsewhere:
        "arch: EGARCH(1, 1, 1), whose presample is ours with 'presample: backcast'; rugarch and Stata differ again. "
        + "arch also takes maxima at which ln h_t never forgets its presample; here they are not admitted. Compare "
        + "log-likelihoods at the same parameters.",
      needsBenchmark: mean.needsBenchmark)
  }
}
