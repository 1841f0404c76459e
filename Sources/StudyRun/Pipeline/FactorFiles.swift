import CoreTypes
import DataInput

/// The factors of a study, from one file or several such as three factors and momentum.
struct FactorFiles {
  /// A table and the first file that it came from.
  struct Part {
    var table: FactorTable
    let file: String
  }

  /// One a group of files with the same columns; each column stands in one table only.
  let parts: [Part]
  let summaries: [InputFileSummary]
  let diagnostics: [Diagnostic]
  /// What is said about the cache: no part of the results.
  let cacheNotes: [Diagnostic]

  /// Throws for a column that two files have.
  static func read(
    _ sources: [TableSource], clock: ExchangeClock?, cache: InputCache?
  ) throws(RunFailure) -> FactorFiles {
    var parts: [Part] = []
    var summaries: [InputFileSummary] = []
    var diagnostics: [Diagnostic] = []
    var cacheNotes: [Diagnostic] = []
    for source in sources {
      let input = try CachedFactors.read(
        source.file, layout: source.layout, format: source.factorsFormat, clock: clock, cache: cache,
        notes: &cacheNotes)
      summaries.append(input.summary)
      diagnostics += input.diagnostics
      try add(input.table, source.file, to: &parts)
    }
    return FactorFiles(parts: parts, summaries: summaries, diagnostics: diagnostics, cacheNotes: cacheNotes)
  }

  /// Files with the same columns are parts of one table, such as a file a year.
  private static func add(
    _ table: FactorTable, _ file: InputFile, to parts: inout [Part]
  ) throws(RunFailure) {
    for index in parts.indices {
      let (earlier, other) = (parts[index].table, parts[index].file)
      if earlier.names == table.names {
        switch earlier.joined(to: table) {
        case .success(let joined): parts[index].table = joined
        case .failure(let conflict): throw .differing(conflict.date, file, other)
        }
        return
      }
      if let name = table.names.first(where: earlier.names.contains) { throw .twice(name, file, other) }
    }
    parts.append(Part(table: table, file: file.name))
  }
}

extension FactorTable {
  fileprivate struct Conflict: Error { let date: CalendarDate }

  /// The rows of both; a date that both have must have the same numbers.
  fileprivate func joined(to other: FactorTable) -> Result<FactorTable, Conflict> {
    let all =
      (dates.indices.map { (dates[$0], self, $0) } + other.dates.indices.map { (other.dates[$0], other, $0) })
      .enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element)
    var rows: [(date: CalendarDate, values: [UInt64])] = []
    for (date, table, row) in all {
      let values = table.columns.map { $0[row].bitPattern }
      if let last = rows.last, last.date == date {
        guard last.values == values else { return .failure(Conflict(date: date)) }
      } else {
        rows.append((date, values))
      }
    }
    return .success(
      FactorTable(
        names: names, dates: rows.map(\.date),
        columns: names.indices.map { column in rows.map { Double(bitPattern: $0.values[column]) } }))
  }
}

extension RunFailure {
  fileprivate static func twice(_ name: String, _ file: InputFile, _ other: String) -> RunFailure {
    RunFailure(
      .unusable, "the factor '\(name)' stands in '\(file.name)' and in '\(other)'",
      help: "keep one of the two columns: rename or remove the other", at: SourceLocation(file: file.name))
  }

  fileprivate static func differing(_ date: CalendarDate, _ file: InputFile, _ other: String) -> RunFailure {
    RunFailure(
      .unusable, "the factors of \(date) in '\(file.name)' differ from those in '\(other)'",
      help: "remove the rows that are wrong", at: SourceLocation(file: file.name))
  }
}
