import CoreStatistics

/// A covariance matrix of least-squares coefficients, `R^-1 M R^-T` with `X = Q R`: M is made of scores along the orthonormal
/// columns of Q, which a regressor that is large beside its spread does not blur.
struct SandwichCovariance {
  private let basis: OrthonormalBasis
  private let residuals: [Double]

  /// - Parameter columns: the regressors, linearly independent.
  init(columns: [[Double]], response: [Double]) {
    basis = OrthonormalBasis(of: columns)
    residuals = basis.residuals(of: response)
  }

  private var terms: Int { basis.columns.count }
  private var rows: Int { residuals.count }

  /// `s^2 (X'X)^-1`.
  var classical: [Double] {
    let squares = residuals.reduce(0) { $0 + $1 * $1 }
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

  /// CR1: scores summed within clusters, times `G/(G-1) (n-1)/(n-k)`. A sum that is only rounding beside its parts is zero: the
  /// clusters are then levels of the regression's own, whose residuals cancel.
  func clustered(_ clusters: [Int], count: Int) -> [Double] {
    var scores = [Double](repeating: 0, count: count * terms)
    var sizes = scores
    for row in 0..<rows {
      let start = clusters[row] * terms
      for term in 0..<terms {
        let score = basis.columns[term][row] * residuals[row]
        scores[start + term] += score
        sizes[start + term] += abs(score)
      }
    }
    for place in scores.indices where abs(scores[place]) <= 1e-11 * sizes[place] { scores[place] = 0 }
    var meat = [Double](repeating: 0, count: terms * terms)
    for start in stride(from: 0, to: scores.count, by: terms) {
      for i in 0..<terms {
        for j in 0..<terms { meat[i * terms + j] += scores[start + i] * scores[start + j] }
      }
    }
    let (groups, n) = (Double(count), Double(rows))
    let factor = groups / (groups - 1) * (n - 1) / (n - Double(terms))
    return sandwich(meat).map { $0 * factor }
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
