/// Why a cross-sectional regression has no answer. The raw value stands in `regressions.csv` and is permanent.
package enum RegressionReason: String, CaseIterable, Sendable {
  case noEvents = "no-events"
  case tooFewEvents = "too-few-events"
  case columnUnknown = "column-unknown"
  case collinearRegressors = "collinear-regressors"
  case zeroVariance = "zero-variance"
  case leverageOfOne = "leverage-of-one"
  case tooFewClusters = "too-few-clusters"
  case varianceNotPositive = "variance-not-positive"
  case notComputable = "not-computable"

  /// The reason as a sentence for people.
  package var sentence: String {
    switch self {
    case .noEvents:
      "No event has both a cumulative abnormal return in this window and a value in every column of the regression."
    case .tooFewEvents: "There are not more events than terms, so nothing is left to judge the fit by."
    case .columnUnknown: "The events file has no column of one of the names; a diagnostic names it."
    case .collinearRegressors:
      "A term is a combination of others for these events; `convention` names it."
    case .zeroVariance: "The terms explain the cumulative abnormal returns exactly, or these are all equal."
    case .leverageOfOne:
      "An event alone decides a coefficient (the only one of its level): its residual is 0 whatever its variance, so that only "
        + "classical errors have an answer; `convention` names the terms it decides. A merged level is the other way out."
    case .tooFewClusters: "The events fall into fewer than two clusters, or into too few for a joint test."
    case .varianceNotPositive:
      "The clusters give a variance that is not positive, or a matrix too close to singular: a term is constant within "
        + "clusters that are levels of the regression, or two ways of clustering (V1 + V2 - V12) contradict each other."
    case .notComputable: "A coefficient or its probability is beyond the range of the arithmetic."
    }
  }
}

/// A regression without an answer: the reason, and what it concerns.
struct NoRegression: Error {
  let reason: RegressionReason
  /// The terms that it concerns, for the `convention` column; empty = all.
  let terms: [String]

  init(_ reason: RegressionReason, terms: [String] = []) {
    self.reason = reason
    self.terms = terms
  }
}
