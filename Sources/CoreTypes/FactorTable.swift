/// Daily or monthly factor returns in fractions: `mkt_rf`, `smb`, `hml`, ..., `rf`. One row a date, ascending.
package struct FactorTable: Sendable {
  package let names: [String]
  package let dates: [CalendarDate]
  /// `columns[k][row]`: factor `names[k]` on `dates[row]`; NaN where the file has none.
  package let columns: [[Double]]

  package init(names: [String], dates: [CalendarDate], columns: [[Double]]) {
    precondition(names.count == columns.count, "a column a factor")
    self.names = names
    self.dates = dates
    self.columns = columns
  }

  /// A row a month, each dated on the first day of its month.
  package var isMonthly: Bool { dates.count > 1 && dates.allSatisfy { $0.components.day == 1 } }

  package static let empty = FactorTable(names: [], dates: [], columns: [])
}
