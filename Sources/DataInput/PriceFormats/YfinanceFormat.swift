extension PriceFileFormat {
  /// What `yfinance.download(...).to_csv()` writes: three header lines, one security or several.
  package static let yfinance = PriceFileFormat(
    id: "yfinance",
    title: "yfinance download, three header lines",
    headerLines: ["Price,Close,High,Low,Open,Volume", "Ticker,SPY,SPY,SPY,SPY,SPY", "Date,,,,,"],
    notes: [
      "The second line names the security of each column; with several, each is read.",
      "The names of the first two lines may be missing, as older versions write them.",
      "Since version 0.2.51 `Close` is adjusted for splits and dividends unless there is an `Adj Close`.",
    ],
    header: .lines(threeLines),
    columns: PriceColumns(date: "Date", close: "Close", adjustedClose: "Adj Close"),
    traits: yfinanceTraits)

  /// What `yfinance.Ticker(...).history().to_csv()` writes.
  package static let yfinanceHistory = PriceFileFormat(
    id: "yfinance-history",
    title: "yfinance history of one security",
    headerLines: ["Date,Open,High,Low,Close,Volume,Dividends,Stock Splits"],
    notes: [
      "One security a file; its id is the file's name without `.csv`.",
      "`Close` is adjusted for splits and dividends; the date is the one that is written, whatever offset follows.",
    ],
    header: .columns(["Date", "Open", "High", "Low", "Close", "Volume", "Dividends", "Stock Splits"]),
    columns: PriceColumns(
      date: "Date", close: "Close", open: "Open", high: "High", low: "Low", volume: "Volume"),
    traits: yfinanceTraits)

  private static var yfinanceTraits: PriceFileTraits {
    var traits = PriceFileTraits.plain
    traits.closes = .splitsAndDividends
    traits.suspendedDays = .zeroVolume
    return traits
  }

  private static let yfinanceRoles: [String: PriceColumnRole] = [
    "close": .close, "adj close": .adjustedClose, "open": .open, "high": .high, "low": .low,
    "volume": .volume,
  ]

  @Sendable private static func threeLines(_ head: FileHead) -> WideHeader? {
    yfinanceLines(head, titleOfDates: "Date")
  }

  /// What the third line begins with where rows are bars within a day.
  static let yfinanceTitleOfInstants = "Datetime"

  /// Field names and tickers in the first two lines, in either order, and a third that begins with `titleOfDates` and holds
  /// nothing else.
  static func yfinanceLines(_ head: FileHead, titleOfDates: String) -> WideHeader? {
    guard head.rows.count > 3, head.rows[2].first == titleOfDates,
      head.rows[2].fields.dropFirst().allSatisfy(\.isEmpty)
    else { return nil }
    let lines = head.rows.prefix(2).map { Array($0.fields.dropFirst()) }
    func holds(_ line: [String], _ name: String) -> Bool { line.contains { $0.lowercased() == name } }
    guard let names = lines.firstIndex(where: { holds($0, "close") || holds($0, "adj close") }),
      lines[0].count == lines[1].count
    else { return nil }
    var columns: [WideColumn?] = [WideColumn(security: nil, role: .date, dateField: 0)]
    for (name, ticker) in zip(lines[names], lines[1 - names]) {
      let role = ticker.isEmpty ? nil : yfinanceRoles[name.lowercased()]
      columns.append(role.map { WideColumn(security: ticker, role: $0, dateField: 0) })
    }
    return WideHeader(headerRow: names, firstDataRow: 3, columns: columns)
  }
}
