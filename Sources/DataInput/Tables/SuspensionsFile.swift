import CoreTypes

/// The trading halts that suspensions.csv declares, in the order of the file.
package struct SuspensionsInput: Sendable {
  package let suspensions: [DeclaredSuspension]
  package let summary: InputFileSummary
  package let diagnostics: [Diagnostic]
}

/// Reads declared trading halts.
package enum SuspensionsFile {
  private static let known = ["security", "from", "until", "reason"]

  /// Requires the columns `security` and `from` (else `unusable`, 65). Dates as `layout.dateFormat` says, ISO
  /// or compact otherwise; an empty `until` means still suspended.
  package static func read(_ input: InputFile, layout: FileLayout) throws(RunFailure) -> SuspensionsInput {
    let format = try EventsFile.dateFormat(layout)
    var dates = DateScan(format: format)
    let read = try TextTableReader.read(
      input, layout: layout, known: known, required: ["security", "from"])
    var diagnostics = read.headerDiagnostics
    var suspensions: [DeclaredSuspension] = []
    for (row, damage) in zip(read.table.rows, read.damage) {
      switch damage.map(Outcome.fault) ?? suspension(row, input, format, &dates) {
      case .read(let suspension): suspensions.append(suspension)
      case .fault(let diagnostic): diagnostics.append(diagnostic)
      }
    }
    return SuspensionsInput(
      suspensions: suspensions,
      summary: read.file.summary(
        format: "suspensions", rowsRefused: read.table.rows.count - suspensions.count),
      diagnostics: diagnostics)
  }

  private enum Outcome {
    case read(DeclaredSuspension)
    case fault(Diagnostic)
  }

  private static func suspension(
    _ row: TextRow, _ input: InputFile, _ format: DateFormat?, _ dates: inout DateScan
  ) -> Outcome {
    let expected = format?.pattern ?? "YYYY-MM-DD or YYYYMMDD"
    guard let security = row.value("security") else {
      return .fault(
        fault(row, "security", input, nil, "the row names no security", "fill in the column 'security'"))
    }
    guard let from = dates.date(row.value("from") ?? "") else {
      return .fault(
        fault(
          row, "from", input, security,
          "expected the first suspended day as \(expected), found \(FieldText.quoted(row.value("from") ?? ""))",
          "correct the date"))
    }
    let until = row.value("until").map { ($0, dates.date($0)) }
    if let (text, date) = until, date == nil {
      return .fault(
        fault(
          row, "until", input, security,
          "expected the last suspended day as \(expected), found \(FieldText.quoted(text))",
          "correct the date, or leave it empty if the security is still suspended"))
    }
    if let last = until?.1, last < from {
      return .fault(
        fault(
          row, "until", input, security, "the suspension ends on \(last), before it begins on \(from)",
          "exchange the dates, or correct one of them"))
    }
    return .read(
      DeclaredSuspension(
        security: SecurityID(security), from: from, until: until?.1, reason: row.value("reason"),
        location: SourceLocation(file: input.name, line: row.line)))
  }

  private static func fault(
    _ row: TextRow, _ column: String, _ input: InputFile, _ security: String?, _ message: String,
    _ help: String
  ) -> Diagnostic {
    Diagnostic(
      .suspensionUnreadable,
      at: SourceLocation(file: input.name, line: row.line, column: row.fields[column]?.column),
      security: security.map { SecurityID($0) }, message: message, help: help + "; the row is left out",
      excerpt: row.source)
  }
}
