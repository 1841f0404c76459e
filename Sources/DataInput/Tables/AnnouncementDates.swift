import CoreTypes

/// How the dates of `announced_at` are written, where neither the study says so nor the first of them is ISO 8601:
/// `07.10.2019 16:20` is read, `07/10/2019` only where another row has a day above 12.
struct AnnouncementDates {
  let format: DateFormat
  /// The note that says so.
  let diagnostic: Diagnostic

  /// Enough rows to know.
  private static let most = 2_000

  /// `nil` where the dates are plain or nothing tells; rows that cannot be read are then told one by one.
  static func found(in table: TextTable) -> AnnouncementDates? {
    guard let first = table.rows.lazy.compactMap({ $0.value("announced_at") }).first,
      DateTimeText(first) == nil
    else { return nil }
    let texts = table.rows.prefix(most).compactMap { row in
      row.value("announced_at").map { (text: datePart($0), line: row.line) }
    }
    guard case .decided(let format, let proof, let line) = DateEvidence(texts) else { return nil }
    return AnnouncementDates(
      format: format,
      diagnostic: Diagnostic(
        .dateFormatDetected, at: SourceLocation(file: table.file, line: line),
        message: "dates are read as \(format.pattern), the only way to read \(FieldText.quoted(proof))",
        help: "`events: {files: \(table.file), date_format: \(format.pattern)}` in the study says so for good"
      ))
  }

  /// Without a time of day behind it.
  private static func datePart(_ text: String) -> String {
    guard let colon = text.firstIndex(of: ":"),
      let end = text[..<colon].lastIndex(where: { $0 == " " || $0 == "T" })
    else { return text }
    return String(text[..<end])
  }
}
