import CoreTypes

/// The columns `delisting_return` and `delisting_date` of securities.csv.
struct DelistingColumns {
  private let input: InputFile
  private let format: DateFormat?
  private let decimalMark: UInt8
  private var dates: DateScan

  /// - Parameter found: how the dates are written, where the study does not say it and the rows tell.
  init(input: InputFile, layout: FileLayout, found: DateFormat?) {
    self.input = input
    format = layout.dateFormat ?? found
    decimalMark = layout.decimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    dates = DateScan(format: format, readsISO: layout.dateFormat == nil)
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
      at: SourceLocation(file: input.name, line: row.line, column: row.fields[column]?.column),
      security: row.value("security").map { SecurityID($0) }, message: message,
      help: help + "; the delisting return is left out", excerpt: row.source)
  }
}
