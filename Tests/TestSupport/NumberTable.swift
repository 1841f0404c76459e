import Foundation

/// A small comma-separated table without quotes: how oracle values made by other software are stored.
package struct NumberTable: Sendable {
  package let columns: [String]
  package let rows: [[String]]

  /// Reads `Tests/Fixtures/<path>`; lines that begin with `#` are remarks.
  package init(fixture path: String) throws {
    let text = try String(contentsOfFile: PackagePaths.fixture(path), encoding: .utf8)
    var lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard lines.count > 1 else { throw Fault("\(path) has no row, which would prove anything") }
    columns = lines.removeFirst()
    rows = lines
  }

  /// The text of `column` in `row`.
  package func text(_ row: Int, _ column: String) throws -> String {
    guard let index = columns.firstIndex(of: column), index < rows[row].count else {
      throw Fault("no column \(column) in row \(row)")
    }
    return rows[row][index]
  }

  /// The number in `column` of `row`; NaN where the field is empty or `nan`.
  package func number(_ row: Int, _ column: String) throws -> Double {
    let field = try text(row, column)
    if field.isEmpty || field == "nan" { return .nan }
    guard let value = Double(field) else { throw Fault("\(field) is not a number") }
    return value
  }

  package struct Fault: Error, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
  }
}

/// `actual` agrees with `expected` to `tolerance`, relative where the expected value is above `scale`
/// (1 unless given: below it the difference itself counts).
package func agrees(
  _ actual: Double, _ expected: Double, relative tolerance: Double, scale: Double = 0
) -> Bool {
  abs(actual - expected) <= tolerance * max(abs(expected), scale)
}
