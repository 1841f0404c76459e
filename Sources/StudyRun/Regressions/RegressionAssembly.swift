import CoreTypes
import Inference

/// The rows of one regression: which events of a model and window it takes, and their terms.
struct RegressionAssembly {
  let choice: RegressionChoice
  let columns: RegressionColumns

  /// A window's events as the regression takes them.
  struct Rows {
    let sample: RegressionSample
    /// Events with a CAR in the window that lack a value.
    let leftOut: Int
    /// `industry=A`: the levels without a dummy.
    let bases: [String]
  }

  /// Some column is not in the events file.
  var lacksColumns: Bool { choice.columns.contains(where: columns.unknown.contains) }

  func rows(of model: ModelColumns, window: Int) -> Rows {
    let values = model.windows[window]
    let entering = values.car.indices.filter { values.car[$0].isFinite }
    let taken = entering.filter { isComplete($0, model, values) }
    let orders = taken.map { model.events[$0].order }
    var terms: [(name: String, column: [Double])] = []
    var bases: [String] = []
    if choice.hasIntercept {
      terms.append((RegressionSample.intercept, [Double](repeating: 1, count: taken.count)))
    }
    for regressor in choice.regressors {
      if let numbers = columns.numbers(of: regressor) {
        terms.append((regressor.column, orders.map { numbers[$0] }))
      } else if let levels = columns.levels(of: regressor.column) {
        terms += dummies(orders.map { levels[$0] }, regressor, &bases)
      }
    }
    let sample = RegressionSample(
      terms: terms.map(\.name), columns: terms.map(\.column), response: taken.map { values.car[$0] },
      weights: weights(taken, model, values), clusters: choice.clusters.map { clusters($0, taken, model) },
      hasIntercept: choice.hasIntercept)
    return Rows(sample: sample, leftOut: entering.count - taken.count, bases: bases)
  }

  private func isComplete(_ position: Int, _ model: ModelColumns, _ values: ModelColumns.Window) -> Bool {
    let order = model.events[position].order
    for regressor in choice.regressors {
      if let numbers = columns.numbers(of: regressor) {
        if numbers[order].isNaN { return false }
      } else if columns.levels(of: regressor.column)?[order].isEmpty ?? true {
        return false
      }
    }
    for column in choice.clusters where column != RegressionChoice.eventDate {
      if columns.levels(of: column)?[order].isEmpty ?? true { return false }
    }
    switch choice.weights {
    case .none: return true
    case .variance: return values.variance[position] > 0
    case .column(let name): return (columns.numbers(of: name)?[order] ?? .nan) > 0
    }
  }

  /// One column a level but the base, levels in the order of bytes. Without an intercept every first categorical
  /// column would be complete; its base level is left out all the same, so that terms mean the same with and without.
  private func dummies(
    _ values: [String], _ regressor: RegressionChoice.Regressor, _ bases: inout [String]
  ) -> [(name: String, column: [Double])] {
    let levels = Set(values).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard let base = regressor.base ?? levels.first else { return [] }
    bases.append("\(regressor.column)=\(base)")
    return levels.filter { $0 != base }.map { level in
      ("\(regressor.column)=\(level)", values.map { $0 == level ? 1 : 0 })
    }
  }

  private func weights(
    _ taken: [Int], _ model: ModelColumns, _ values: ModelColumns.Window
  ) -> [Double]? {
    switch choice.weights {
    case .none: nil
    case .variance: taken.map { 1 / values.variance[$0] }
    case .column(let name):
      columns.numbers(of: name).map { numbers in taken.map { numbers[model.events[$0].order] } }
    }
  }

  /// Dense numbers in the order of first appearance.
  private func clusters(_ column: String, _ taken: [Int], _ model: ModelColumns) -> [Int] {
    if column == RegressionChoice.eventDate { return Self.dense(taken.map { model.dayZeroDates[$0] }) }
    let levels = columns.levels(of: column) ?? []
    return Self.dense(taken.map { levels[model.events[$0].order] })
  }

  private static func dense<Key: Hashable>(_ keys: [Key]) -> [Int] {
    var numbers: [Key: Int] = [:]
    return keys.map { key in
      let number = numbers[key] ?? numbers.count
      numbers[key] = number
      return number
    }
  }

  /// One line for the `convention` column: weights, bases, intercept.
  func convention(bases: [String]) -> String {
    let fit: String =
      switch choice.weights {
      case .none: "least squares"
      case .variance: "least squares weighted by 1/var(CAR)"
      case .column(let name): "least squares weighted by \(name)"
      }
    let by = choice.clusters.isEmpty ? [] : ["clusters by " + choice.clusters.joined(separator: " and ")]
    let base = bases.isEmpty ? [] : ["base " + bases.joined(separator: " ")]
    let constant = choice.hasIntercept ? [] : ["no intercept, R squared uncentered"]
    return ([fit] + by + base + constant).joined(separator: "; ")
  }
}
