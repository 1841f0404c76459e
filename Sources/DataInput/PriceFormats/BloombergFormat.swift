extension PriceFileFormat {
  /// Bloomberg's historical data in a worksheet (BDH), saved as CSV: a column, or a pair of columns, a security.
  package static let bloomberg = PriceFileFormat(
    id: "bloomberg",
    title: "Bloomberg historical data (BDH), a column or a pair of columns a security",
    headerLines: ["Start Date,2019-01-01", ",GOOG US Equity,AAPL US Equity", "Dates,PX_LAST,PX_LAST"],
    notes: [
      "A security is known by its yellow key (`GOOG US Equity`), which is its id; lines before that one are skipped.",
      "One column of dates for all, or one for each security beside its prices.",
      "PX_LAST is the close, PX_OPEN, PX_HIGH, PX_LOW and PX_VOLUME the others, TOT_RETURN_INDEX_GROSS_DVDS what "
        + "returns are made from where it is there; without a line of field names each column is a close.",
      "Dates follow the computer's locale: say `date_format: MM/DD/YYYY` where they are not ISO.",
    ],
    header: .lines(securityLine),
    columns: PriceColumns(date: "Dates", close: "PX_LAST"),
    traits: bloombergTraits)

  private static var bloombergTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.closes = .asDownloaded
    traits.prices.missingPrefixes = ["#n/a", "#name", "#value", "#ref"]
    traits.order = .any
    return traits
  }

  private static let yellowKeys = [
    "equity", "index", "curncy", "comdty", "corp", "govt", "mtge", "muni", "pfd",
  ]
  private static let bloombergRoles: [String: PriceColumnRole] = [
    "px_last": .close, "last price": .close, "last_price": .close, "px_close": .close, "px_open": .open,
    "open": .open, "px_high": .high, "high": .high, "px_low": .low, "low": .low, "px_volume": .volume,
    "volume": .volume, "tot_return_index_gross_dvds": .adjustedClose,
  ]

  private static func isSecurity(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    return words.count > 1 && yellowKeys.contains(words[words.count - 1].lowercased())
  }

  private static func isDateTitle(_ text: String) -> Bool { ["date", "dates"].contains(text.lowercased()) }

  @Sendable private static func securityLine(_ head: FileHead) -> WideHeader? {
    guard
      let line = head.rows.firstIndex(where: { row in
        row.fields.contains(where: isSecurity) && !row.first.lowercased().hasPrefix("security")
      })
    else { return nil }
    let names = head.rows[line].fields
    guard line + 1 < head.rows.count else { return nil }
    let below = head.rows[line + 1].fields
    let hasFieldNames =
      below.contains(where: isDateTitle) || below.contains { bloombergRoles[$0.lowercased()] != nil }
    var columns: [WideColumn?] = []
    var security: String?
    var dateField = 0
    for field in 0..<max(names.count, hasFieldNames ? below.count : 0) {
      let title = hasFieldNames && field < below.count ? below[field].lowercased() : ""
      if field < names.count, isSecurity(names[field]) { security = names[field] }
      if isDateTitle(title) || (field == 0 && !(title.count > 0 && bloombergRoles[title] != nil)) {
        dateField = field
        columns.append(WideColumn(security: nil, role: .date, dateField: field))
        continue
      }
      let isNamed = field < names.count && isSecurity(names[field])
      let role = hasFieldNames ? bloombergRoles[title] : isNamed ? .close : nil
      columns.append(
        security.flatMap { name in role.map { WideColumn(security: name, role: $0, dateField: dateField) } })
    }
    return WideHeader(headerRow: line, firstDataRow: line + (hasFieldNames ? 2 : 1), columns: columns)
  }
}
