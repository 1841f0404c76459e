import CoreStatistics
import CoreTypes
import EventTime

/// The market model with Theil and Sen's line: beta is the median slope over all pairs of days.
///
/// A return over n sessions enters as its average per session, so that alpha counts n times in it.
package struct TheilSen: LinearExpectedReturnModel {
  package let descriptor = ModelDescriptor(
    id: "theil-sen",
    title: "Market model by Theil and Sen's median slope",
    formula:
      "E[R_it] = alpha_i + beta_i R_mt; beta = median of (R_t - R_s) / (R_mt - R_ms), alpha = median of R - beta R_m",
    parameters: ["alpha", "beta"],
    variance: RobustLine.variance,
    assumptions:
      "Stable alpha and beta; up to 29 % of the days may be outliers. Its variance is approximate, ranks are not.",
    reference:
      "Theil (1950), Nederlandse Akademie van Wetenschappen A 53, 386-392; Sen (1968), Journal of the American "
      + "Statistical Association 63, 1379-1389; Dombrow, Rodriguez & Sirmans (2000), Review of "
      + "Quantitative Finance and Accounting 14, 361-380",
    elsewhere:
      "scipy: theilslopes(method='joint'); its default takes median(R) - beta median(R_m) for alpha, which is another "
      + "line.",
    needsBenchmark: true)

  package init() {}

  package func terms(of returns: EventReturns) -> LinearTerms {
    .market(returns)
  }

  package func fit(_ rows: EstimationRows) throws(EstimationFailure) -> MeanFit {
    let roots = rows.columns[0]
    let x = zip(rows.columns[1], roots).map { $0 == 0 ? 0 : $0 / $1 }
    let y = zip(rows.response, roots).map { $0 == 0 ? 0 : $0 / $1 }
    guard let line = TheilSenFit(x: x, y: y) else { throw .collinear(rows, dependent: [1]) }
    let exact = y.indices.filter { row in
      isRoundingError(
        y[row] - line.intercept - line.slope * x[row],
        beside: abs(y[row]) + abs(line.intercept) + abs(line.slope * x[row]))
    }
    var fit = try MeanFit.line(
      rows, names: descriptor.parameters, coefficients: [line.intercept, line.slope], exactRows: exact)
    fit.tiedRows = tiedRows(
      rows, levels: y.indices.map { y[$0] - line.slope * x[$0] },
      terms: y.indices.map { abs(y[$0]) + abs(line.slope * x[$0]) })
    return fit
  }

  /// Rows on one parallel of the line, such as the two points that the median slope goes through: ranks must see the
  /// tie and not which way rounding broke it.
  ///
  /// - Parameter terms: the absolute values that each level is the difference of, added up.
  private func tiedRows(
    _ rows: EstimationRows, levels: [Double], terms: [Double]
  ) -> [(row: Int, equal: Int)] {
    let order = levels.indices.sorted { levels[$0] < levels[$1] }
    return zip(order, order.dropFirst()).compactMap { lower, upper in
      guard isRoundingError(levels[upper] - levels[lower], beside: terms[lower] + terms[upper]),
        rows.span(of: lower) == rows.span(of: upper)
      else { return nil }
      return (upper, lower)
    }
  }
}
