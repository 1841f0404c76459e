import Inference

/// How often a test rejected at each level, over replications.
package struct RejectionTally: Sendable {
  /// The nominal sizes of `size_power.csv`.
  package static let levels = [0.01, 0.05, 0.10]
  /// The nominal size of its one-sided columns.
  private static let oneSidedLevel = 0.05

  /// Replications in which the test had an answer.
  package private(set) var answered = 0
  /// Two-sided rejections at each level.
  package private(set) var rejected = [Int](repeating: 0, count: levels.count)
  /// One-sided rejections; `nil` for a test without a direction.
  package private(set) var greater: Int?
  package private(set) var less: Int?
  private var events = 0
  private var estimates = 0.0
  private var wording: CommonWording?
  /// Of the first replication without an answer.
  package private(set) var reason: TestReason?

  mutating func add(_ outcome: TestOutcome) {
    switch outcome {
    case .notApplicable(let why): reason = reason ?? why
    case .result(let result):
      answered += 1
      for (index, level) in Self.levels.enumerated() where result.pValue <= level { rejected[index] += 1 }
      if let p = result.pGreater { greater = (greater ?? 0) + (p <= Self.oneSidedLevel ? 1 : 0) }
      if let p = result.pLess { less = (less ?? 0) + (p <= Self.oneSidedLevel ? 1 : 0) }
      events += result.events
      estimates += result.estimate
      if wording == nil {
        wording = CommonWording(result.convention)
      } else {
        wording?.add(result.convention)
      }
    }
  }

  mutating func add(_ other: RejectionTally) {
    answered += other.answered
    for index in rejected.indices { rejected[index] += other.rejected[index] }
    greater = RejectionTally.sum(greater, other.greater)
    less = RejectionTally.sum(less, other.less)
    events += other.events
    estimates += other.estimates
    if wording == nil { wording = other.wording } else if let more = other.wording { wording?.add(more) }
    reason = reason ?? other.reason
  }

  private static func sum(_ first: Int?, _ second: Int?) -> Int? {
    first == nil ? second : second.map { (first ?? 0) + $0 } ?? first
  }

  /// Share of the answered replications; `nil` where there are none.
  package func share(_ count: Int?) -> Double? {
    guard let count, answered > 0 else { return nil }
    return Double(count) / Double(answered)
  }

  /// `sqrt(p(1-p)/n)`, the standard error of a share as a binomial proportion.
  package func standardError(_ count: Int) -> Double? {
    share(count).map { ($0 * (1 - $0) / Double(answered)).squareRoot() }
  }

  /// The convention of the test; where replications differ in it, as in a correlation that it tells, what they have in common.
  package var convention: String? { wording?.text }
  /// Events that entered, on average.
  package var meanEvents: Double? { answered > 0 ? Double(events) / Double(answered) : nil }
  /// What was tested, on average.
  package var meanEstimate: Double? { answered > 0 ? estimates / Double(answered) : nil }
}
