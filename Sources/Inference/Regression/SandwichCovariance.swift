import CoreStatistics

/// A covariance matrix of least-squares coefficients, `R^-1 M R^-T` with `X = Q R`: M is made of scores along the orthonormal
/// columns of Q, which a regressor that is large beside its spread does not blur. Residuals that are only rounding are zero.
struct SandwichCovariance {
  private let basis: OrthonormalBasis
  private let residuals: [Double]

  /// What is only rounding: a residual as a share of the response's length, and a sum of scores as one of their sizes.
  private static let rounding = (ofResidual: 1e-14, ofSum: 1e-11)

  /// - Parameter columns: the regressors, linearly independent.
  init(columns: [[Double]], response: [Double]) {
    basis = OrthonormalBasis(of: columns)
    let rounding = SandwichCovariance.rounding.ofResidual * response.sumOfSquares.squareRoot()
    residuals = basis.residuals(of: response).map { abs($0) > rounding ? $0 : 0 }
  }

  private var terms: Int { basis.columns.count }
  private var rows: Int { residuals.count }

  /// `s^2 (X'X)^-1`.
  var classical: [Double] {
    let squares = residuals.sumOfSquares
    let variance = squares / Double(rows - terms)
    return sandwich((0..<terms * terms).map { $0 % (terms + 1) == 0 ? variance : 0 })
  }

  /// Each row's squared residual times `factor` of its leverage.
  func heteroskedastic(_ factor: (Double) -> Double) -> [Double] {
    var meat = [Double](repeating: 0, count: terms * terms)
    for row in 0..<rows {
      let weight = residuals[row] * residuals[row] * factor(leverage(of: row))
      for i in 0..<terms {
        for j in 0..<terms { meat[i * terms + j] += weight * basis.columns[i][row] * basis.columns[j][row] }
      }
    }
    return sandwich(meat)
  }

  /// `h_i = x_i'(X'X)^-1 x_i`, the squared length of Q's row.
  func leverage(of row: Int) -> Double { basis.columns.reduce(0) { $0 + $1[row] * $1[row] } }

  /// `(X'X)^-1 x_i`: what one more unit of a row's response adds to each coefficient.
  func shares(of row: Int) -> [Double] {
    (0..<terms).map { term in
      (0..<terms).reduce(0) { $0 + basis.inverseTriangle[term * terms + $1] * basis.columns[$1][row] }
    }
  }

  /// CR1: `G/(G-1) (n-1)/(n-k)` times the products of what each cluster adds to the coefficients, `(X'X)^-1` times its scores. A
  /// sum that is only rounding beside its parts is zero: a level of the regression lies in one cluster, and its residuals cancel.
  func clustered(_ clusters: [Int], count: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: count * terms)
    var sizes = sums
    for row in 0..<rows {
      let start = clusters[row] * terms
      for place in 0..<terms * terms {
        let part = basis.inverseTriangle[place] * basis.columns[place % terms][row] * residuals[row]
        sums[start + place / terms] += part
        sizes[start + place / terms] += abs(part)
      }
    }
    for place in sums.indices where abs(sums[place]) <= SandwichCovariance.rounding.ofSum * sizes[place] {
      sums[place] = 0
    }
    let (groups, n) = (Double(count), Double(rows))
    let factor = groups / (groups - 1) * (n - 1) / (n - Double(terms))
    return (0..<terms * terms).map { place in
      let (i, j) = (place / terms, place % terms)
      return factor
        * stride(from: 0, to: sums.count, by: terms).reduce(0) { $0 + sums[$1 + i] * sums[$1 + j] }
    }
  }

  /// `R^-1 M R^-T`.
  private func sandwich(_ meat: [Double]) -> [Double] {
    let inverse = basis.inverseTriangle
    let left = (0..<terms * terms).map { place in
      (0..<terms).reduce(0) { $0 + inverse[place / terms * terms + $1] * meat[$1 * terms + place % terms] }
    }
    return (0..<terms * terms).map { place in
      (0..<terms).reduce(0) { $0 + left[place / terms * terms + $1] * inverse[place % terms * terms + $1] }
    }
  }
}
