import CoreTypes
import EventTime
import ExpectedReturns

/// One event's cumulative abnormal return over one window, with its exact prediction-error variance.
///
/// `CAR = sum AR_t`, `var(CAR) = s^2 (sum n_t + g' A g)` over the same days (METHODS 4.2);
/// `t = SCAR = CAR / sqrt(var(CAR))`, Student t with the fit's degrees of freedom under the null.
package struct CumulativeAbnormalReturn: Sendable {
  package let window: EventWindow
  /// Days with an abnormal return.
  package let days: Int
  /// CAR, a fraction.
  package let car: Double
  /// `var(CAR)`, in squared return units.
  package let variance: Double
  /// nu of the fit that the abnormal returns come from.
  package let degreesOfFreedom: Int
  /// The bounds of the study's confidence, `CAR +- t_nu sqrt(var(CAR))`.
  package let lowerBound: Double
  package let upperBound: Double

  package var standardError: Double { variance.squareRoot() }
  /// SCAR, which is also the single-event t.
  package var standardized: Double { car / variance.squareRoot() }
}

extension CumulativeAbnormalReturn {
  /// - Parameters:
  ///   - positions: days of the event window to sum over, from `WindowCoverage`.
  ///   - criticalValue: the Student t quantile of the study's confidence for these degrees of freedom.
  ///   - correlations: of the estimation residuals by lag, where the variance is to allow for them (METHODS 3.9); nil
  ///     for independent errors.
  package init(
    window: EventWindow, positions: [Int], returns: AbnormalReturns,
    estimate: borrowing ExpectedReturnEstimate, criticalValue: Double, correlations: [Double]?
  ) {
    var car = 0.0
    for position in positions { car += returns.abnormal[position] }
    let variance = estimate.variance(ofSumOver: positions, correlations: correlations)
    let standardError = variance.squareRoot()
    self.init(
      window: window, days: positions.count, car: car, variance: variance,
      degreesOfFreedom: estimate.degreesOfFreedom,
      lowerBound: car - criticalValue * standardError, upperBound: car + criticalValue * standardError)
  }
}
