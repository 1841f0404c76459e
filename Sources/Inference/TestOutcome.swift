import CoreStatistics

/// What a test says: a result with its null distribution, or the reason why there is none.
package enum TestOutcome: Sendable, Equatable {
  case result(TestResult)
  case notApplicable(reason: TestReason)
}

/// The distribution that a statistic has under the null hypothesis.
package enum NullDistribution: Sendable, Equatable {
  case normal
  case t(degreesOfFreedom: Double)
  case f(Double, Double)
  case binomial(trials: Int, probability: Double)
  /// All equally probable outcomes were counted.
  case exact
  /// Outcomes were drawn at random, so many times.
  case bootstrap(replications: Int)

  /// The word in the `distribution` column.
  package var id: String {
    switch self {
    case .normal: "normal"
    case .t: "t"
    case .f: "f"
    case .binomial: "binomial"
    case .exact: "exact"
    case .bootstrap: "bootstrap"
    }
  }

  /// The `df1` and `df2` columns: degrees of freedom; trials and probability of a binomial; replications.
  package var parameters: (first: Double?, second: Double?) {
    switch self {
    case .normal, .exact: (nil, nil)
    case .t(let degreesOfFreedom): (degreesOfFreedom, nil)
    case .f(let numerator, let denominator): (numerator, denominator)
    case .binomial(let trials, let probability): (Double(trials), probability)
    case .bootstrap(let replications): (Double(replications), nil)
    }
  }
}

/// A statistic, how probable it is under the null hypothesis, and what was tested.
package struct TestResult: Sendable, Equatable {
  package let statistic: Double
  package let distribution: NullDistribution
  /// Two-sided.
  package let pValue: Double
  /// Against the alternative that the effect is positive; `nil` where the test has no direction.
  package let pGreater: Double?
  /// Against the alternative that the effect is negative; `nil` where the test has no direction.
  package let pLess: Double?
  /// Number of events that entered.
  package let events: Int
  /// What is tested: the CAAR, a mean SCAR, a share of positive CARs.
  package let estimate: Double
  /// How it was computed where the literature differs; one line.
  package let convention: String
  /// What a reader should know of this result: events that were left out, and why.
  package let note: String?
}

/// What every outcome needs besides the statistic and its probabilities.
struct TestContext {
  let events: Int
  let estimate: Double
  let convention: String
  var note: String?

  /// A statistic that is standard normal under the null hypothesis.
  func normal(_ statistic: Double) -> TestOutcome {
    outcome(
      statistic, .normal, twoSided: NormalDistribution.twoSided(statistic),
      greater: NormalDistribution.upper(statistic), less: NormalDistribution.lower(statistic))
  }

  /// A statistic with Student's t distribution under the null hypothesis.
  func t(_ statistic: Double, degreesOfFreedom: Double) -> TestOutcome {
    let student = StudentT(degreesOfFreedom: degreesOfFreedom)
    return outcome(
      statistic, .t(degreesOfFreedom: degreesOfFreedom), twoSided: student.twoSided(statistic),
      greater: student.upper(statistic), less: student.lower(statistic))
  }

  /// A number of successes with a binomial distribution; `statistic` is what the row shows.
  func binomial(_ statistic: Double, successes: Int, trials: Int, probability: Double) -> TestOutcome {
    let binomial = Binomial(trials: trials, probability: probability)
    return outcome(
      statistic, .binomial(trials: trials, probability: probability),
      twoSided: binomial.twoSided(successes), greater: binomial.upper(successes - 1),
      less: binomial.lower(successes))
  }

  /// Any other statistic. A value or a probability that is not finite is no result.
  func outcome(
    _ statistic: Double, _ distribution: NullDistribution, twoSided: Double?, greater: Double?, less: Double?
  ) -> TestOutcome {
    guard statistic.isFinite, estimate.isFinite, let twoSided, twoSided.isFinite else {
      return .notApplicable(reason: .notComputable)
    }
    return .result(
      TestResult(
        statistic: statistic, distribution: distribution, pValue: twoSided, pGreater: greater, pLess: less,
        events: events, estimate: estimate, convention: convention, note: note))
  }
}
