import CoreTypes

/// How the dates of a table's columns, such as `announced_at`, are written, where the study does not say it and most of
/// them are not ISO 8601:
/// `07.10.2019 16:20` is read, `07/10/2019` only where another row has a day above 12.
///
/// A few rows without a date (`TBD`) do not hide how the others are written, nor do ISO dates, which are read as they are.
struct TableDates {
  let format: DateFormat
  /// The note that says so.
  let diagnostic: Diagnostic

  /// Enough rows to know.
  private static let most = 2_000

  /// `nil` where the dates are plain or nothing tells; rows that cannot be read are then told one by one.
  static func found(in table: TextTable, _ columns: [String], _ key: StudyKey) -> TableDates? {
    let typed = table.rows.prefix(most).flatMap { row in
      columns.compactMap { row.value($0) }.map { (text: $0, line: row.line) }
    }
    var others: [(text: String, line: Int)] = []
    var plain = 0
    for entry in typed {
      if DateTimeText(entry.text) == nil {
        others.append((datePart(entry.text), entry.line))
      } else {
        plain += 1
        // Half of them are enough to know that nothing is to be found.
        if plain * 2 >= typed.count { return nil }
      }
    }
    let dates = others.filter { DateEvidence.isDate($0.text) }
    guard dates.count * 2 > typed.count, case .decided(let format, let proof, let line) = DateEvidence(dates)
    else { return nil }
    var scan = DateScan(format: format)
    let odd = others.filter { scan.date($0.text) == nil }
    return TableDates(
      format: format,
      diagnostic: .datesFound(
        format, proof: proof, remark: remark(on: odd), at: SourceLocation(file: table.file, line: line), key))
  }

  /// Names the first row that is written otherwise.
  private static func remark(on odd: [(text: String, line: Int)]) -> String {
    guard let first = odd.first else { return "" }
    return
      "; \(FieldText.quoted(first.text)) on line \(first.line) is no such date"
      + (odd.count > 1 ? ", nor are \(odd.count - 1) more" : "")
  }

  /// Without a time of day behind it.
  private static func datePart(_ text: String) -> String {
    guard let colon = text.firstIndex(of: ":"),
      let end = text[..<colon].lastIndex(where: { $0 == " " || $0 == "T" })
    else { return text }
    return String(text[..<end])
  }
}
