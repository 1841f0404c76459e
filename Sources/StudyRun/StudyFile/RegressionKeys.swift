import CoreTypes
import Inference

/// `regressions:`, a list of maps `{name, on, windows, errors, weights, intercept}`.
struct RegressionKeys {
  /// The windows of the study, `each-day` spelled out.
  let studyWindows: [EventWindow]

  static let allowed = ["name", "on", "windows", "errors", "weights", "intercept"]
  static let regressorKeys = ["column", "categorical", "base"]
  static let errorKeys = ["cluster"]

  private static let example =
    "write under it - {name: size, on: [size, industry]} with columns of the events file"
  private static let onHelp = "write a list such as [size, leverage] with columns of the events file"
  private static let errorsHelp = "write hc3, hc2, hc1, hc0, classical, or a map such as {cluster: industry}"

  func read(_ value: StudyValue?) -> [RegressionChoice] {
    guard let value, let entries = value.list("a list of regressions", help: Self.example) else { return [] }
    var choices: [RegressionChoice] = []
    for (index, entry) in entries.enumerated() {
      guard let choice = regression(entry, number: index + 1) else { continue }
      if choices.contains(where: { $0.name == choice.name }) {
        entry.fault("two regressions are called '\(choice.name)'", help: "give one another name")
      } else {
        choices.append(choice)
      }
    }
    return choices
  }

  private func regression(_ entry: StudyValue, number: Int) -> RegressionChoice? {
    guard let map = entry.mapping(allowed: Self.allowed, "a map", help: Self.example) else { return nil }
    guard let on = map["on"] else {
      entry.fault("'\(entry.key)' has no 'on'", help: "add on: \(Self.onHelp)")
      return nil
    }
    let name = map["name"].flatMap { $0.text("a name", help: "write how the reports shall call it") }
    let regressors = regressors(on)
    let errors = map["errors"].map(errors) ?? (.hc3, [])
    let weights = map["weights"].flatMap(weights) ?? .none
    let hasIntercept = map["intercept"].flatMap { $0.flag() } ?? true
    let windows = windows(map["windows"])
    guard let regressors else { return nil }
    if regressors.isEmpty, !hasIntercept {
      on.fault("'\(entry.key)' has neither a column nor an intercept", help: Self.onHelp)
      return nil
    }
    var places: [String: SourceLocation] = [:]
    if let value = map["weights"], case .column(let column) = weights { places[column] = value.location }
    if let value = map["errors"] { for column in errors.1 { places[column] = value.location } }
    for regressor in regressors { places[regressor.column] = nil }
    return RegressionChoice(
      name: name ?? "regression-\(number)", regressors: regressors, windows: windows, errors: errors.0,
      clusters: errors.1, weights: weights, hasIntercept: hasIntercept,
      location: on.location, columnLocations: places)
  }

  /// Columns by name, or `{column, categorical, base}`.
  private func regressors(_ value: StudyValue) -> [RegressionChoice.Regressor]? {
    guard let entries = value.list("a list of columns", help: Self.onHelp) else { return nil }
    var regressors: [RegressionChoice.Regressor] = []
    for entry in entries {
      guard let regressor = regressor(entry) else { return nil }
      if regressors.contains(where: { $0.column == regressor.column }) {
        entry.fault("the column '\(regressor.column)' is listed twice", help: "remove one of the two")
      } else if [RegressionSample.intercept, RegressionSample.slopes].contains(regressor.column) {
        entry.fault(
          "the column '\(regressor.column)' has the name of a row that every regression has",
          help: "give the column another name in the events file")
      } else {
        regressors.append(regressor)
      }
    }
    return regressors
  }

  private func regressor(_ entry: StudyValue) -> RegressionChoice.Regressor? {
    guard entry.node.map != nil else {
      return entry.text("a column's name", help: Self.onHelp).map { RegressionChoice.Regressor(column: $0) }
    }
    let help = "write {column: industry, categorical: true, base: banks}"
    guard let map = entry.mapping(allowed: Self.regressorKeys, "a map", help: help) else {
      return nil
    }
    guard let column = map["column"]?.text("a column's name", help: help) else {
      if map["column"] == nil { entry.fault("'\(entry.key)' has no 'column'", help: help) }
      return nil
    }
    let base = map["base"].flatMap { $0.text("a level of the column", help: help) }
    let isCategorical = map["categorical"].flatMap { $0.flag() }
    if let value = map["base"], isCategorical == false {
      value.fault(
        "'\(value.key)' belongs to a categorical column", help: "remove it, or say categorical: true")
    }
    return RegressionChoice.Regressor(
      column: column, isCategorical: base == nil ? isCategorical : true, base: base)
  }

  private func windows(_ value: StudyValue?) -> [EventWindow] {
    guard let value else { return studyWindows }
    let help = "write a list such as [[0, 1]]"
    var windows: [EventWindow] = []
    for entry in value.list("a list of windows", help: help) ?? [] {
      guard let window = WindowKeys.window(entry) else { continue }
      if !studyWindows.contains(window) {
        entry.fault(
          "'\(entry.key)' \(window) is no window of the study",
          help: "add [\(window.first), \(window.last)] to 'windows', or use one of "
            + studyWindows.prefix(8).map(\.description).joined(separator: " "))
      } else if windows.contains(window) {
        entry.fault("'\(entry.key)' repeats a window", help: "remove it")
      } else {
        windows.append(window)
      }
    }
    return windows
  }

  private func errors(_ value: StudyValue) -> (RegressionErrors, [String]) {
    guard value.node.map != nil else {
      let plain = RegressionErrors.allCases.filter { $0 != .cluster }
      if value.scalarText == RegressionErrors.cluster.rawValue {
        value.fault("'\(value.key)' does not say by what to cluster", help: Self.errorsHelp)
        return (.hc3, [])
      }
      return (value.choice(plain) ?? .hc3, [])
    }
    guard let map = value.mapping(allowed: Self.errorKeys, "a map", help: Self.errorsHelp) else {
      return (.hc3, [])
    }
    guard let by = map["cluster"] else {
      value.fault("'\(value.key)' does not say by what to cluster", help: Self.errorsHelp)
      return (.hc3, [])
    }
    let help = "name a column of the events file or event-date, or a list of two"
    let entries = by.node.list == nil ? [by] : by.list("columns", help: help) ?? []
    let columns = entries.compactMap { $0.text("a column's name", help: help) }
    if !(1...2).contains(entries.count) || Set(columns).count < columns.count {
      let found = columns.count == 2 ? "'\(columns[0])' twice" : "\(entries.count)"
      by.fault("'\(by.key)' must be one column or two different ones, found \(found)", help: help)
    }
    return (.cluster, columns)
  }

  private func weights(_ value: StudyValue) -> RegressionChoice.Weights? {
    let help = "write none, variance (1/var of each CAR), or a column of the events file"
    guard let text = value.text("none, variance or a column", help: help) else { return nil }
    switch text {
    case "none": return RegressionChoice.Weights.none
    case "variance": return .variance
    default: return .column(text)
    }
  }
}
