import CoreTypes

/// A fitted model: its parameters, its residuals and what it expects on the days of the event window.
package struct ExpectedReturnEstimate: Sendable {
  /// A parameter of the mean equation; `standardError` is nil where the estimator has none.
  package struct Parameter: Sendable, Equatable {
    package let name: String
    package let estimate: Double
    package let standardError: Double?

    package init(name: String, estimate: Double, standardError: Double?) {
      self.name = name
      self.estimate = estimate
      self.standardError = standardError
    }
  }

  package let parameters: [Parameter]
  /// s^2, the variance of a one-session residual, squared return units.
  package let residualVariance: Double
  /// nu = M - K of the fit that produced `residualVariance`.
  package let degreesOfFreedom: Int
  /// M, the number of valid estimation returns.
  package let observations: Int
  /// 1 - SSR / SST, SST about the mean (about 0 without an intercept); nil where the model has no slope.
  package let rSquared: Double?
  /// One a day of the estimation window, divided by the square root of its span; NaN = not used.
  package let residuals: [Double]
  /// Expected return of each day of the event window over that day's own span; NaN = no return or no regressor.
  package let expected: [Double]
  package let prediction: PredictionError
  /// What the `convention` column must name: choices and approximations that the numbers depend on.
  package var conventions: [ModelConvention] = []
  package var warnings: [EstimateWarning] = []
  /// What a model of the conditional variance says besides; nil for every other model.
  package internal(set) var conditionalVariance: ConditionalVarianceResult?
}

/// A choice or an approximation that a model's numbers depend on, as the `convention` column names it.
package enum ModelConvention: String, Sendable, CaseIterable {
  /// s^2 = e'e / (M - K) and the leverage of least squares stand in for a robust line's own.
  case approximateVariance = "approximate-variance"
  /// AR = R_i - R_m with s^2 = sum AR^2 / M.
  case uncenteredVariance = "uncentered-variance"
  /// The intercept is estimated, but not expected of the event window.
  case withoutAlpha = "without-alpha"
  /// The full regression on lags and leads predicts, not the sum of its slopes.
  case leadLag = "lead-lag"
  /// The three slopes over 1 + 2 rho, not the instrumental form.
  case threeSlope = "three-slope"
  /// h_t is forecast from the last return before the event window.
  case forecastVariance = "variance-forecast"
  /// ln h_t is forecast by its recursion without the shock terms.
  case forecastWithoutShocks = "variance-forecast-without-shocks"
  /// h_t is filtered with the event window's own residuals.
  case filteredVariance = "variance-filtered"
  /// The conditional variance has no estimate: least squares and its constant variance stand in.
  case constantVariance = "constant-variance"
}

/// What a reader of one model's estimate for one event should know.
package struct EstimateWarning: Sendable, Equatable {
  package let id: EventWarning
  /// One sentence with the numbers.
  package let explanation: String

  package init(_ id: EventWarning, _ explanation: String) {
    self.id = id
    self.explanation = explanation
  }

  /// Days on which the security has a return but a factor has none, in the estimation and in the event window.
  static func missingFactors(lost: Int, own: Int, eventDays: Int) -> EstimateWarning {
    let event = eventDays == 1 ? "1 day" : "\(eventDays) days"
    return EstimateWarning(
      .factorMissing,
      "\(lost) of \(own) returns in the estimation window and \(event) of the event window were left out: a factor "
        + "had no value")
  }
}

/// The variance of what a fitted model expects (METHODS 4.1, 4.2): residual and parameter error together.
///
/// `var(AR_t) = s^2 (n_t + x_t' A x_t)` and `var(CAR) = s^2 (sum n_t + g' A g)`, g the sum of the x_t.
/// Patell (1976), Journal of Accounting Research 14, 246-276; Salinger (1992), Journal of Financial and
/// Quantitative Analysis 27, 39-53.
///
/// Models of the conditional variance have a variance h_t of one session for each day instead, and no parameter
/// error: `var(AR_t) = n_t h_t`, `var(CAR) = sum n_t h_t`, since their innovations are uncorrelated (METHODS 3.5).
package struct PredictionError: Sendable {
  package let residualVariance: Double
  /// Span of each day of the event window.
  package let spans: [Double]
  /// K regressors a day of the event window, day by day.
  package let regressors: [Double]
  /// A = (X'X)^-1 of the weighted estimation design, K x K by rows; empty for K = 0.
  package let inverseGram: [Double]
  package let parameterCount: Int
  /// h_t of each day of the event window; empty where the variance of a session is `residualVariance` every day.
  private let conditionalVariances: [Double]

  package init(
    residualVariance: Double, spans: [Double], regressors: [Double], inverseGram: [Double],
    parameterCount: Int
  ) {
    self.residualVariance = residualVariance
    self.spans = spans
    self.regressors = regressors
    self.inverseGram = inverseGram
    self.parameterCount = parameterCount
    conditionalVariances = []
  }

  /// A variance of its own for each day of the event window, without parameter error.
  package init(residualVariance: Double, spans: [Double], conditionalVariances: [Double]) {
    precondition(spans.count == conditionalVariances.count, "one variance a day of the event window")
    self.residualVariance = residualVariance
    self.spans = spans
    regressors = []
    inverseGram = []
    parameterCount = 0
    self.conditionalVariances = conditionalVariances
  }

  /// Variance of the abnormal return on one day of the event window, by position.
  package func variance(at position: Int) -> Double {
    guard conditionalVariances.isEmpty else { return spans[position] * conditionalVariances[position] }
    return residualVariance
      * (spans[position] + quadraticForm(regressors, from: position * parameterCount))
  }

  /// Variance of the sum of abnormal returns over the given positions of the event window.
  package func variance(ofSumOver positions: [Int]) -> Double {
    guard conditionalVariances.isEmpty else { return positions.reduce(0) { $0 + variance(at: $1) } }
    var total = [Double](repeating: 0, count: parameterCount)
    var sessions = 0.0
    for position in positions {
      sessions += spans[position]
      for k in 0..<parameterCount { total[k] += regressors[position * parameterCount + k] }
    }
    return residualVariance * (sessions + quadraticForm(total, from: 0))
  }

  /// x' A x for the K numbers `x` of `values` from `start` on.
  private func quadraticForm(_ values: [Double], from start: Int) -> Double {
    var result = 0.0
    for i in 0..<parameterCount {
      for j in 0..<parameterCount {
        result += values[start + i] * inverseGram[i * parameterCount + j] * values[start + j]
      }
    }
    return result
  }
}
