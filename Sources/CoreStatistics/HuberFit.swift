/// Huber's M-estimate of a linear regression: least squares for small residuals, least absolute deviations
/// for large ones; the scale is the median absolute residual over 0.67449, taken anew in each step.
///
/// Iteratively reweighted least squares from the least-squares fit: `s = median |e| / 0.67449` about zero,
/// weights `min(1, k s / |e|)`, until no coefficient changes by more than 1e-12 of itself.
/// Huber (1964), Annals of Mathematical Statistics 35, 73-101; Huber (1981), Robust Statistics, chapter 7.
package struct HuberFit: Sendable, Equatable {
  /// One a column; 0 for a dependent column of the first least-squares fit.
  package let coefficients: [Double]
  /// The scale of the residuals, in the response's units. 0 = at least half of the residuals are zero, and the
  /// coefficients are those of the last step before.
  package let scale: Double
  package let iterations: Int
  /// The coefficients settled, or there was nothing to settle.
  package let hasConverged: Bool

  /// The tuning constant that has 95 % of the efficiency of least squares with normal errors.
  static let tuning = 1.345
  /// The 75 % quantile of the normal distribution: what makes the median absolute residual a standard deviation.
  static let medianToDeviation = 0.674489750196081743
  static let tolerance = 1e-12
  /// A change of a column's part in the expectation by less than this share of the response is rounding.
  private static let rounding = 1e-16
  /// A scale that has shrunk to this share of the first one is rounding error of a fit through half of the points.
  private static let collapse = 1e-12
  static let mostIterations = 1_000

  /// Fits `response` on `columns`; all numbers finite.
  package init(columns: [[Double]], response: [Double]) {
    let lengths = columns.map { column in column.sumOfSquares.squareRoot() }
    var coefficients = LinearFit.leastSquares(columns: columns, response: response).coefficients
    var state = State(columns: columns, response: response)
    var scale = state.update(coefficients)
    let firstScale = scale
    let rounding = HuberFit.rounding * response.sumOfSquares.squareRoot()
    var iterations = 0
    var settled = false
    var hasCollapsed: Bool { !(scale > firstScale * HuberFit.collapse && scale > 0) }
    while !settled, iterations < HuberFit.mostIterations, !hasCollapsed {
      let next = state.step(bound: HuberFit.tuning * scale)
      iterations += 1
      settled = next.indices.allSatisfy { k in
        let change = abs(next[k] - coefficients[k])
        return change <= HuberFit.tolerance * abs(next[k]) || change * lengths[k] <= rounding
      }
      coefficients = next
      scale = state.update(coefficients)
    }
    self.coefficients = coefficients
    self.scale = hasCollapsed ? 0 : scale
    self.iterations = iterations
    hasConverged = settled || hasCollapsed
  }

  /// The working memory of the iteration.
  private struct State {
    let columns: [[Double]]
    let response: [Double]
    var residuals: [Double]
    var absolute: [Double]

    init(columns: [[Double]], response: [Double]) {
      self.columns = columns
      self.response = response
      residuals = response
      absolute = response
    }

    /// Residuals at `coefficients`; their scale.
    mutating func update(_ coefficients: [Double]) -> Double {
      for row in response.indices {
        var expected = 0.0
        for k in coefficients.indices { expected += coefficients[k] * columns[k][row] }
        residuals[row] = response[row] - expected
        absolute[row] = abs(residuals[row])
      }
      return (Selection.median(of: &absolute) ?? 0) / HuberFit.medianToDeviation
    }

    /// The least-squares fit with the weights of the present residuals.
    func step(bound: Double) -> [Double] {
      let roots = residuals.map { abs($0) <= bound ? 1 : (bound / abs($0)).squareRoot() }
      let weighted = columns.map { column in zip(column, roots).map { $0 * $1 } }
      return LinearFit.leastSquares(columns: weighted, response: zip(response, roots).map { $0 * $1 })
        .coefficients
    }
  }
}
