import CNumerics

/// A least-squares fit of one response on a few columns: `y = X b + e`.
///
/// Weights are the caller's business: multiply rows of design and response by the square root of their
/// weight first (a return over n sessions: divide by sqrt(n), so that its intercept column is sqrt(n)).
/// The constant, where there is one, is a column like any other.
package struct LinearFit: Sendable, Equatable {
  /// `b`, one a column, in the caller's order. A dependent column has 0.
  package let coefficients: [Double]
  /// `(X'X)^-1`, columns x columns, row-major (it is symmetric). Rows and columns of dependent columns are 0.
  package let inverseGram: [Double]
  /// A root of `inverseGram`, for products with it, where the columns are nearly dependent; nil elsewhere.
  package let inverseRoot: InverseRoot?
  /// `e'e`, from the residuals themselves.
  package let residualSumOfSquares: Double
  /// The sum of squares of `y` about its level along the first column; nil where the fit did not come by it.
  package internal(set) var totalSumOfSquares: Double?
  /// Number of rows.
  package let observations: Int
  /// Number of columns that are linearly independent.
  package let rank: Int
  /// Indexes of the columns that the columns before them explain: a constant benchmark beside the intercept,
  /// a factor that is the sum of others, a column of zeros. Empty for a fit that may be used.
  package let dependentColumns: [Int]

  package init(
    coefficients: [Double], inverseGram: [Double], inverseRoot: InverseRoot? = nil,
    residualSumOfSquares: Double, observations: Int, rank: Int, dependentColumns: [Int]
  ) {
    self.coefficients = coefficients
    self.inverseGram = inverseGram
    self.inverseRoot = inverseRoot
    self.residualSumOfSquares = residualSumOfSquares
    self.observations = observations
    self.rank = rank
    self.dependentColumns = dependentColumns
  }

  /// `x'b`: what the fit expects where the regressors are `x`.
  package func expected(at x: [Double]) -> Double {
    precondition(x.count == coefficients.count, "one regressor a column")
    var sum = 0.0
    for column in 0..<x.count { sum += x[column] * coefficients[column] }
    return sum
  }

  /// `x'(X'X)^-1 x`: the part of a prediction's variance, in units of the residual variance, that comes from
  /// estimating `b`.
  package func quadraticForm(_ x: [Double]) -> Double {
    let count = coefficients.count
    precondition(x.count == count, "one regressor a column")
    if let inverseRoot { return inverseRoot.quadraticForm(x) }
    var sum = 0.0
    for row in 0..<count {
      var inner = 0.0
      for column in 0..<count { inner += inverseGram[row * count + column] * x[column] }
      sum += x[row] * inner
    }
    return sum
  }

  /// A column is dependent when less than this share of its length is left beside the columns before it:
  /// ten digits lost to collinearity leave a coefficient fewer than six.
  static let dependenceTolerance = 1e-10
}
