import CoreTypes
import EventTime

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
  package private(set) var prediction: PredictionError
  /// What the `convention` column must name: choices and approximations that the numbers depend on.
  package var conventions: [ModelConvention] = []
  package var warnings: [EstimateWarning] = []
  /// What a model of the conditional variance says besides; nil for every other model.
  package internal(set) var conditionalVariance: ConditionalVarianceResult?

  /// Takes the parameters as if they were known: variances lose their part of the prediction error.
  package mutating func dropPredictionError() {
    prediction = prediction.withoutParameterError
    conventions.append(.noPredictionError)
  }
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
  /// Variances without the parameters' part of the prediction error.
  case noPredictionError = "no-prediction-error"
  /// The three slopes over 1 + 2 rho, not the instrumental form.
  case threeSlope = "three-slope"
  /// h_t is forecast from the last return before the event window.
  case forecastVariance = "variance-forecast"
  /// ln h_t is forecast by its recursion without the shock terms.
  case forecastWithoutShocks = "variance-forecast-without-shocks"
  /// h_t is filtered with the event window's own residuals.
  case filteredVariance = "variance-filtered"
  /// Each day of the event window has a regression of its own, on the days before it.
  case rollingBeta = "rolling-beta"
  /// The benchmark is a portfolio that is bought with its weights at the start of each interval and held to its end.
  case heldPortfolio = "portfolio-held"
  /// Some day has no return of its own session, and a rule for such gaps that is not the default.
  case droppedGaps = "gaps-drop"
  case lumpedGaps = "gaps-lumped"
  case uniformGaps = "gaps-uniform"
  /// The conditional variance has no estimate: least squares and its constant variance stand in.
  case constantVariance = "constant-variance"
}

extension GapPolicy {
  /// What is said where some day has no return of its own session; nil for the default.
  package var modelConvention: ModelConvention? {
    switch self {
    case .tradeToTrade: nil
    case .drop: .droppedGaps
    case .lumped: .lumpedGaps
    case .uniform: .uniformGaps
    }
  }
}

/// What a reader of one model's estimate for one event should know.
package struct EstimateWarning: Sendable, Equatable {
  package let id: EventWarning
  /// One sentence with the numbers.
  package let explanation: String

  /// Both together, as the reports have it.
  package var text: String { "\(id.rawValue): \(explanation)" }

  package init(_ id: EventWarning, _ explanation: String) {
    self.id = id
    self.explanation = explanation
  }

  /// Days on which the security has a return but a factor has none, in the estimation and in the event window.
  static func missingFactors(lost: Int, own: Int, eventDays: Int) -> EstimateWarning {
    EstimateWarning(
      .factorMissing,
      "\(lost) of \(own) returns in the estimation window and \(eventDays.counted("day", "days")) of the event window "
        + "were left out: a factor had no value")
  }
}
