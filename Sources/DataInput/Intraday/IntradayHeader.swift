import CoreTypes

/// The header of a file of bars or quotes: its first line, yfinance's three lines, or a line below titles and remarks.
extension PriceHeader {
  /// `nil` where the file has bars of several securities and nothing says which are meant. `head` reads the first rows, where
  /// the first line is no header with an instant below it.
  mutating func choice(ofBars columns: PriceColumns, _ head: () -> FileHead) -> PriceFormatChoice? {
    let choice = PriceFormatChoice(id: source.format ?? "columns", columns: .named(columns), traits: .plain)
    let moments = [columns.date, source.timeColumn].compactMap(\.self)
    func isHeader(_ row: [String]) -> Bool {
      moments.allSatisfy { PriceHeader.field(of: $0, in: row) != nil }
    }
    if isHeader(names), isAboveInstants(columns.date) { return choice }
    let rows = head()
    let title = PriceFileFormat.yfinanceTitleOfInstants
    if let lines = PriceFileFormat.yfinanceLines(rows, titleOfDates: title) {
      return take(lines, of: rows, instants: columns.date) ? choice : nil
    }
    if !isHeader(names) { moveHeader(rows, where: isHeader) }
    return choice
  }

  private func isAboveInstants(_ name: String) -> Bool {
    guard let field = PriceHeader.field(of: name, in: names), field < header.firstRow.count else {
      return false
    }
    return header.firstRow[field].utf8.contains { $0 &- 48 <= 9 }
  }

  private static func field(of name: String, in row: [String]) -> Int? {
    let wanted = name.lowercased()
    return row.firstIndex { FieldText.trimmed($0).lowercased() == wanted }
  }

  /// Takes three lines for the header; whichever of their first names the study gives, it means the instants.
  private mutating func take(_ lines: WideHeader, of head: FileHead, instants name: String) -> Bool {
    let titles = head.rows.prefix(3).map(\.first)
    header = header.opened(at: lines, of: head)
    header.header[0] =
      PriceHeader.field(of: name, in: titles) == nil ? PriceFileFormat.yfinanceTitleOfInstants : name
    var tickers: [String] = []
    for case let security? in lines.columns.map({ $0?.security }) where !tickers.contains(security) {
      tickers.append(security)
    }
    guard tickers.count > 1 else {
      ticker = tickers.first
      return true
    }
    guard let own = source.security, tickers.contains(own) else {
      reportSeveral(tickers)
      return false
    }
    for (field, column) in lines.columns.enumerated() where column?.security.map({ $0 != own }) ?? false {
      header.header[field] = ""
    }
    return true
  }

  private mutating func reportSeveral(_ tickers: [String]) {
    diagnostics.append(
      Diagnostic(
        .unknownColumn, at: location,
        message: "the file has bars of \(FieldText.list(tickers)), so that no row of it can be used",
        help: "say whose are meant, such as by `security: \(YAMLText.quoted(tickers[0]))` in the entry of "
          + "`intraday`, and make an entry for each",
        excerpt: excerpt))
  }
}
