/// `E[R_it] - rf_t = alpha_i + beta_i mkt_rf_t + s_i smb_t + h_i hml_t`: market, size and value.
package struct FamaFrenchThreeFactor: FactorRegressionModel {
  var regression = FactorRegression(["mkt_rf", "smb", "hml"])

  package init() {}

  package var descriptor: ModelDescriptor {
    ModelDescriptor(
      id: "fama-french-3",
      title: "Fama-French three-factor model",
      formula: "E[R_it] = rf_t + alpha_i + beta_i mkt_rf_t + s_i smb_t + h_i hml_t",
      parameters: regression.parameters(betaFor: "mkt_rf"),
      variance: FactorRegression.variance,
      assumptions: "Stable loadings on market, size and value.",
      reference: "Fama & French (1993), Journal of Financial Economics 33, 3-56",
      elsewhere: FactorRegression.elsewhere,
      needsBenchmark: false, factors: regression.needed)
  }
}
