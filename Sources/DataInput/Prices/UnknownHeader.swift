/// Why a header line that no format knows may be none.
enum UnknownHeader {
  /// What to do where the study gives the delimiter and another one stands in the line.
  static func advice(_ names: [String], delimiter: UInt8?) -> String? {
    guard let delimiter, names.count == 1, let only = names.first else { return nil }
    let given = UnicodeScalar(delimiter)
    guard !only.unicodeScalars.contains(given), only.contains(where: isDelimiter) else { return nil }
    let shown = given == "\t" ? "\\t" : String(given)
    return
      "the study says `delimiter: \"\(shown)\"`, which does not stand in the line: take it away, or give the one that "
      + "the file has"
  }

  /// What to do about it; `nil` where it looks like a line of column names.
  static func advice(_ names: [String], _ head: FileHead) -> String? {
    if isRow(names) {
      return "the first line is a row already: put a header line before it, such as date,close"
    }
    if head.rows.count > 2, head.rows[2].first == PriceFileFormat.yfinanceTitleOfInstants,
      head.rows[2].fields.dropFirst().allSatisfy(\.isEmpty)
    {
      return
        "yfinance writes `Datetime` where its rows are bars within a day: download days, with interval='1d'; "
        + "bars belong under `intraday:`, with `columns: {instant: Datetime, close: Close}`"
    }
    guard names.count == 1, let only = names.first else { return nil }
    if only.contains(where: isDelimiter) {
      return "the whole line stands in quotes: take away the quotes around each line"
    }
    let words = only.split(separator: " ")
    let isBlankSeparated =
      words.count > 1
      && head.rows.dropFirst().prefix(3).contains { row in
        let cells = row.first.split(separator: " ")
        return row.fields.count == 1 && cells.count == words.count
          && cells.contains { DateEvidence.isDate(String($0)) }
      }
    return isBlankSeparated ? "fields are separated by blanks: put commas between them" : nil
  }

  /// Dates and numbers stand where names should.
  static func isRow(_ names: [String]) -> Bool {
    names.count > 1 && names.contains(where: DateEvidence.isDate) && names.contains(where: isNumber)
  }

  private static func isDelimiter(_ character: Character) -> Bool {
    character.asciiValue.map(CSVOpening.delimiters.contains) ?? false
  }

  private static func isNumber(_ text: String) -> Bool {
    NumberScan.number(text, decimalMark: UInt8(ascii: ".")) != nil
  }
}
