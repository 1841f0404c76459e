/// How many statistics of drawn samples lie as far out as the one observed. The observed one counts among
/// them, so that a p-value is never 0. Statistics that differ from it by rounding alone are equal to it.
struct TailCount {
  private let observed: Double
  private let slack: Double
  private(set) var count = 0
  private var farther = 0
  private var above = 0
  private var below = 0

  /// What the quotient of two sums of some hundred numbers loses at most, as a share of itself, and what a sum does, as a share
  /// of the sizes of its parts.
  private static let rounding = (ofQuotient: 1e-12, ofSum: 1e-14)

  /// - Parameter observed: a mean over its standard error.
  init(of observed: Double) {
    self.observed = observed
    slack = abs(observed) * TailCount.rounding.ofQuotient
  }

  /// - Parameters:
  ///   - sum: the observed one, in which large numbers may cancel.
  ///   - size: that of its parts together.
  init(ofSum sum: Double, size: Double) {
    observed = sum
    slack = size * TailCount.rounding.ofSum
  }

  mutating func add(_ statistic: Double) {
    count += 1
    farther += abs(statistic) >= abs(observed) - slack ? 1 : 0
    above += statistic >= observed - slack ? 1 : 0
    below += statistic <= observed + slack ? 1 : 0
  }

  /// `P(|T| >= |t|)`.
  var symmetric: Double { share(farther) }
  /// `P(T >= t)`.
  var upper: Double { share(above) }
  /// `P(T <= t)`.
  var lower: Double { share(below) }
  /// Twice the smaller tail, for statistics that are not symmetric about zero.
  var equalTailed: Double { min(1, 2 * min(upper, lower)) }

  /// The outcome where all equally probable statistics were counted, the observed one among them.
  func exact(_ statistic: Double, _ context: TestContext) -> TestOutcome {
    let all = Double(count)
    return context.outcome(
      statistic, .exact, twoSided: Double(farther) / all, greater: Double(above) / all,
      less: Double(below) / all)
  }

  /// The outcome where statistics were drawn at random.
  func drawn(_ statistic: Double, _ context: TestContext, isSymmetric: Bool) -> TestOutcome {
    context.outcome(
      statistic, .bootstrap(replications: count), twoSided: isSymmetric ? symmetric : equalTailed,
      greater: upper, less: lower)
  }

  /// The outcome where every other statistic was counted once and the observed one is added to them.
  func counted(_ statistic: Double, _ context: TestContext) -> TestOutcome {
    context.outcome(statistic, .exact, twoSided: symmetric, greater: upper, less: lower)
  }

  private func share(_ hits: Int) -> Double { Double(hits + 1) / Double(count + 1) }
}
