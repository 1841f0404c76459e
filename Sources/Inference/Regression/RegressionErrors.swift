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
