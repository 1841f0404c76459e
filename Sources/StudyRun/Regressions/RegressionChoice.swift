import CoreTypes
import Inference

/// An entry of `regressions:`: CARs on columns of the events file (METHODS 5.19).
package struct RegressionChoice: Sendable, Equatable {
  /// How `regressions.csv` calls it.
  package var name: String
  package var regressors: [Regressor]
  /// Windows of the study.
  package var windows: [EventWindow]
  package var errors: RegressionErrors
  /// With `errors` = cluster: one or two columns of the events file, or `event-date`.
  package var clusters: [String]
  package var weights: Weights
  package var hasIntercept: Bool
  /// Where the entry stands in the study file, for messages; no part of what it says.
  package var location: SourceLocation?
  /// The same of columns that stand elsewhere than in `on`.
  package var columnLocations: [String: SourceLocation] = [:]

  /// A column of the events file as regressor.
  package struct Regressor: Sendable, Equatable {
    package var column: String
    /// Dummies instead of a number; `nil` = where no value of the column is a number.
    package var isCategorical: Bool?
    /// The level without a dummy; `nil` = the first in the order of bytes.
    package var base: String?
  }

  /// What an event counts for in the regression.
  package enum Weights: Sendable, Equatable {
    case none
    /// `1 / var(CAR)` of each event.
    case variance
    /// A column of the events file with positive numbers.
    case column(String)

    /// As the study file says it.
    package var text: String {
      switch self {
      case .none: "none"
      case .variance: "variance"
      case .column(let name): name
      }
    }
  }

  /// What `errors: {cluster: ...}` calls the date of day 0.
  package static let eventDate = "event-date"

  /// The columns of the events file that the regression reads.
  package var columns: [String] {
    var columns = regressors.map(\.column) + clusters.filter { $0 != Self.eventDate }
    if case .column(let name) = weights { columns.append(name) }
    return columns
  }

  package static func == (left: RegressionChoice, right: RegressionChoice) -> Bool {
    left.name == right.name && left.regressors == right.regressors && left.windows == right.windows
      && left.errors == right.errors && left.clusters == right.clusters && left.weights == right.weights
      && left.hasIntercept == right.hasIntercept
  }
}

/// Which pairs of groups the tests of a difference take.
package enum GroupComparison: Sendable, Equatable {
  /// The two groups, where there are exactly two.
  case twoGroups
  case all
  case none
  case pairs([Pair])

  /// Two groups, of which the first less the second is tested.
  package struct Pair: Sendable, Equatable {
    package var first: String
    package var second: String
    /// Where the pair stands in the study file, for messages; no part of what it says.
    package var location: SourceLocation?

    /// The `group` of the difference's rows.
    package var name: String { "\(first)-\(second)" }

    package static func == (left: Pair, right: Pair) -> Bool {
      left.first == right.first && left.second == right.second
    }
  }

  /// The pairs among `groups`, which stand in order of first appearance.
  package func pairs(of groups: [String]) -> [Pair] {
    switch self {
    case .none: []
    case .pairs(let pairs): pairs
    case .twoGroups: groups.count == 2 ? [Pair(first: groups[0], second: groups[1])] : []
    case .all:
      groups.indices.flatMap { first in
        groups[(first + 1)...].map { Pair(first: groups[first], second: $0) }
      }
    }
  }
}
