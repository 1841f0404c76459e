import CoreTypes

/// A small CSV file read whole: its header and its rows as text, damaged ones included.
struct TableFile: Sendable {
  let input: InputFile
  let opening: CSVOpening
  /// Rows with something in them; `line` counts from 1 in the file.
  let rows: CSVTextTable
  /// Faults of the grammar; their rows are among `rows` as broken ones.
  private let faults: [UInt32: CSVFault]
  /// Most rows end with a delimiter that the header line does not have, as spreadsheets write them.
  private let rowsEndEmpty: Bool
  /// The note that titles stand above the header.
  private let linesAbove: Diagnostic?
  /// Characters that the file's character set does not have, and the line of the first.
  private let invalidCharacters: (count: Int, line: Int)
  /// Of the file as it is stored.
  let bytes: Int
  private let sha256: String

  /// A file that cannot be used at all is `unusable` (65), a missing one `inputMissing` (66).
  ///
  /// - Parameters:
  ///   - section: the part of the file that is read, where that is not all of it.
  ///   - isHeader: whether a line has the columns that such files need. Where the first has not and one of the next has, titles
  ///     stand above the header.
  static func read(
    _ input: InputFile, layout: FileLayout, section: FrenchSection? = nil, isHeader: ([String]) -> Bool
  ) throws(RunFailure) -> TableFile {
    let input = input.encoded(as: layout.encoding)
    let file = try OpenFile(input)
    let first: CSVOpening
    switch try CSVOpening.read(file, called: input, layout: layout, section: section) {
    case .opened(let found): first = found
    case .refused(let diagnostic): throw RunFailure(unusable: diagnostic)
    }
    let moved = section == nil && !isHeader(first.header) ? first.moved(in: file, where: isHeader) : nil
    let opening = moved ?? first
    let collected = CSVTextRows(line: UInt32(opening.dataLine))
    collected.reserveCapacity(bytes: file.size - opening.dataStart)
    var scanner = CSVScanner(
      delimiter: opening.delimiter, newline: opening.newline, columns: opening.header.count,
      sink: collected.sink)
    _ = scanner.scan(file, from: opening.dataStart, to: file.size)
    guard !scanner.readFailed, let digest = ContentDigest.sha256(of: file) else {
      throw OpenFile.readFailure(input)
    }
    if let fault = file.decodingFault { throw RunFailure(unusable: CSVOpening.refusal(of: fault, input)) }
    collected.removeBlankRows()
    var rows = collected.table
    if let section {
      rows.keepFirst(
        FrenchSection.rowCount(of: rows, cells: opening.header.count, digits: section.digits))
    }
    return TableFile(
      input: input, opening: opening, rows: rows,
      faults: Dictionary(scanner.faults.map { ($0.rowLine, $0) }) { first, _ in first },
      rowsEndEmpty: section != nil || endEmpty(rows, columns: opening.header.count),
      linesAbove: moved.map {
        .headerBelowOtherLines(at: SourceLocation(file: input.name, line: $0.headerLine), $0.headerText)
      },
      invalidCharacters: file.invalidCharacters, bytes: file.storedSize, sha256: digest)
  }

  /// More rows have an empty field behind those of the header than have as many fields as it.
  private static func endEmpty(_ rows: CSVTextTable, columns: Int) -> Bool {
    var (longer, whole) = (0, 0)
    for row in 0..<rows.count where !rows.isBroken(row) {
      let count = rows.fieldCount(of: row)
      if count == columns { whole += 1 }
      if count == columns + 1, rows.length(ofField: columns, of: row) == 0 { longer += 1 }
    }
    return longer > whole
  }

  func summary(format: String, rowsRefused: Int) -> InputFileSummary {
    InputFileSummary(
      name: input.name, bytes: bytes, sha256: sha256, format: format, rowsRead: rows.count,
      rowsRefused: rowsRefused)
  }

  /// The index of each column, by name. Names are compared without regard to letter case with those that
  /// `known` spells in its own way; of columns with one name the first counts.
  func columns(known: [String]) -> (names: [String], duplicates: [Diagnostic]) {
    var names: [String] = []
    var duplicates: [Diagnostic] = []
    for title in opening.header {
      let name = TableFile.name(title, known: known)
      if names.contains(name), !name.isEmpty {
        duplicates.append(TableFile.duplicateColumn(name, at: headerLocation, excerpt: headerText))
      }
      names.append(name)
    }
    return (names, duplicates + fileDiagnostics)
  }

  /// What a column is called of which the header says `title`.
  static func name(_ title: String, known: [String]) -> String {
    let plain = title.split(separator: " ").joined(separator: " ")
    return known.first { $0 == plain.lowercased() } ?? plain
  }

  /// What is said of the file as a whole: titles above its header, and what its character set does not hold.
  var fileDiagnostics: [Diagnostic] {
    [linesAbove, TextEncodings.diagnostic(of: invalidCharacters, in: input)].compactMap(\.self)
  }

  var headerLocation: SourceLocation { SourceLocation(file: input.name, line: opening.headerLine) }
  var headerText: String { opening.headerText }

  /// A file of which nothing can be used because columns are not there.
  ///
  /// - Parameter format: the id under which `eventstudy formats` shows such files.
  func missingColumns(_ names: [String], format: String) -> RunFailure {
    let renames = names.compactMap { name in
      (NearestName.to(name, among: opening.header) ?? otherName(of: name)).map {
        "rename '\($0)' to '\(name)'? "
      }
    }
    if opening.header.contains(where: DateEvidence.isDate) {
      return RunFailure(
        .unusable, "the first line is a row already, expected the names of the columns",
        help: "put a header line before it; 'eventstudy formats \(format)' shows the names",
        at: headerLocation, excerpt: headerText)
    }
    let named = names.quotedList
    return RunFailure(
      .unusable, names.count == 1 ? "there is no column \(named)" : "there are no columns \(named)",
      help:
        "\(renames.joined())the header has: \(FieldText.list(opening.header)); 'eventstudy formats \(format)' shows "
        + "what it may have",
      at: headerLocation, excerpt: headerText)
  }

  /// What others call the columns that every events, securities or suspensions file has.
  private static let otherNames = [
    "security": ["ticker", "symbol", "stock", "company", "firm", "ric", "isin", "cusip", "permno", "code"],
    "announced_at": [
      "date", "event_date", "eventdate", "announcement_date", "announcement", "datetime", "timestamp", "time",
    ],
    "from": ["start", "start_date", "begin", "suspended_from", "halt_date"],
    "session": ["date", "day"],
  ]

  private func otherName(of column: String) -> String? {
    let names = TableFile.otherNames[column] ?? []
    return names.lazy.compactMap { name in opening.header.first { $0.lowercased() == name } }.first
  }

  func noRows() -> Diagnostic {
    Diagnostic(
      .fileWithoutRows, at: headerLocation, message: "the file has a header line but no rows",
      help: "add rows to the file, or take it out of the study")
  }

  /// Reads the file's text again, row by row, to show where fields stand. `body` gets the position of each row in
  /// `rows` and its source, `nil` where the file has changed.
  func forEachSource(_ body: (Int, SourceRow?) -> Void) {
    guard let file = try? OpenFile(input) else {
      for row in 0..<rows.count { body(row, nil) }
      return
    }
    var sources = SourceRows(
      delimiter: opening.delimiter, newline: opening.newline, offset: opening.textStart,
      line: opening.textLine)
    for row in 0..<rows.count { body(row, sources.row(file, at: rows.line(of: row))) }
  }

  /// What is wrong with the shape of a row, or `nil`. `needed` are the fields whose text must be UTF-8.
  func damage(_ row: Int, source: SourceRow?, needed: [Int]) -> Diagnostic? {
    let line = rows.line(of: row)
    if let fault = faults[UInt32(line)], rows.isBroken(row) || fault.kind == .rowInQuotes {
      return fault.diagnostic(in: input, source: source)
    }
    let count = rows.fieldCount(of: row)
    let isWhole = count == opening.header.count
    let endsEmpty =
      rowsEndEmpty && count == opening.header.count + 1 && rows.length(ofField: count - 1, of: row) == 0
    if !isWhole && !endsEmpty {
      let place = place(ofField: min(count, opening.header.count), of: row, source)
      return Diagnostic(
        .fieldCountDiffers, at: place.location,
        message: "expected \(opening.header.count) fields as in the header, found \(count)",
        help: "put fields that hold the delimiter in quotes, or add what is missing",
        excerpt: place.line)
    }
    return foreignText(row, source: source, in: needed, "")
  }

  /// What is wrong with the first of these fields that is not UTF-8 text, or `nil`. `outcome` is what becomes of it,
  /// behind the help.
  func foreignText(_ row: Int, source: SourceRow?, in fields: [Int], _ outcome: String) -> Diagnostic? {
    guard let field = rows.foreignFields(of: row).first(where: fields.contains) else { return nil }
    let place = place(ofField: field, of: row, source)
    return Diagnostic(
      .encodingNotUTF8, at: place.location,
      message:
        "the field '\(opening.header[field])' is not UTF-8 text, found "
        + FieldText.quoted(rows.text(ofField: field, of: row)),
      help: TextEncodings.help(likely: opening.likelyEncoding) + outcome, excerpt: place.line)
  }

  /// Where a field of a row stands, and its line, for messages.
  func place(ofField field: Int, of row: Int, _ source: SourceRow?) -> (
    location: SourceLocation, line: String?
  ) {
    let place = source?.place(ofField: field)
    let below = place?.lineBelow ?? 0
    return (
      SourceLocation(file: input.name, line: rows.line(of: row) + below, column: place?.column),
      source?.line(below)
    )
  }

  private static func duplicateColumn(
    _ name: String, at location: SourceLocation, excerpt: String
  ) -> Diagnostic {
    Diagnostic(
      .columnDuplicated, at: location,
      message: "more than one column is called \(FieldText.quoted(name)); the first of them is used",
      help: "rename the others in the header line", excerpt: excerpt)
  }
}
