/// Compares two tables of reports cell by cell: text exactly, numbers to a tolerance.
package struct ReportComparison: Sendable {
  /// Relative to the larger of the two numbers.
  package let relative: Double
  /// Differences up to this size do not count: what is left of a sum that cancels.
  package let absolute: Double
  /// Columns that are not compared.
  package let ignored: Set<String>

  package init(relative: Double, absolute: Double, ignored: Set<String> = []) {
    self.relative = relative
    self.absolute = absolute
    self.ignored = ignored
  }

  /// The columns by which the rows of a table are found; none = by position.
  package static func keys(of table: String) -> [String] {
    switch table {
    case "models": ["event_id", "model", "parameter"]
    case "abnormal_returns": ["event_id", "model", "day"]
    case "windows": ["event_id", "model", "window"]
    case "averages": ["group", "model", "day"]
    case "tests": ["group", "model", "window", "test"]
    default: ["event_id"]
    }
  }

  /// Two fields mean the same.
  package func areEqual(_ expected: String, _ actual: String) -> Bool {
    if expected == actual { return true }
    guard let first = Double(expected), let second = Double(actual), first.isFinite, second.isFinite else {
      return false
    }
    return abs(first - second) <= max(absolute, relative * max(abs(first), abs(second)))
  }

  /// Every difference between tables whose rows stand in the same order.
  package func differences(_ expected: ReportFile, _ actual: ReportFile) -> [String] {
    guard expected.columns == actual.columns else {
      return ["columns: expected \(expected.columns), found \(actual.columns)"]
    }
    guard expected.rows.count == actual.rows.count else {
      return ["expected \(expected.rows.count) rows, found \(actual.rows.count)"]
    }
    return zip(expected.rows, actual.rows).flatMap { differences($0, $1, expected.columns) }
  }

  /// Every difference from figures made elsewhere: rows are found by their keys, columns by name; what only
  /// `actual` has does not count where `isComplete` is false. A row without figures may be missing.
  package func differences(
    fromOracle expected: ReportFile, _ actual: ReportFile, keys: [String], figures: [String]
  ) -> [String] {
    let found = actual.keyed(by: keys)
    let missing = expected.columns.filter { !ignored.contains($0) && !actual.columns.contains($0) }
    guard missing.isEmpty else { return ["no columns \(missing)"] }
    return expected.rows.flatMap { row -> [String] in
      let key = keys.map { expected.value(row, $0) }.joined(separator: " ")
      guard let other = found[key] else {
        return figures.allSatisfy { expected.value(row, $0).isEmpty } ? [] : ["\(key): no such row"]
      }
      let columns = expected.columns.filter { !ignored.contains($0) }
      return differences(
        columns.map { expected.value(row, $0) }, columns.map { actual.value(other, $0) }, columns)
    }
  }

  private func differences(_ expected: [String], _ actual: [String], _ columns: [String]) -> [String] {
    guard expected.count == actual.count else { return ["\(expected): found \(actual)"] }
    return zip(columns, zip(expected, actual)).compactMap { column, fields in
      if ignored.contains(column) || areEqual(fields.0, fields.1) { return nil }
      return
        "\(expected.prefix(4).joined(separator: " ")): \(column) expected '\(fields.0)', found '\(fields.1)'"
    }
  }
}
