import EventTime

/// `E[R_it] = mu_i`: the security goes on earning what it earned on average.
package struct ConstantMean: LinearExpectedReturnModel {
  package let descriptor = ModelDescriptor(
    id: "constant-mean",
    title: "Constant mean return",
    formula: "E[R_it] = mu_i",
    parameters: ["mean"],
    variance: "s^2 = SSR / (M - 1), nu = M - 1; var(AR) = s^2 (1 + 1/M)",
    assumptions: "A stable mean; whatever moves the whole market on the day counts as abnormal.",
    reference: "MacKinlay (1997), Journal of Economic Literature 35(1), 13-39, section 4.A",
    elsewhere:
      "statsmodels: OLS on a constant, get_prediction().se_obs. The eventstudy package of PyPI takes the variance "
      + "with divisor M over the whole series, event window included; eventstudy2 predicts one day's mean for a "
      + "return over n days.",
    needsBenchmark: false)

  package init() {}

  /// Over a span of n sessions the mean counts n times.
  package func terms(of returns: EventReturns) -> LinearTerms {
    LinearTerms(offset: nil, columns: [returns.spans])
  }
}
