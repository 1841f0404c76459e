import CoreTypes
import Inference

/// `compare` and `regressions` as the manifest's `configuration` shows them.
extension StudyConfiguration {
  static func json(_ comparison: GroupComparison) -> JSONValue {
    switch comparison {
    case .twoGroups: .text("two-groups")
    case .all: .text("all")
    case .none: .text("none")
    case .pairs(let pairs): .list(pairs.map { .list([.text($0.first), .text($0.second)]) })
    }
  }

  static func json(_ regression: RegressionChoice) -> JSONValue {
    .object([
      "name": .text(regression.name),
      "on": .list(regression.regressors.map(json)),
      "windows": .list(regression.windows.map { .list([.integer($0.first), .integer($0.last)]) }),
      "errors": regression.errors == .cluster
        ? .object(["cluster": .list(regression.clusters.map(JSONValue.text))])
        : .text(regression.errors.rawValue),
      "weights": .text(regression.weights.text),
      "intercept": .flag(regression.hasIntercept),
    ])
  }

  private static func json(_ regressor: RegressionChoice.Regressor) -> JSONValue {
    .object([
      "column": .text(regressor.column),
      "categorical": regressor.isCategorical.map(JSONValue.flag) ?? .null,
      "base": .text(orNull: regressor.base),
    ])
  }
}
