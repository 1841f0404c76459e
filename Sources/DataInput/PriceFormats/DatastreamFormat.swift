extension PriceFileFormat {
  /// Datastream's time series requests: a column a security.
  package static let datastream = PriceFileFormat(
    id: "datastream",
    title: "Datastream (Refinitiv, LSEG), a column a security",
    headerLines: ["Name,FIRM A,FIRM B,#ERROR", "Code,AAA(P),BBB(P),"],
    notes: [
      "The id of a security is its code without the datatype in brackets, or its name where there is no line `Code`.",
      "Datatype P (PI of an index, or none) is the price, RI the total return index that returns are made from where it is there; PO, "
        + "PH, PL and VO are open, high, low and volume. A column whose head is `#ERROR` is left aside.",
      "P is repeated on holidays and after a delisting: `price-on-closed-day` and `quality.csv` show where.",
      "Dates follow the request's locale: say `date_format: DD/MM/YYYY` where they are not ISO and no day above 12 "
        + "tells; lines of the request (`Start,2018-01-01`) may stand above.",
    ],
    header: .lines(nameAndCode),
    columns: PriceColumns(date: "Name", close: "P", adjustedClose: "RI"),
    traits: datastreamTraits)

  private static var datastreamTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.closes = .splits
    traits.prices.missingPrefixes = ["$$er", "#error", "#n/a"]
    traits.suspendedDays = .padded
    return traits
  }

  private static let datastreamRoles: [String: PriceColumnRole] = [
    "": .close, "P": .close, "PI": .close, "RI": .adjustedClose, "PO": .open, "PH": .high, "PL": .low,
    "VO": .volume,
  ]

  @Sendable private static func nameAndCode(_ head: FileHead) -> WideHeader? {
    // The request (`Start,2018-01-01`) may stand above.
    guard let headerRow = head.rows.firstIndex(where: { $0.first.lowercased() == "name" }),
      head.rows[..<headerRow].allSatisfy({ $0.fields.count { !$0.isEmpty } <= 2 }),
      head.rows[headerRow].fields.count > 1
    else { return nil }
    let names = head.rows[headerRow]
    // Further lines of the head, such as the currency, have no digit in their first cell; dates do.
    let firstDataRow =
      head.rows[headerRow...].firstIndex { $0.first.contains(where: \.isNumber) } ?? head.rows.count
    let codes = head.rows[headerRow..<firstDataRow].first { $0.first.lowercased() == "code" }?.fields
    // A cell too many or too few moves every code to its neighbor's prices.
    if let codes, codes.count != names.fields.count { return nil }
    var columns: [WideColumn?] = [WideColumn(security: nil, role: .date, dateField: 0)]
    for field in 1..<names.fields.count {
      let code = codes.flatMap { field < $0.count ? $0[field] : nil } ?? names.fields[field]
      columns.append(names.fields[field].hasPrefix("#ERROR") ? nil : column(code))
    }
    return WideHeader(headerRow: headerRow, firstDataRow: firstDataRow, columns: columns)
  }

  /// `AAA(P)`.
  private static func column(_ code: String) -> WideColumn? {
    var security = code[...]
    var datatype = ""
    if code.hasSuffix(")"), let bracket = code.lastIndex(of: "(") {
      security = code[..<bracket]
      datatype = String(code[code.index(after: bracket)...].dropLast()).uppercased()
    }
    guard !security.isEmpty, let role = datastreamRoles[datatype] else { return nil }
    return WideColumn(security: String(security), role: role, dateField: 0)
  }
}
