/// The events of one window as a cross-sectional regression takes them: response and terms, row by row.
package struct RegressionSample: Sendable {
  /// The terms' names: `intercept`, a column's name, or `column=level` for a dummy.
  package let terms: [String]
  /// One column a term, each of the response's length; all finite.
  package let columns: [[Double]]
  /// CAR, a fraction.
  package let response: [Double]
  /// Positive weights, one a row; `nil` = all equal.
  package let weights: [Double]?
  /// Dense cluster numbers, one column a way of clustering; none, one or two ways.
  package let clusters: [[Int]]
  package let hasIntercept: Bool

  package init(
    terms: [String], columns: [[Double]], response: [Double], weights: [Double]?, clusters: [[Int]],
    hasIntercept: Bool
  ) {
    precondition(terms.count == columns.count, "a name a column")
    precondition(
      columns.allSatisfy { $0.count == response.count }
        && (weights.map { $0.count == response.count } ?? true)
        && clusters.allSatisfy { $0.count == response.count }, "one value a row in every column")
    precondition(!hasIntercept || terms.first == RegressionSample.intercept, "the intercept comes first")
    self.terms = terms
    self.columns = columns
    self.response = response
    self.weights = weights
    self.clusters = clusters
    self.hasIntercept = hasIntercept
  }

  /// The name of the constant's term.
  package static let intercept = "intercept"
  /// The name of the row that tests all slopes together.
  package static let slopes = "slopes"

  /// Rows of response and terms times the square root of their weights: ordinary least squares on these is the
  /// weighted fit, and every covariance matrix is that of the weighted regression.
  var weighted: (columns: [[Double]], response: [Double]) {
    guard let weights else { return (columns, response) }
    let roots = weights.map { $0.squareRoot() }
    func scaled(_ values: [Double]) -> [Double] { values.indices.map { values[$0] * roots[$0] } }
    return (columns.map(scaled), scaled(response))
  }
}
