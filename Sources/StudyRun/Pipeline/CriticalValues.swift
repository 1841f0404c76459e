import CoreStatistics
import Synchronization

/// The Student t quantiles of a study's confidence intervals by degrees of freedom. Nearly all events share theirs, and a
/// quantile costs as much as a small regression, so that each is computed once.
final class CriticalValues: Sendable {
  private let confidence: Double
  /// By degrees of freedom; nil = not asked for yet.
  private let known = Mutex<[Double?]>([])

  /// - Parameter confidence: of two-sided intervals, such as 0.95.
  init(confidence: Double) { self.confidence = confidence }

  /// NaN where the distribution has no answer.
  subscript(degreesOfFreedom: Int) -> Double {
    guard degreesOfFreedom > 0 else { return .nan }
    return known.withLock { known in
      if known.indices.contains(degreesOfFreedom), let value = known[degreesOfFreedom] { return value }
      let missing = degreesOfFreedom + 1 - known.count
      if missing > 0 { known += repeatElement(nil, count: missing) }
      let value =
        StudentT(degreesOfFreedom: Double(degreesOfFreedom)).critical(confidence: confidence) ?? .nan
      known[degreesOfFreedom] = value
      return value
    }
  }
}
