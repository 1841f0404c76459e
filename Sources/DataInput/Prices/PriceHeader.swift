import CoreTypes

/// The header row of a price file held against what the study says its columns are.
struct PriceHeader {
  var header: CSVOpening
  let file: String
  /// The `prices` entry of the file.
  let source: PriceSource
  var diagnostics: [Diagnostic] = []
  /// The values of a table with a column a security are taken for prices and look like returns: none is used.
  var looksLikeReturns = false
  /// The one security that the header lines of a file of bars name.
  var ticker: String?

  init(header: CSVOpening, file: String, of source: PriceSource) {
    self.header = header.withTitleOfDates()
    self.file = file
    self.source = source
  }

  var names: [String] { header.header }

  /// What the header says the file is; `nil` where it does not fit. Throws where the study names a format that does
  /// not exist. `head` reads the first rows, where the first line does not tell.
  mutating func choice(head: () -> FileHead) throws(RunFailure) -> PriceFormatChoice? {
    if source.intraday != nil, let columns = source.columns { return choice(ofBars: columns, head) }
    if let id = source.format {
      guard let format = PriceFileFormats.format(id: id) else { throw PriceHeader.unknownFormat(id) }
      if let choice = choice(format, head) { return choice }
      let rows = head()
      let study = source.columns
      if moveHeader(rows, where: { format.columns($0, named: study) != nil }) { return choice(format, head) }
      report(missing: format.missing(from: names), of: format, rows)
      return nil
    }
    if let columns = source.columns {
      if !names.contains(where: { $0.lowercased() == columns.date.lowercased() }) {
        moveHeader(head()) { row in row.contains { $0.lowercased() == columns.date.lowercased() } }
      }
      return PriceFormatChoice(id: "columns", columns: .named(columns), traits: .plain)
    }
    if let choice = detected() { return choice }
    let rows = head()
    for format in PriceFileFormats.all {
      if let choice = choice(format, { rows }) { return choice }
    }
    if moveHeader(rows, where: { row in PriceFileFormats.all.contains { $0.columns(row) != nil } }) {
      return detected()
    }
    reportUnrecognized(rows)
    return nil
  }

  /// The first format that knows the header line.
  private mutating func detected() -> PriceFormatChoice? {
    for format in PriceFileFormats.all {
      if let columns = format.columns(names) {
        reportUnread(format, columns)
        if case .usualNames = format.header, !reportNearlyAnother(columns) { reportLikelyReturns(columns) }
        return PriceFormatChoice(id: format.id, columns: .named(columns), traits: format.traits)
      }
    }
    return nil
  }

  /// Takes the first of the next lines that `isHeader` and that is as wide as the row below it for the header: titles
  /// and remarks may stand before it.
  @discardableResult
  mutating func moveHeader(_ head: FileHead, where isHeader: ([String]) -> Bool) -> Bool {
    guard let row = head.headerRow(where: isHeader) else { return false }
    header = header.opened(atRow: row, of: head)
    reportLinesAbove()
    return true
  }

  private mutating func choice(
    _ format: PriceFileFormat, _ head: () -> FileHead
  ) -> PriceFormatChoice? {
    guard case .lines(let find) = format.header else {
      guard let columns = format.columns(names, named: source.columns) else { return nil }
      reportUnread(format, columns)
      return PriceFormatChoice(id: format.id, columns: .named(columns), traits: format.traits)
    }
    let rows = head()
    guard let (named, unnamed) = find(rows)?.withNamedColumns(),
      named.columns.contains(where: { $0?.security != nil })
    else { return nil }
    let isWide = format.id == PriceFileFormat.wide.id
    let found = isWide && source.returnsIn != nil ? named.withReturns() : named
    let (wide, repeated) = found.withFirstColumns()
    header = header.opened(at: wide, of: rows)
    if isWide {
      if wide.headerRow > 0 { reportLinesAbove() }
      if source.returnsIn == nil { reportLikelyReturns(in: rows, below: wide.headerRow) }
    }
    if let first = unnamed.first { reportUnnamed(first, of: unnamed.count) }
    for column in repeated { reportRepeated(column) }
    if !isWide, source.basis != .close,
      !wide.columns.contains(where: { $0?.role == .adjustedClose })
    {
      reportLikelyAdjustedClose(
        close: format.columns.close,
        help: "if it is, call it 'Adj Close' in the header line; if not, say `price: close`")
    }
    return PriceFormatChoice(id: format.id, columns: .wide(wide), traits: format.traits)
  }

  /// Gives each column its role; `false` where a column is missing without which no row can be read.
  mutating func assign(_ columns: PriceColumns, to roles: inout [PriceColumnRole]) -> Bool {
    let wanted: [(String?, PriceColumnRole, isNeeded: Bool)] = [
      (columns.date, .date, true), (source.timeColumn, .time, true),
      (columns.close, .close, columns.returnColumn == nil),
      (columns.adjustedClose, .adjustedClose, true), (columns.returnColumn, .returns, true),
      (source.security == nil ? columns.security : nil, .security, true), (columns.open, .open, false),
      (columns.high, .high, false), (columns.low, .low, false), (columns.volume, .volume, false),
      (columns.divisor, .divisor, true), (columns.factor, .factor, false),
      (columns.status, .status, false), (columns.duration, .duration, false),
      (columns.delisted, .delisted, false),
    ]
    let plain = names.map { $0.lowercased() }
    var isComplete = true
    for (name, role, isNeeded) in wanted {
      guard let name else { continue }
      guard let index = index(of: name, plain) else {
        report(unknown: name, isNeeded: isNeeded)
        if isNeeded { isComplete = false }
        continue
      }
      roles[index] = role
    }
    return isComplete
      && (roles.contains(.close) || roles.contains(.adjustedClose) || roles.contains(.returns))
  }

  /// The column of exactly this name, else the only one that differs in letter case alone. `plain` = the names in lower
  /// case.
  private mutating func index(of name: String, _ plain: [String]) -> Int? {
    let wanted = name.lowercased()
    let alike = plain.indices.filter { plain[$0] == wanted }
    guard let found = alike.first(where: { names[$0] == name }) else {
      return alike.count == 1 ? alike[0] : nil
    }
    // A study that names its columns means the spelling, a format does not.
    let count = source.columns == nil ? alike.count : alike.count { names[$0] == name }
    if count > 1 { reportDuplicate(name, count: count) }
    return found
  }

  /// Whether the file has what the study says returns are made from.
  mutating func hasWhatReturnsAreFrom(_ roles: [PriceColumnRole], _ format: String) -> Bool {
    switch source.returnsFrom {
    case .column where !roles.contains(.returns): reportNoReturns(format)
    case .prices where !roles.contains(.close) && !roles.contains(.adjustedClose): reportNoPrices()
    default: return true
    }
    return false
  }

  private static func unknownFormat(_ id: String) -> RunFailure {
    let known = PriceFileFormats.all.map(\.id)
    let nearest = NearestName.to(id, among: known).map { "did you mean '\($0)'? " } ?? ""
    return RunFailure(
      .unusable, "there is no price file format \(FieldText.quoted(id))",
      help: "\(nearest)the formats are: \(FieldText.list(known))")
  }
}
