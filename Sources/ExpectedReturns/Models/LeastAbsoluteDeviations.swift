import CoreStatistics
import CoreTypes
import EventTime

/// The market model by least absolute deviations: the median regression, as an exact vertex.
///
/// A return over n sessions enters divided by sqrt(n), as it does in least squares. Where several lines have the least
/// sum one of them is taken; `absolute_deviations` is the sum, which is unique.
package struct LeastAbsoluteDeviations: LinearExpectedReturnModel {
  package let descriptor = ModelDescriptor(
    id: "lad",
    title: "Market model by least absolute deviations",
    formula: "E[R_it] = alpha_i + beta_i R_mt; min sum |R - alpha - beta R_m|",
    parameters: ["alpha", "beta", "absolute_deviations"],
    variance: RobustLine.variance,
    assumptions:
      "Stable alpha and beta; residuals with median zero. Its variance is approximate, ranks are not.",
    reference:
      "Koenker & Bassett (1978), Econometrica 46, 33-50; Bloomfield & Steiger (1980), SIAM Journal on Scientific "
      + "and Statistical Computing 1, 290-301",
    elsewhere:
      "statsmodels: QuantReg(q=0.5), which approaches the vertex by reweighting and stops short of it; linear programs "
      + "(scipy's HiGHS) have the same sum of deviations.",
    needsBenchmark: true)

  package init() {}

  package func terms(of returns: EventReturns) -> LinearTerms {
    .market(returns)
  }

  package func fit(_ rows: EstimationRows) throws(EstimationFailure) -> MeanFit {
    guard let line = LeastAbsoluteDeviationsFit(c: rows.columns[0], x: rows.columns[1], y: rows.response)
    else {
      throw .collinear(rows, dependent: [1])
    }
    var fit = try MeanFit.line(
      rows, names: descriptor.parameters, coefficients: [line.level, line.slope], exactRows: line.exactRows)
    fit.reported.append(MeanFit.Quantity("absolute_deviations", line.objective, .unknown))
    return fit
  }
}
