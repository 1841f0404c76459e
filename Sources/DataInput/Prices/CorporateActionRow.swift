import CoreTypes

/// A line of a dividend or a split among the prices, as it stands in Yahoo's table on the web: `"May 9, 2019",0.25 Dividend`.
enum CorporateActionRow {
  private static let words = [
    "dividend", "dividends", "stock split", "stock splits", "capital gain", "capital gains",
  ]

  /// A date, a number with what it is behind it, and nothing else.
  static func isOne(_ row: SourceRow, columns: Int) -> Bool {
    guard row.extent == .whole, let text = row.text(ofField: 1), isAction(text),
      let date = row.text(ofField: 0), DateEvidence.isDate(date)
    else { return false }
    return (2...max(2, columns)).allSatisfy { row.text(ofField: $0)?.isEmpty ?? true }
  }

  /// `0.25 Dividend`, `4:1 Stock Splits`.
  private static func isAction(_ text: String) -> Bool {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].first?.isNumber ?? false else { return false }
    return parts[0].utf8.allSatisfy { $0 &- 48 <= 9 || [44, 46, 47, 58].contains($0) }
      && words.contains(parts[1].split(separator: " ").joined(separator: " ").lowercased())
  }

  /// What is said of them, at the first one.
  static func diagnostic(_ line: Int, in input: InputFile, _ row: SourceRow?) -> Diagnostic {
    Diagnostic(
      .corporateActionRow, at: SourceLocation(file: input.name, line: line),
      message:
        "this line is a dividend or a split among the prices; it is left aside, with the others like it",
      help: "there is nothing to do; see that the prices which returns are made from know of it",
      excerpt: row?.line(0))
  }
}

extension PriceFault {
  /// What a line of a dividend or split is refused for, or what is said of it besides.
  var mayBeCorporateAction: Bool {
    switch kind {
    case .fieldCount, .missing, .notANumber, .otherNotANumber: true
    default: false
    }
  }
}
