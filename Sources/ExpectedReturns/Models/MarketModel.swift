import EventTime

/// `E[R_it] = alpha_i + beta_i R_mt`: the security follows the market at its own level and slope.
package struct MarketModel: LinearExpectedReturnModel {
  package let descriptor = ModelDescriptor(
    id: "market-model",
    title: "Market model",
    formula: "E[R_it] = alpha_i + beta_i R_mt",
    parameters: ["alpha", "beta"],
    variance: "s^2 = SSR / (M - 2), nu = M - 2; var(AR) = s^2 [1 + 1/M + (R_mt - mean R_m)^2 / S_mm]",
    assumptions: "Stable alpha and beta; residuals independent, normal, of one variance.",
    reference: "MacKinlay (1997), Journal of Economic Literature 35(1), 13-39, section 4.B",
    elsewhere:
      "statsmodels: OLS, get_prediction().se_obs (WLS with weights 1/n for returns over n sessions). estudy2 and "
      + "EventStudy take the benchmark's mean and sum of squares over all days of the market, wrong with missing "
      + "returns; eventstudy2 counts one alpha in a return over n days.",
    needsBenchmark: true)

  private var predictsAlpha = true

  package init() {}

  package var optionKeys: [ModelOptions.Key] { [.predictsAlpha] }

  package var options: ModelOptions {
    var options = ModelOptions()
    options.predictsAlpha = predictsAlpha
    return options
  }

  package func configured(by options: ModelOptions) -> MarketModel {
    var copy = self
    copy.predictsAlpha = options.predictsAlpha ?? predictsAlpha
    return copy
  }

  /// Over a span of n sessions alpha counts n times and the benchmark's return covers the same span.
  package func terms(of returns: EventReturns) -> LinearTerms {
    var terms = LinearTerms.market(returns)
    terms.predictsIntercept = predictsAlpha
    return terms
  }
}
