import CoreStatistics
import CoreTypes
import EventTime

/// The market model by Huber's M-estimate: least squares for ordinary days, least absolute deviations for the others.
///
/// k = 1.345, scale = median absolute residual about zero / 0.67449, iterated with the fit to a relative change of 1e-12
/// (METHODS 0.13, 3.10). A return over n sessions enters divided by sqrt(n), as it does in least squares.
package struct Huber: LinearExpectedReturnModel {
  package let descriptor = ModelDescriptor(
    id: "huber",
    title: "Market model by Huber's M-estimate",
    formula: "E[R_it] = alpha_i + beta_i R_mt; weights min(1, 1.345 s / |e|), s = median |e| / 0.67449",
    parameters: ["alpha", "beta", "scale"],
    variance: RobustLine.variance,
    assumptions: "Stable alpha and beta; symmetric residuals. Its variance is approximate, ranks are not.",
    reference:
      "Huber (1964), Annals of Mathematical Statistics 35, 73-101; Huber (1981), Robust Statistics, chapter 7",
    elsewhere:
      "statsmodels: RLM(M=HuberT(1.345)), which stops at a change of 1e-8 and so agrees to about 8 digits unless "
      + "told otherwise; its standard errors are the asymptotic ones, not those of least squares.",
    needsBenchmark: true)

  package init() {}

  package func terms(of returns: EventReturns) -> LinearTerms {
    .market(returns)
  }

  package func fit(_ rows: EstimationRows) throws(EstimationFailure) -> MeanFit {
    let huber = HuberFit(columns: rows.columns, response: rows.response)
    var fit = try MeanFit.line(rows, names: descriptor.parameters, coefficients: huber.coefficients)
    // A response that is explained exactly has no scale either; that is said with the residual variance.
    let rounding = EstimationRows.roundingOfSquares * rows.response.sumOfSquares
    if huber.scale == 0, fit.residualSumOfSquares > rounding { throw .noScale(rows.count) }
    fit.reported.append(MeanFit.Quantity("scale", huber.scale, .unknown))
    if !huber.hasConverged { fit.warnings.append(.unsettled(huber.iterations)) }
    return fit
  }
}

extension EstimationFailure {
  fileprivate static func noScale(_ observations: Int) -> EstimationFailure {
    EstimationFailure(
      .zeroResidualVariance,
      "the line explains at least half of the \(observations) estimation returns exactly; their scale is 0")
  }
}

extension EstimateWarning {
  fileprivate static func unsettled(_ iterations: Int) -> EstimateWarning {
    EstimateWarning(
      .notConverged,
      "the coefficients still changed by more than 1e-12 of themselves after \(iterations) iterations")
  }
}
