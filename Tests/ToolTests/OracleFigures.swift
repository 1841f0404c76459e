import TestSupport
import Testing

/// Tables of other software with a figure a row: the columns `window`, `field`, `value`, and what else says which it is.
extension NumberTable {
  /// The window of a row as the reports have it; here a semicolon stands in the place of its comma.
  func window(_ row: Int) throws -> String {
    try text(row, "window").replacing(";", with: ",")
  }

  /// Compares the figures with those of a report, to 1e-10 relative; returns how many were compared.
  ///
  /// - Parameters:
  ///   - report: as `SmallMarketStudy.table` has it.
  ///   - key: that of the report's row with the figure of a row here; nil = it is not compared.
  func compareFigures(
    with report: [[String]: [String: String]], key: (_ row: Int) throws -> [String]?
  ) throws -> Int {
    var compared = 0
    for row in rows.indices {
      guard let key = try key(row) else { continue }
      let (field, value) = (try text(row, "field"), try number(row, "value"))
      let actual = try #require(report[key]?[field].flatMap(Double.init), "\(key) \(field)")
      #expect(abs(actual - value) <= 1e-10 * abs(value), "\(key) \(field): \(actual), \(value)")
      compared += 1
    }
    return compared
  }
}
