import CoreStatistics

/// The t test of one event's cumulative abnormal return: `t = CAR / se(CAR)`, Student's t with the degrees of freedom of the
/// estimation (METHODS 5.1). A probability is computed when it is asked for, and `nil` where the distribution has no answer.
package struct OneEventT: Sendable {
  private let statistic: Double
  private let distribution: StudentT

  package init(_ statistic: Double, degreesOfFreedom: Int) {
    self.statistic = statistic
    distribution = StudentT(degreesOfFreedom: Double(degreesOfFreedom))
  }

  /// Two-sided.
  package var pValue: Double? { distribution.twoSided(statistic) }
  /// Against the alternative that the effect is positive.
  package var pGreater: Double? { distribution.upper(statistic) }
  /// Against the alternative that the effect is negative.
  package var pLess: Double? { distribution.lower(statistic) }
}
