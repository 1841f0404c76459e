/// Why a test has no answer for a sample and a window. The raw value stands in `tests.csv` and is permanent.
package enum TestReason: String, CaseIterable, Sendable {
  case noEvents = "no-events"
  case tooFewEvents = "too-few-events"
  case tooFewDays = "too-few-days"
  case tooFewDegreesOfFreedom = "too-few-degrees-of-freedom"
  case tooFewClusters = "too-few-clusters"
  case clustersUnknown = "clusters-unknown"
  case noWeights = "no-weights"
  case noReturnInWindow = "no-return-in-window"
  case zeroVariance = "zero-variance"
  case allReturnsZero = "all-returns-zero"
  case windowTooLong = "window-too-long"
  case noEstimationResiduals = "no-estimation-residuals"
  case expectedShareDegenerate = "expected-share-degenerate"
  case noCommonResidualDays = "no-common-residual-days"
  case correlationTooNegative = "correlation-too-negative"
  case noCommonEventDate = "no-common-event-date"
  case regressorsDiffer = "regressors-differ"
  case residualsDependent = "residuals-dependent"
  case regressorsDependent = "regressors-dependent"
  case leastSquaresOnly = "least-squares-only"
  case singleDayOnly = "single-day-only"
  case notComputable = "not-computable"

  /// The reason as a sentence for people.
  package var sentence: String {
    switch self {
    case .noEvents: "No event has a cumulative abnormal return in this window."
    case .tooFewEvents: "The test needs more events than have an abnormal return in this window."
    case .tooFewDays: "The test needs abnormal returns on more days than there are."
    case .tooFewDegreesOfFreedom: "The estimation windows leave too few degrees of freedom."
    case .tooFewClusters: "The events fall into fewer than two clusters."
    case .clustersUnknown: "The events file has no column of that name to cluster by."
    case .noWeights: "No event has a weight above zero; a diagnostic says what the column of weights lacks."
    case .noReturnInWindow:
      "The sums of the window were extended to later days; on its own days there is no abnormal return."
    case .zeroVariance: "The values are all equal, so nothing says how far they would vary by chance."
    case .allReturnsZero: "All cumulative abnormal returns are zero."
    case .windowTooLong: "The window has as many days as the estimation and event windows together."
    case .noEstimationResiduals:
      "The estimation windows hold no residuals that the test can use: none at all, fewer sessions than the window has days, or, "
        + "for pseudo-dates, fewer than 20 places for the window."
    case .expectedShareDegenerate: "The estimation residuals are all positive or all not positive."
    case .noCommonResidualDays: "No two events have 30 common days in their estimation windows."
    case .correlationTooNegative:
      "The average correlation is so negative that the corrected variance is not positive."
    case .noCommonEventDate: "No two events with complete rows share the date of day 0."
    case .regressorsDiffer: "The events of the common date were not fitted on the same regressors."
    case .residualsDependent: "The residuals of the events of the common date are linearly dependent."
    case .regressorsDependent:
      "The benchmark or the factors are constant or combinations of each other on the dates of the portfolio."
    case .leastSquaresOnly:
      "The test makes the regression again, but the model's residuals or variances are not those of least squares."
    case .singleDayOnly: "The program whose convention this is has the test for single days only."
    case .notComputable: "The statistic or its probability is beyond the range of the arithmetic."
    }
  }
}
