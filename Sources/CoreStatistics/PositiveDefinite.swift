/// Small symmetric positive definite matrices, row-major, by Cholesky's factorization.
package enum PositiveDefinite {
  /// `x'A^-1 x`; `nil` where `A` (x.count by x.count) is not positive definite by more than rounding.
  package static func quadraticForm(of x: [Double], inverse a: [Double]) -> Double? {
    let count = x.count
    precondition(a.count == count * count, "a square matrix of the vector's length")
    var factor = a
    var sum = 0.0
    var solved = x
    for row in 0..<count {
      for column in 0...row {
        var rest = a[row * count + column]
        for k in 0..<column { rest -= factor[row * count + k] * factor[column * count + k] }
        if column < row {
          factor[row * count + column] = rest / factor[column * count + column]
        } else {
          guard rest > a[row * count + row] * 1e-13 else { return nil }
          factor[row * count + row] = rest.squareRoot()
        }
      }
      for k in 0..<row { solved[row] -= factor[row * count + k] * solved[k] }
      solved[row] /= factor[row * count + row]
      sum += solved[row] * solved[row]
    }
    return sum
  }
}
