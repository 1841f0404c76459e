import CoreStatistics
import Inference

/// The Student t quantiles of a study's confidence intervals by degrees of freedom. Nearly all events share theirs, and a
/// quantile costs as much as a small regression, so that each is computed once.
final class CriticalValues: Sendable {
  private let confidence: Double
  private let known = OnceByKey<Int, Double>()

  /// - Parameter confidence: of two-sided intervals, such as 0.95.
  init(confidence: Double) { self.confidence = confidence }

  /// NaN where the distribution has no answer.
  subscript(degreesOfFreedom: Int) -> Double {
    known.value(of: degreesOfFreedom) {
      StudentT(degreesOfFreedom: Double(degreesOfFreedom)).quantile((1 + confidence) / 2) ?? .nan
    }
  }
}
