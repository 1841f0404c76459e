/// `E[R_it] - rf_t = alpha_i + beta_i mkt_rf_t + s_i smb_t + h_i hml_t + m_i mom_t`: the three factors and momentum.
package struct Carhart: FactorRegressionModel {
  var regression = FactorRegression(["mkt_rf", "smb", "hml", "mom"])

  package init() {}

  package var descriptor: ModelDescriptor {
    ModelDescriptor(
      id: "carhart",
      title: "Carhart four-factor model",
      formula: "E[R_it] = rf_t + alpha_i + beta_i mkt_rf_t + s_i smb_t + h_i hml_t + m_i mom_t",
      parameters: regression.parameters(betaFor: "mkt_rf"),
      variance: FactorRegression.variance,
      assumptions: "Stable loadings on market, size, value and momentum.",
      reference: "Carhart (1997), Journal of Finance 52, 57-82",
      elsewhere: FactorRegression.elsewhere,
      needsBenchmark: false, factors: regression.needed)
  }
}
