import CoreTypes

extension PriceFileFormat {
  /// A column of closes for each security, as a table of dates and securities is written by spreadsheets, pandas and R.
  package static let wide = PriceFileFormat(
    id: "wide",
    title: "A column of closes a security",
    headerLines: ["Date,AAA,BBB,CCC"],
    notes: [
      "The first column holds the dates, every other one the closes of the security that its title names.",
      "With `returns_in:` in the entry of the study the values are ready-made returns, written as it says.",
      "Recognized where the rows below hold numbers; an empty cell is a day without a price, and a column without a title "
        + "and without a number is left aside.",
      "A table whose columns are of one security, under names that are not known, looks alike: say `columns:` then.",
    ],
    header: .lines(titles),
    columns: PriceColumns(date: "Date", close: "AAA"),
    traits: .plain)

  /// What the first column may be called; R leaves it without a name.
  private static let dateTitles = Set(
    ["date", "dates", "datetime", "time", "timestamp", "day", "index", ""] + TranslatedColumns.dates)

  /// Titles of a single security's columns, of which one is enough to make it no such table.
  private static let fieldTitles = noCloses.union([
    "close", "last", "price", "value", "vwap", "bid", "ask", "change", "adj close", "adjusted close", "name",
    "currency",
  ])

  @Sendable private static func titles(_ head: FileHead) -> WideHeader? {
    let row = titleRow(head)
    guard wideFault(head, row) == nil else { return nil }
    let titles = head.rows[row].fields
    return WideHeader(
      headerRow: row, firstDataRow: row + 1,
      columns: [WideColumn(security: nil, role: .date, dateField: 0)]
        + titles.dropFirst().map {
          $0.isEmpty ? nil : WideColumn(security: $0, role: .close, dateField: 0)
        })
  }

  /// The first row, or the one below titles: rows of at most one cell that holds something.
  private static func titleRow(_ head: FileHead) -> Int {
    let below = head.rows.firstIndex { row in row.fields.count { !$0.isEmpty } > 1 } ?? 0
    return below < head.rows.count && dateTitles.contains(head.rows[below].first.lowercased()) ? below : 0
  }

  /// Why the rows are no table with a column a security; `nil` where they are.
  private static func wideFault(_ head: FileHead, _ titleRow: Int) -> String? {
    guard titleRow + 1 < head.rows.count else { return "rows below the header are needed" }
    let titles = head.rows[titleRow].fields
    // A line that breaks off before its first field has none.
    let first = head.rows[titleRow].first
    guard dateTitles.contains(first.lowercased()) else {
      return "the first column must hold the dates and be called Date, found \(FieldText.quoted(first))"
    }
    let securities = titles.dropFirst().filter { !$0.isEmpty }
    guard securities.count > 1 else { return "two columns with the names of securities are needed" }
    let fields = fieldTitles.union(TranslatedColumns.titles(besides: first))
    if let field = securities.first(where: {
      fields.contains($0.lowercased()) || ReturnTitles.isReturn($0)
    }) {
      return "\(FieldText.quoted(field)) is what a column of a single security is called"
    }
    let rows = head.rows.dropFirst(titleRow + 1)
    let bad = rows.filter { odd($0, titles) != nil }
    guard bad.count * 10 > rows.count, let first = bad.first, let odd = odd(first, titles) else { return nil }
    return "line \(first.line) \(odd)"
  }

  /// What of a row is not as in such a table.
  private static func odd(_ row: FileHead.Row, _ titles: [String]) -> String? {
    guard row.fields.count == titles.count else {
      return "has \(row.fields.count) fields, the header \(titles.count)"
    }
    guard DateEvidence.isDate(row.first) else { return "has no date but \(FieldText.quoted(row.first))" }
    var first: String?
    var others = 0
    for (title, cell) in zip(titles, row.fields).dropFirst() where !FieldText.isMissing(cell) {
      if title.isEmpty { return "has \(FieldText.quoted(cell)) in a column without a name" }
      guard !NumberEvidence.isNumber(cell) else { continue }
      others += 1
      first = first ?? "has \(FieldText.quoted(cell)) below \(FieldText.quoted(title)), which is no number"
    }
    // A few cells among many are bad cells of a table, which are told one by one.
    return others * 20 > titles.count ? first : nil
  }

  /// What to say where the study asks for the format and the rows are not of it.
  static func whyNotWide(_ head: FileHead) -> String? {
    wideFault(head, titleRow(head)).map {
      "\($0); where the columns are of one security, name them with `columns:`"
    }
  }

  /// What to do where columns were taken for securities that are columns of one.
  package static func helpAgainstWide(
    date: String, columns: [String], security: String, file: String?
  ) -> String {
    let close = columns.first { $0.lowercased().hasSuffix("close") } ?? columns.first ?? ""
    let title = date.isEmpty ? CSVOpening.titleOfDates : date
    let adjusted = likelyAdjustedClose(in: columns).map { ", adjusted_close: \(YAMLText.quoted($0))" } ?? ""
    let names = "\(YAMLText.quoted(title)), close: \(YAMLText.quoted(close))\(adjusted)"
    return
      (file.map { "the columns of \($0) were taken for securities (\(FieldText.list(columns))): if" } ?? "if")
      + " they are prices of \(security), say `columns: {date: \(names)}` beside `files:`, with the name of the one that is "
      + "the close"
  }
}
