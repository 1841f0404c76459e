import CoreTypes

/// The rows of the study's own calendars file, still as text; none of them is damaged.
package struct CalendarsInput: Sendable {
  package let table: TextTable
  package let summary: InputFileSummary
  package let diagnostics: [Diagnostic]
}

/// Reads the study's own exchange calendars: one session a row.
package enum CalendarsFile {
  private static let known = [
    "exchange", "session", "open", "close", "break_start", "break_end", "timezone", "early_close", "calendar",
    "pre_market_open", "after_hours_end", "closing_auction_start", "closing_auction_end",
  ]

  /// Sessions that are written as `layout.dateFormat`, or as only one form reads them, are rewritten as ISO dates.
  ///
  /// Requires the columns `exchange`, `session`, `open` and `close` and whole rows (else `unusable`, 65): a
  /// calendar that lacks the one row that was damaged would move days 0 without a word.
  package static func read(_ input: InputFile, layout: FileLayout) throws(RunFailure) -> CalendarsInput {
    let read = try TextTableReader.read(
      input, layout: layout, known: known, required: ["exchange", "session", "open", "close"],
      decisive: known, labels: [], format: "calendars")
    if let damage = read.damage.min(by: { $0.key < $1.key })?.value {
      throw RunFailure(unusable: damage)
    }
    if read.table.rows.isEmpty { throw RunFailure(unusable: read.file.noRows()) }
    let found =
      layout.dateFormat == nil ? TableDates.found(in: read.table, ["session"], .calendars) : nil
    return CalendarsInput(
      table: inISO(read.table, layout.dateFormat ?? found?.format),
      summary: read.file.summary(format: "calendars", rowsRefused: 0),
      diagnostics: read.headerDiagnostics + (found.map { [$0.diagnostic] } ?? []))
  }

  /// The table with its sessions as ISO dates; what cannot be read so stays as it is.
  private static func inISO(_ table: TextTable, _ format: DateFormat?) -> TextTable {
    guard let format else { return table }
    let rows = table.rows.map { row in
      guard let field = row.fields["session"], let text = DateScan.isoText(field.text, format: format) else {
        return row
      }
      return row.replacing("session", with: TextField(text: text, column: field.column))
    }
    return TextTable(file: table.file, header: table.header, rows: rows)
  }
}
