import CoreTypes

/// The columns `delisting_return` and `delisting_date` of securities.csv.
struct DelistingColumns {
  private let input: InputFile
  private let format: DateFormat?
  private let decimalMark: UInt8
  private var dates: DateScan

  /// - Parameters:
  ///   - found: how the dates are written, where the study does not say it and the rows tell.
  ///   - diagnostics: receives the note that numbers with a decimal comma were found.
  init(
    of table: TextTable, input: InputFile, layout: FileLayout, found: DateFormat?,
    diagnostics: inout [Diagnostic]
  ) {
    self.input = input
    format = layout.dateFormat ?? found
    let commas = layout.decimalComma ? nil : DelistingColumns.commas(in: table)
    if let commas {
      diagnostics.append(.numbersFound(commas, in: input.name, markIsComma: false, .securities))
    }
    decimalMark = layout.decimalComma || commas != nil ? UInt8(ascii: ",") : UInt8(ascii: ".")
    dates = DateScan(format: format, readsISO: layout.dateFormat == nil)
  }

  /// Of returns that only a decimal comma reads; nil for others.
  private static func commas(in table: TextTable) -> NumberEvidence? {
    let texts = table.rows.compactMap { row in
      row.value("delisting_return").flatMap { FieldText.isMissing($0) ? nil : (text: $0, line: row.line) }
    }
    guard texts.contains(where: { $0.text.contains(",") }),
      let evidence = NumberEvidence(prices: texts, volumes: [], markIsComma: false),
      evidence.decimalMark == UInt8(ascii: ","), !evidence.hasThousands, !evidence.hasCurrency
    else { return nil }
    return evidence
  }

  /// nil where the row has none, or one that cannot be used, which is a diagnostic then.
  mutating func read(_ row: TextRow, diagnostics: inout [Diagnostic]) -> DelistingReturn? {
    guard let text = row.value("delisting_return"), !FieldText.isMissing(text) else {
      if row.value("delisting_date") != nil {
        diagnostics.append(
          fault(
            row, "delisting_date", "there is a delisting date but no delisting return",
            "fill in the column 'delisting_return', such as -0.3"))
      }
      return nil
    }
    guard let value = NumberScan.number(text, decimalMark: decimalMark),
      (-1...PriceRowContext.largestReturn).contains(value)
    else {
      diagnostics.append(
        fault(
          row, "delisting_return",
          "expected a delisting return of -1 to \(Int(PriceRowContext.largestReturn)) in fractions, "
            + "found \(FieldText.quoted(text))",
          "write a fraction such as -0.3"))
      return nil
    }
    var date: CalendarDate?
    if let text = row.value("delisting_date") {
      date = dates.date(text)
      if date == nil {
        diagnostics.append(
          fault(
            row, "delisting_date",
            "expected a date as \(format?.pattern ?? "YYYY-MM-DD or YYYYMMDD"), found \(FieldText.quoted(text))",
            StudyKey.securities.help(forDate: text, in: input.name, isKnown: format != nil)
              + ", or leave it empty for the session after the last price"))
        return nil
      }
    }
    return DelistingReturn(
      value: value, date: date, location: SourceLocation(file: input.name, line: row.line))
  }

  private func fault(_ row: TextRow, _ column: String, _ message: String, _ help: String) -> Diagnostic {
    Diagnostic(
      .delistingUnreadable,
      at: row.location(in: input.name, ofColumn: column),
      security: row.value("security").map { SecurityID($0) }, message: message,
      help: help + "; the delisting return is left out", excerpt: row.excerpt(ofColumn: column))
  }
}
