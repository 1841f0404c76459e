import Inference
import Reports

/// A table that the study writes, and which of its columns.
package struct TableChoice: Sendable, Equatable {
  package let table: ReportTable
  /// In the table's order; nil = all of them.
  package let columns: [String]?

  package init(table: ReportTable, columns: [String]?) {
    self.table = table
    self.columns = columns
  }

  /// Every table, whole.
  package static let all = ReportTable.allCases.map { TableChoice(table: $0, columns: nil) }
}

extension StudyConfiguration {
  /// The tables to write, in the order of the README; that of regressions only where the study asks for some.
  var reportTables: [ReportTable] {
    tables.map(\.table).filter { $0 != .regressions || !regressions.isEmpty }
  }

  /// Whether the study names the table, be it written or not.
  func lists(_ table: ReportTable) -> Bool { tables.contains { $0.table == table } }

  /// Some test is made: of samples, or of the difference between two.
  var makesTests: Bool { lists(.tests) && !tests.isEmpty }

  /// Whether the study writes a column of a table.
  func writes(_ column: String, of table: ReportTable) -> Bool {
    tables.contains { $0.table == table && $0.columns?.contains(column) ?? true }
  }

  /// Text for rows of a table, which are given to it whole.
  func text(of table: ReportTable) -> CSVText { CSVText(columns(of: table)) }

  /// The first line of a table.
  func header(of table: ReportTable) -> CSVText {
    CSVText(header: table.columns(alternative: alternative.oneSided), columns(of: table))
  }

  private func columns(of table: ReportTable) -> ColumnChoice {
    guard let names = tables.first(where: { $0.table == table })?.columns else { return .all }
    return ColumnChoice(names, of: table.columns(alternative: alternative.oneSided))
  }
}
