/// `E[R_it] - rf_t = alpha_i + beta_i (R_mt - rf_t)`: above the riskless rate the security follows the market.
package struct CapitalAssetPricing: FactorRegressionModel {
  var regression = FactorRegression(["mkt_rf"])

  package init() {}

  package var descriptor: ModelDescriptor {
    ModelDescriptor(
      id: "capm",
      title: "Capital asset pricing model",
      formula: "E[R_it] = rf_t + alpha_i + beta_i mkt_rf_t",
      parameters: regression.parameters(betaFor: "mkt_rf"),
      variance: FactorRegression.variance,
      assumptions:
        "Stable alpha and beta on excess returns; alpha is part of the expectation unless alpha_in_prediction is false.",
      reference:
        "Sharpe (1964), Journal of Finance 19, 425-442; Campbell, Lo & MacKinlay (1997), The Econometrics of Financial "
        + "Markets, chapters 4 and 5",
      elsewhere: FactorRegression.elsewhere
        + " WRDS calls a regression of the raw return on mkt_rf the market model.",
      needsBenchmark: false, factors: regression.needed)
  }
}
