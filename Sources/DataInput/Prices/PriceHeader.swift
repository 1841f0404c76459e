import CoreTypes

/// The header row of a price file held against what the study says its columns are.
struct PriceHeader {
  private(set) var header: CSVOpening
  let file: String
  var diagnostics: [Diagnostic] = []

  init(header: CSVOpening, file: String) {
    self.header = header
    self.file = file
  }

  private var names: [String] { header.header }

  /// What the header says the file is; `nil` where it does not fit. Throws where the study names a format that does
  /// not exist. `head` reads the first rows, where the first line does not tell.
  mutating func choice(
    for source: PriceSource, head: () -> PriceFileHead
  ) throws(RunFailure) -> PriceFormatChoice? {
    if source.intraday != nil, let columns = source.columns {
      return PriceFormatChoice(
        id: source.format ?? "columns", columns: .named(columns), traits: .plain)
    }
    if let id = source.format {
      guard let format = PriceFileFormats.format(id: id) else { throw PriceHeader.unknownFormat(id) }
      if let choice = choice(format, source, head) { return choice }
      if moveHeader(head(), where: { format.columns($0) != nil }) { return choice(format, source, head) }
      report(missing: format.missing(from: names), of: format)
      return nil
    }
    if let columns = source.columns {
      if !names.contains(where: { $0.lowercased() == columns.date.lowercased() }) {
        moveHeader(head()) { row in row.contains { $0.lowercased() == columns.date.lowercased() } }
      }
      return PriceFormatChoice(id: "columns", columns: .named(columns), traits: .plain)
    }
    if let choice = detected(source) { return choice }
    let rows = head()
    for format in PriceFileFormats.all {
      if let choice = choice(format, source, { rows }) { return choice }
    }
    if moveHeader(rows, where: { row in PriceFileFormats.all.contains { $0.columns(row) != nil } }) {
      return detected(source)
    }
    reportUnrecognized(rows)
    return nil
  }

  /// The first format that knows the header line.
  private mutating func detected(_ source: PriceSource) -> PriceFormatChoice? {
    for format in PriceFileFormats.all {
      if let columns = format.columns(names) {
        if source.basis != .close, columns.adjustedClose == nil { reportLikelyAdjustedClose(columns) }
        return PriceFormatChoice(id: format.id, columns: .named(columns), traits: format.traits)
      }
    }
    return nil
  }

  /// Takes the first of the next lines that `isHeader` and that is as wide as the row below it for the header: titles
  /// and remarks may stand before it.
  @discardableResult
  private mutating func moveHeader(_ head: PriceFileHead, where isHeader: ([String]) -> Bool) -> Bool {
    let row = head.rows.indices.dropFirst().first { row in
      let count = head.rows[row].fields.count
      return count > 1 && isHeader(head.rows[row].fields)
        && (row + 1 == head.rows.count || (count...(count + 1)).contains(head.rows[row + 1].fields.count))
    }
    guard let row else { return false }
    header = header.opened(atRow: row, of: head)
    diagnostics.append(
      Diagnostic(
        .headerBelowOtherLines, at: location,
        message: "this line is taken for the header; the lines before it are left aside",
        help: "nothing is to be done if they are titles or remarks", excerpt: excerpt))
    return true
  }

  private mutating func choice(
    _ format: PriceFileFormat, _ source: PriceSource, _ head: () -> PriceFileHead
  ) -> PriceFormatChoice? {
    guard case .lines(let find) = format.header else {
      return format.columns(names).map {
        PriceFormatChoice(
          id: format.id, columns: .named($0.replaced(by: source.columns)), traits: format.traits)
      }
    }
    let rows = head()
    guard let wide = find(rows), wide.columns.contains(where: { $0?.security != nil }) else { return nil }
    header = header.opened(at: wide, of: rows)
    return PriceFormatChoice(id: format.id, columns: .wide(wide), traits: format.traits)
  }

  /// Gives each column its role; `false` where a column is missing without which no row can be read.
  mutating func assign(
    _ columns: PriceColumns, to roles: inout [PriceColumnRole], securityIsGiven: Bool
  ) -> Bool {
    let wanted: [(String?, PriceColumnRole, isNeeded: Bool)] = [
      (columns.date, .date, true), (columns.close, .close, columns.returnColumn == nil),
      (columns.adjustedClose, .adjustedClose, true), (columns.returnColumn, .returns, true),
      (securityIsGiven ? nil : columns.security, .security, true), (columns.open, .open, false),
      (columns.high, .high, false), (columns.low, .low, false), (columns.volume, .volume, false),
      (columns.divisor, .divisor, true), (columns.factor, .factor, false),
      (columns.status, .status, false),
    ]
    var isComplete = true
    for (name, role, isNeeded) in wanted {
      guard let name else { continue }
      guard let index = index(of: name) else {
        report(unknown: name, isNeeded: isNeeded)
        if isNeeded { isComplete = false }
        continue
      }
      roles[index] = role
    }
    return isComplete
      && (roles.contains(.close) || roles.contains(.adjustedClose) || roles.contains(.returns))
  }

  /// The column of exactly this name, else the only one that differs in letter case alone.
  private mutating func index(of name: String) -> Int? {
    var found = names.indices.filter { names[$0] == name }
    if found.isEmpty {
      found = names.indices.filter { names[$0].lowercased() == name.lowercased() }
      return found.count == 1 ? found[0] : nil
    }
    if found.count > 1 { reportDuplicate(name, count: found.count) }
    return found[0]
  }

  // MARK: What is said about the header

  private var location: SourceLocation { SourceLocation(file: file, line: header.headerLine) }
  private var excerpt: String { names.joined(separator: String(UnicodeScalar(header.delimiter))) }
  private var theHeaderHas: String { "the header has: \(FieldText.list(names))" }

  private mutating func report(unknown name: String, isNeeded: Bool) {
    if header.hasInvalidHeader { return reportEncoding() }
    let nearest = NearestName.to(name, among: names).map { "did you mean '\($0)'? " } ?? ""
    diagnostics.append(
      Diagnostic(
        .unknownColumn, at: location,
        message: "there is no column \(FieldText.quoted(name))"
          + (isNeeded ? ", so no row of the file can be used" : ", rows are read without it"),
        help: "\(nearest)\(theHeaderHas)", excerpt: excerpt))
  }

  /// Returns would quietly be made from prices with the jumps of splits and dividends.
  private mutating func reportLikelyAdjustedClose(_ columns: PriceColumns) {
    guard let close = columns.close, let name = PriceFileFormat.likelyAdjustedClose(in: names), name != close
    else {
      return
    }
    diagnostics.append(
      Diagnostic(
        .unknownColumn, severity: .warning, at: location,
        message:
          "is \(FieldText.quoted(name)) the adjusted close? Returns are made from \(FieldText.quoted(close))",
        help:
          "if it is, `columns: {date: ..., close: ..., adjusted_close: ...}` names it; if not, say `price: close`",
        excerpt: excerpt))
  }

  private mutating func report(missing: [String], of format: PriceFileFormat) {
    if header.hasInvalidHeader { return reportEncoding() }
    diagnostics.append(
      Diagnostic(
        .unknownColumn, at: location,
        message: "the header is not that of format \(format.id)"
          + (missing.isEmpty ? "" : ": \(FieldText.list(missing)) missing"),
        help:
          "expected \(format.headerLines.joined(separator: " / ")); name the columns with `columns:`; \(theHeaderHas)",
        excerpt: excerpt))
  }

  private mutating func reportUnrecognized(_ head: PriceFileHead) {
    if header.hasInvalidHeader { return reportEncoding() }
    let missing = ["date", "close"].filter { name in !names.contains { $0.lowercased() == name } }
    let nearest = missing.compactMap { name in
      NearestName.to(name, among: names).map { "is '\($0)' the \(name)? " }
    }
    diagnostics.append(
      Diagnostic(
        .unknownColumn, at: location,
        message: "the header names no \(missing.joined(separator: " and no ")) column that is known",
        help: UnknownHeader.advice(names, head)
          ?? nearest.joined() + "name the columns with `columns: {date: ..., close: ...}`; \(theHeaderHas)",
        excerpt: excerpt))
  }

  private mutating func reportDuplicate(_ name: String, count: Int) {
    diagnostics.append(
      Diagnostic(
        .columnDuplicated, at: location,
        message: "\(count) columns are called \(FieldText.quoted(name)); the first of them is used",
        help: "rename the others in the header line", excerpt: excerpt))
  }

  private mutating func reportEncoding() {
    guard !diagnostics.contains(where: { $0.id == .encodingNotUTF8 }) else { return }
    diagnostics.append(
      Diagnostic(
        .encodingNotUTF8, at: location, message: "the header line is not UTF-8 text",
        help: TextEncodings.help(likely: header.likelyEncoding), excerpt: excerpt))
  }

  private static func unknownFormat(_ id: String) -> RunFailure {
    let known = PriceFileFormats.all.map(\.id)
    let nearest = NearestName.to(id, among: known).map { "did you mean '\($0)'? " } ?? ""
    return RunFailure(
      .unusable, "there is no price file format \(FieldText.quoted(id))",
      help: "\(nearest)the formats are: \(FieldText.list(known))")
  }
}
