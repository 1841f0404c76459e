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

  /// Requires the columns `security` and `from` (else `unusable`, 65). Dates as `layout.dateFormat` says, otherwise ISO
  /// or compact or as only one form reads them (`TableDates`); a time of day as in ISO 8601 may follow, with an offset
  /// or on the exchange's clock; an empty `until` means still suspended. Midnight without an offset is a date, but
  /// beside a `from` with another time it is the moment, as 24:00 always is.
  package static func read(_ input: InputFile, layout: FileLayout) throws(RunFailure) -> SuspensionsInput {
    let read = try TextTableReader.read(
      input, layout: layout, known: known, required: ["security", "from"], decisive: known, labels: [],
      format: "suspensions")
    let found =
      layout.dateFormat == nil ? TableDates.found(in: read.table, ["from", "until"], .suspensions) : nil
    let dates = Dates(format: layout.dateFormat ?? found?.format, readsISO: layout.dateFormat == nil)
    var diagnostics = read.headerDiagnostics + (found.map { [$0.diagnostic] } ?? [])
    var suspensions: [DeclaredSuspension] = []
    for (index, row) in read.table.rows.enumerated() {
      let damage = read.damage[index]
      switch (damage?.ofLostRow).map(Outcome.fault) ?? suspension(row, input, dates) {
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
    _ row: TextRow, _ input: InputFile, _ dates: Dates
  ) -> Outcome {
    let expected =
      (dates.format?.pattern ?? "YYYY-MM-DD or YYYYMMDD") + ", or a time such as 2019-10-08T10:05"
    guard let security = row.value("security") else {
      return .fault(
        fault(row, "security", input, nil, "the row names no security", "fill in the column 'security'"))
    }
    guard let from = dates.moment(row.value("from") ?? "", isMidnightADate: true) else {
      return .fault(
        fault(
          row, "from", input, security,
          "expected the first suspended day as \(expected), found \(FieldText.quoted(row.value("from") ?? ""))",
          dates.help(row.value("from") ?? "", in: input)))
    }
    let until = row.value("until").map {
      ($0, dates.moment($0, isMidnightADate: from.secondOfDay == nil))
    }
    if let (text, date) = until, date == nil {
      return .fault(
        fault(
          row, "until", input, security,
          "expected the last suspended day as \(expected), found \(FieldText.quoted(text))",
          dates.help(text, in: input) + ", or leave it empty if the security is still suspended"))
    }
    if let last = until?.1, let fault = order(from, last) {
      let (begin, end) = (row.value("from") ?? "", row.value("until") ?? "")
      return .fault(
        fault == .reversed
          ? self.fault(
            row, "until", input, security, "the suspension ends on \(end), before it begins on \(begin)",
            "exchange the dates, or correct one of them")
          : self.fault(
            row, "until", input, security,
            "the suspension ends at the moment at which it begins (from \(begin), until \(end))",
            "correct one of the times: 'until' is when trading went on"))
    }
    return .read(
      DeclaredSuspension(
        security: SecurityID(security), from: from, until: until?.1, reason: row.value("reason"),
        location: SourceLocation(file: input.name, line: row.line)))
  }

  /// How the dates of the file are written.
  private struct Dates {
    let format: DateFormat?
    /// The study does not say it: ISO dates may stand among the others.
    let readsISO: Bool

    /// A date in the file's own form, with or without a time of day behind it, or ISO 8601 with one. Midnight without an offset
    /// is how some programs write a date, which none writes as 24:00.
    func moment(_ text: String, isMidnightADate: Bool) -> DateTimeText? {
      var iso: String? = text
      if let format {
        iso = DateScan.isoText(text, format: format) ?? (readsISO || text.contains(":") ? text : nil)
      }
      guard let iso, let moment = DateTimeText(iso) else { return nil }
      func digits(_ text: String) -> String { text.filter { $0 != "-" } }
      // 24:00 belongs to the day after the one that is written.
      let isMidnight =
        moment.secondOfDay == 0 && moment.offset == nil
        && digits(iso).hasPrefix(digits(moment.date.description))
      return isMidnightADate && isMidnight ? DateTimeText(date: moment.date) : moment
    }

    func help(_ text: String, in input: InputFile) -> String {
      text.isEmpty
        ? "fill in the date"
        : StudyKey.suspensions.help(forDate: text, in: input.name, isKnown: format != nil)
    }
  }

  private enum Order { case reversed, empty }

  /// What is wrong with a halt that ends before, or at the time at which, it begins. Times with different offsets are compared
  /// in UTC; a time without one stands on the exchange's clock, and only its date is compared with one that has.
  private static func order(_ first: DateTimeText, _ last: DateTimeText) -> Order? {
    guard let end = last.secondOfDay, let start = first.secondOfDay,
      (last.offset == nil) == (first.offset == nil)
    else { return last.date < first.date ? .reversed : nil }
    func utc(_ moment: DateTimeText, _ second: Int) -> Instant {
      Instant(date: moment.date, secondOfDay: second, offset: moment.offset ?? 0)
    }
    let (from, until) = (utc(first, start), utc(last, end))
    return until < from ? .reversed : until == from ? .empty : nil
  }

  private static func fault(
    _ row: TextRow, _ column: String, _ input: InputFile, _ security: String?, _ message: String,
    _ help: String
  ) -> Diagnostic {
    Diagnostic(
      .suspensionUnreadable,
      at: row.location(in: input.name, ofColumn: column),
      security: security.map { SecurityID($0) }, message: message, help: help + "; the row is left out",
      excerpt: row.excerpt(ofColumn: column))
  }
}
