/// `E[R_it] - rf_t = alpha_i + beta_i mkt_rf_t + s_i smb_t + h_i hml_t + r_i rmw_t + c_i cma_t`: market, size, value,
/// profitability and investment.
package struct FamaFrenchFiveFactor: FactorRegressionModel {
  var regression = FactorRegression(["mkt_rf", "smb", "hml", "rmw", "cma"])

  package init() {}

  package var descriptor: ModelDescriptor {
    ModelDescriptor(
      id: "fama-french-5",
      title: "Fama-French five-factor model",
      formula: "E[R_it] = rf_t + alpha_i + beta_i mkt_rf_t + s_i smb_t + h_i hml_t + r_i rmw_t + c_i cma_t",
      parameters: regression.parameters(betaFor: "mkt_rf"),
      variance: FactorRegression.variance,
      assumptions: "Stable loadings on market, size, value, profitability and investment.",
      reference: "Fama & French (2015), Journal of Financial Economics 116, 1-22",
      elsewhere: FactorRegression.elsewhere,
      needsBenchmark: false, factors: regression.needed)
  }
}
