/// How the standard errors of a cross-sectional regression are computed; the raw value is what the study file says.
///
/// White (1980), Econometrica 48, 817-838 (HC0); MacKinnon and White (1985), Journal of Econometrics 29, 305-325
/// (HC1 to HC3; Long and Ervin 2000, The American Statistician 54, 217-224, recommend HC3 for small samples); Cameron,
/// Gelbach and Miller (2011), Journal of Business and Economic Statistics 29, 238-249 (clusters in two ways).
package enum RegressionErrors: String, CaseIterable, Sendable {
  case classical, hc0, hc1, hc2, hc3
  /// CR1 for one way of clustering; V1 + V2 - V12 for two.
  case cluster

  /// One line for the `convention` column.
  func convention(clusters: [Int]) -> String {
    switch self {
    case .classical: "classical errors"
    case .hc0, .hc1, .hc2, .hc3: "\(rawValue.uppercased()) errors"
    case .cluster:
      clusters.count == 1
        ? "CR1 errors, \(clusters[0]) clusters"
        : "two-way CR1 errors (V1 + V2 - V12), "
          + clusters.map(String.init).joined(separator: " and ") + " clusters"
    }
  }
}

/// A covariance matrix of least-squares coefficients: `(X'X)^-1 M (X'X)^-1`.
struct SandwichCovariance {
  let columns: [[Double]]
  let residuals: [Double]
  /// `(X'X)^-1`, row-major.
  let inverseGram: [Double]

  private var terms: Int { columns.count }
  private var rows: Int { residuals.count }

  /// `s^2 (X'X)^-1`.
  var classical: [Double] {
    let squares = residuals.reduce(0) { $0 + $1 * $1 }
    return inverseGram.map { $0 * squares / Double(rows - terms) }
  }

  /// Each row's squared residual times `factor` of its leverage.
  func heteroskedastic(_ factor: (Double) -> Double) -> [Double] {
    var meat = [Double](repeating: 0, count: terms * terms)
    for row in 0..<rows {
      let weight = residuals[row] * residuals[row] * factor(leverage(of: row))
      for i in 0..<terms {
        for j in 0..<terms { meat[i * terms + j] += weight * columns[i][row] * columns[j][row] }
      }
    }
    return sandwich(meat)
  }

  /// `h_i = x_i'(X'X)^-1 x_i`.
  func leverage(of row: Int) -> Double {
    let shares = shares(of: row)
    return columns.indices.reduce(0) { $0 + columns[$1][row] * shares[$1] }
  }

  /// `(X'X)^-1 x_i`: what one more unit of a row's response adds to each coefficient.
  func shares(of row: Int) -> [Double] {
    columns.indices.map { term in
      columns.indices.reduce(0) { $0 + inverseGram[term * terms + $1] * columns[$1][row] }
    }
  }

  /// CR1: scores summed within clusters, times `G/(G-1) (n-1)/(n-k)`.
  func clustered(_ clusters: [Int], count: Int) -> [Double] {
    var scores = [Double](repeating: 0, count: count * terms)
    for row in 0..<rows {
      let start = clusters[row] * terms
      for term in 0..<terms { scores[start + term] += columns[term][row] * residuals[row] }
    }
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

  private func sandwich(_ meat: [Double]) -> [Double] { product(product(inverseGram, meat), inverseGram) }

  private func product(_ left: [Double], _ right: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: terms * terms)
    for i in 0..<terms {
      for j in 0..<terms {
        var sum = 0.0
        for k in 0..<terms { sum += left[i * terms + k] * right[k * terms + j] }
        result[i * terms + j] = sum
      }
    }
    return result
  }
}

extension CrossSectionalRegression {
  /// What the regression is, in words, for `eventstudy methods`.
  package static let descriptor = TestDescriptor(
    id: "regression",
    title: "Cross-sectional regression of CARs on columns of the events file",
    nullHypothesis: "a term has no effect on the CAR",
    formula:
      "CAR_i = z_i'b + u_i by least squares; HC3 errors, t with n-k degrees of freedom; with clusters CR1, "
      + "G/(G-1) (n-1)/(n-k), t with G-1",
    assumptions: [
      "the terms are not chosen by looking at the CARs",
      "events (with clusters: clusters) are independent; events of one date usually are not",
    ],
    reference: "MacKinnon and White (1985), Journal of Econometrics 29, 305-325; METHODS 5.19",
    variants: [
      .init("hc0", "White's errors"), .init("hc1", "times n/(n-k)"), .init("hc2", "divided by 1-h"),
      .init("classical", "one variance for all events"),
      .init("cluster", "by a column or event-date; two ways by V1 + V2 - V12, t with the smaller G - 1"),
      .init("weights", "variance = 1/var(CAR), or a column"),
    ])
}
