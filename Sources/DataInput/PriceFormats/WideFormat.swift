extension PriceFileFormat {
  /// A column of closes for each security, as a table of dates and securities is written by spreadsheets, pandas and R.
  package static let wide = PriceFileFormat(
    id: "wide",
    title: "A column of closes a security",
    headerLines: ["Date,AAA,BBB,CCC"],
    notes: [
      "The first column holds the dates, every other one the closes of the security that its title names.",
      "Recognized where the rows below hold numbers; an empty cell is a day without a price.",
    ],
    header: .lines(titles),
    columns: PriceColumns(date: "Date", close: "AAA"),
    traits: .plain)

  /// What the first column may be called; R leaves it without a name.
  private static let dateTitles: Set<String> = [
    "date", "dates", "datetime", "time", "timestamp", "day", "index", "",
  ]

  /// Titles of a single security's columns, of which one is enough to make it no such table.
  private static let fieldTitles = noCloses.union([
    "close", "last", "price", "value", "vwap", "bid", "ask", "change", "adj close", "adjusted close", "name",
    "currency",
  ])

  private static func isNumber(_ text: String) -> Bool {
    NumberScan.number(text, decimalMark: 46) != nil || NumberScan.number(text, decimalMark: 44) != nil
  }

  @Sendable private static func titles(_ head: PriceFileHead) -> WideHeader? {
    guard let titles = head.rows.first?.fields, titles.count > 2, dateTitles.contains(titles[0].lowercased()),
      head.rows.count > 1
    else { return nil }
    let securities = titles.dropFirst()
    guard securities.allSatisfy({ !$0.isEmpty && !fieldTitles.contains($0.lowercased()) }) else { return nil }
    let rows = head.rows.dropFirst()
    let good = rows.count { row in
      row.fields.count == titles.count && DateEvidence.isDate(row.first)
        && row.fields.dropFirst().allSatisfy { FieldText.isMissing($0) || isNumber($0) }
    }
    guard good * 10 >= rows.count * 9 else { return nil }
    return WideHeader(
      headerRow: 0, firstDataRow: 1,
      columns: [WideColumn(security: nil, role: .date, dateField: 0)]
        + securities.map { WideColumn(security: $0, role: .close, dateField: 0) })
  }
}
