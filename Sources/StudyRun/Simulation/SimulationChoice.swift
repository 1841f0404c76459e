import CoreTypes

/// What `eventstudy simulate` is asked to do: how often the tests of a study reject where nothing happened, and where
/// something of a known size did (Brown and Warner 1980, 1985; METHODS 11).
package struct SimulationChoice: Sendable {
  /// Where the events of a replication lie.
  package enum Dates: String, Sendable, CaseIterable {
    /// As the study's own events do to each other: those whose event windows overlap keep their distances.
    case study
    /// Each event on a date of its own.
    case independent
    /// All on one date.
    case one
  }

  package var replications: Int
  package var dates: Dates
  /// Fractions, each added on day 0 in turn.
  package var abnormalReturns: [Double]
  /// Factors of day 0's abnormal variance, each in turn.
  package var variances: [Double]
  /// Returns that are drawn instead of read; `nil` = the study's own prices.
  package var synthetic: SyntheticMarket?
  /// Samples that resampling tests draw; `nil` = these tests are left out.
  package var resamples: Int?

  package init(
    replications: Int, dates: Dates, abnormalReturns: [Double], variances: [Double],
    synthetic: SyntheticMarket?, resamples: Int?
  ) {
    precondition(replications >= 1 && !abnormalReturns.isEmpty && !variances.isEmpty, "something to simulate")
    self.replications = replications
    self.dates = dates
    self.abnormalReturns = abnormalReturns
    self.variances = variances
    self.synthetic = synthetic
    self.resamples = resamples
  }

  /// What is done to day 0 of every event of a replication: AR becomes `sqrt(variance) AR + abnormalReturn`.
  package struct Scenario: Sendable, Equatable {
    package let abnormalReturn: Double
    package let variance: Double

    /// Nothing happens.
    var isNull: Bool { abnormalReturn == 0 && variance == 1 }
  }

  /// Abnormal returns, and within each the variances.
  var scenarios: [Scenario] {
    abnormalReturns.flatMap { abnormal in
      variances.map { Scenario(abnormalReturn: abnormal, variance: $0) }
    }
  }

  /// The key `simulation` of the manifest's `configuration`.
  func json(_ outcome: SimulationRunner.Outcome) -> JSONValue {
    .object([
      "replications": .integer(replications),
      "dates": .text(dates.rawValue),
      "abnormal_return": .list(abnormalReturns.map(JSONValue.number)),
      "variance": .list(variances.map(JSONValue.number)),
      "market": synthetic.map { .text($0.errors.rawValue) } ?? .null,
      "events": synthetic.map { .integer($0.events) } ?? .null,
      "correlation": synthetic.map { .number($0.correlation) } ?? .null,
      "resamples": resamples.map(JSONValue.integer) ?? .null,
      "left_out": .list(
        (outcome.leftOut + outcome.further + outcome.provisional).map { .text($0.text) }),
      "tests_left_out": .list(outcome.testsLeftOut.map { .text($0.test) }),
      "fewest_dates": outcome.fewestDates.map(JSONValue.integer) ?? .null,
    ])
  }
}
