/// `E[R_it] - rf_t = alpha_i + sum_k b_ik F_kt`: any columns of the factors file, named by the study.
///
/// The parameters carry the columns' names. `excess: false` regresses R itself, `intercept: false` leaves alpha out.
package struct FactorModel: FactorRegressionModel {
  var regression = FactorRegression(["mkt_rf"])

  /// The market factor alone; a study names its own columns.
  package init() {}

  package var descriptor: ModelDescriptor {
    let constant = regression.intercept ? ["alpha_i"] : []
    let terms = constant + regression.factors.map { "b_\($0) \($0)_t" }
    return ModelDescriptor(
      id: "factors",
      title: "Regression on factors of the study's choice",
      formula: "E[R_it] = " + ((regression.excess ? ["rf_t"] : []) + terms).joined(separator: " + "),
      parameters: regression.parameters(),
      variance: FactorRegression.variance,
      assumptions:
        "Stable loadings; the factors are in fractions, on the days of the security's own exchange.",
      reference: "Campbell, Lo & MacKinlay (1997), The Econometrics of Financial Markets, section 4.3",
      elsewhere: FactorRegression.elsewhere,
      needsBenchmark: false, factors: regression.needed)
  }

  package var optionKeys: [ModelOptions.Key] { FactorRegression.optionKeys + [.factors, .excess] }

  package var options: ModelOptions {
    var options = regression.options
    options.factors = regression.factors
    options.excess = regression.excess
    return options
  }

  package func configured(by options: ModelOptions) throws(ModelOptionFault) -> FactorModel {
    let help = "write a list such as [mkt_rf, smb] with columns of the factors file"
    guard let factors = options.factors, !factors.isEmpty else {
      throw ModelOptionFault(.factors, "the model 'factors' needs to be told which", help: help)
    }
    if let taken = factors.first(where: FactorModel.otherRows.contains) {
      throw ModelOptionFault(
        .factors, "a factor cannot be called '\(taken)', which is a row of models.csv for every model",
        help: "give the column another name in the factors file and here, such as '\(taken)_factor'")
    }
    if let twice = factors.indices.first(where: { factors[..<$0].contains(factors[$0]) }) {
      throw ModelOptionFault(
        .factors, "the factor '\(factors[twice])' is named twice", help: "keep one of the two")
    }
    var copy = self
    copy.regression = FactorRegression(factors).with(options)
    return copy
  }

  /// What `models.csv` calls its other rows, so that no factor may.
  private static let otherRows = Set(["alpha"] + ModelFigure.allCases.map { "\($0.name)" })
}
