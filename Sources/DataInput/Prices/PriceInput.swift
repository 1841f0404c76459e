import CoreTypes

/// Everything that the price files of a study hold and everything that is wrong with them.
package struct PriceInput: Sendable {
  /// For each `prices` entry its series, sorted by the bytes of their securities' ids.
  package let seriesBySource: [[PriceSeries]]
  /// One a file, in the order of the entries and of their files.
  package let summaries: [InputFileSummary]
  /// In the order of entries, files and lines.
  package let diagnostics: DiagnosticList
  /// The latest date of any row that can be read, of wanted securities or not; `nil` without rows.
  package let latestDate: CalendarDate?
  /// The same of each file that has rows, in the order of `summaries`, and the latest date before it.
  package let latestByFile: [(file: String, date: CalendarDate, before: CalendarDate?)]
  /// For each entry the securities that its files have rows of, wanted or not, sorted by bytes.
  package let securitiesSeen: [[SecurityID]]
  /// Files without a column of securities, their column that may be one, and how a study says so.
  package let likelySecurityColumns: [(file: String, column: String, help: String)]
  /// Tables whose columns were taken for securities, with the titles of their dates and of those columns.
  package let securityTables: [(file: String, date: String, columns: [String])]
  /// What is said about the cache: for whoever runs the study, no part of its results.
  package let cacheNotes: [Diagnostic]

  /// Number of rows that are kept.
  package var rowCount: Int { seriesBySource.joined().reduce(0) { $0 + $1.count } }

  /// The formats of the files as they were named or detected, in the order of their first files.
  package var formats: [(format: String, files: Int)] {
    var counts: [(format: String, files: Int)] = []
    for summary in summaries {
      if let index = counts.firstIndex(where: { $0.format == summary.format }) {
        counts[index].files += 1
      } else {
        counts.append((summary.format, 1))
      }
    }
    return counts
  }
}
