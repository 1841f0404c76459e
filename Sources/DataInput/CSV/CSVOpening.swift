import CoreTypes

/// How a CSV file begins: its encoding mark, line ends, delimiter and header row. Found before any row is
/// read.
struct CSVOpening: Sendable, Equatable {
  let delimiter: UInt8
  /// The byte that ends a line: LF (also in CR LF) or CR.
  let newline: UInt8
  var header: [String]
  /// Header names that are not UTF-8.
  let hasInvalidHeader: Bool
  /// What the file most likely is, where its beginning is not UTF-8.
  let likelyEncoding: String
  /// Where the header's line begins, from which line numbers can be counted again.
  let textStart: Int
  /// The number (from 1) of the line at `textStart`.
  let textLine: Int
  let headerLine: Int
  /// The offset and the number (from 1) of the line behind the header.
  let dataStart: Int
  let dataLine: Int
  /// The fields of the first row behind the header; empty where there is none, or a broken one.
  let firstRow: [String]

  /// The names of the header as a line, to show it.
  var headerText: String { header.joined(separator: String(UnicodeScalar(delimiter))) }

  enum Outcome: Sendable {
    case opened(CSVOpening)
    /// Nothing in the file can be used.
    case refused(Diagnostic)
  }

  private static let sniffedBytes = 64 * 1_024
  /// What may stand between fields where the study does not say it: a comma, a semicolon, a tab, a bar.
  static let delimiters: [UInt8] = [44, 59, 9, 124]

  /// Throws only where reading fails; a file that cannot be understood is a `Diagnostic`.
  ///
  /// - Parameter section: the header is not the file's first line with text.
  static func read(
    _ file: borrowing OpenFile, called input: InputFile, layout: FileLayout, section: FrenchSection? = nil
  ) throws(RunFailure) -> Outcome {
    if let fault = file.decodingFault { return .refused(refusal(of: fault, input)) }
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, min(sniffedBytes, file.size)))
    defer { buffer.deallocate() }
    guard let count = file.read(at: 0, count: sniffedBytes, into: buffer) else {
      throw OpenFile.readFailure(input)
    }
    let bytes = UnsafeBufferPointer(start: buffer, count: count)
    if let refusal = refusal(ofContent: bytes, input) { return .refused(refusal) }
    var textStart = section?.offset ?? (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    let separator = section == nil ? SeparatorLine(bytes[textStart...]) : nil
    textStart += separator?.length ?? 0
    let newline = lineEnd(bytes[textStart...])
    let delimiter = layout.delimiter ?? separator?.delimiter ?? likelyDelimiter(bytes[textStart...])
    return try header(
      file, called: input, delimiter: delimiter, newline: newline, textStart: textStart,
      line: section?.line ?? (separator == nil ? 1 : 2), likelyEncoding: TextEncodings.likely(bytes))
  }

  private static func header(
    _ file: borrowing OpenFile, called input: InputFile, delimiter: UInt8, newline: UInt8, textStart: Int,
    line: Int, likelyEncoding: String
  ) throws(RunFailure) -> Outcome {
    let collected = CSVTextRows(line: UInt32(line))
    var scanner = CSVScanner(delimiter: delimiter, newline: newline, sink: collected.sink)
    var at = textStart
    // libcsv hands out no row for blank lines.
    while at < file.size, collected.count == 0, !scanner.readFailed {
      at = scanner.scanRow(file, at: at, isHeader: true)
    }
    if scanner.readFailed { throw OpenFile.readFailure(input) }
    guard collected.count > 0 else { return .refused(emptyFile(input)) }
    let row = collected.table[0]
    if let fault = scanner.faults.first {
      var rows = SourceRows(delimiter: delimiter, newline: newline, offset: textStart, line: line)
      return .refused(fault.diagnostic(in: input, source: rows.row(file, at: Int(row.line))))
    }
    let (dataStart, dataLine) = (at, Int(collected.nextLine))
    while at < file.size, collected.count < 2, !scanner.readFailed { at = scanner.scanRow(file, at: at) }
    let found = collected.table
    let firstRow = found.count > 1 && !found.isBroken(1) ? found[1].fields : []
    return .opened(
      CSVOpening(
        delimiter: delimiter, newline: newline, header: row.fields.map(FieldText.trimmed),
        hasInvalidHeader: !found.foreignFields(of: 0).isEmpty, likelyEncoding: likelyEncoding,
        textStart: textStart,
        textLine: line,
        headerLine: Int(row.line),
        dataStart: dataStart, dataLine: dataLine,
        firstRow: firstRow))
  }

  /// LF, alone or behind a CR, or a CR alone: what ends most lines. Inside quotes none does.
  private static func lineEnd(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt8 {
    let text = UnsafeBufferPointer(rebasing: bytes)
    guard let start = text.baseAddress,
      LineBreaks.endOfFirstOther(start, count: text.count, newline: 10) != nil
    else { return 10 }
    var (feeds, returns) = (0, 0)
    var (isInsideQuotes, isBehindReturn) = (false, false)
    for byte in bytes {
      if byte == 34 { isInsideQuotes.toggle() }
      if isBehindReturn, byte != 10 { returns += 1 }
      isBehindReturn = byte == 13 && !isInsideQuotes
      if byte == 10, !isInsideQuotes { feeds += 1 }
    }
    return returns > feeds ? 13 : 10
  }

  /// The candidate that stands most often outside quotes in the first line that has any, which need not be the first:
  /// titles have none.
  private static func likelyDelimiter(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt8 {
    var counts = [0, 0, 0, 0]
    var isInsideQuotes = false
    for byte in bytes {
      if byte == 34 { isInsideQuotes.toggle() }
      if isInsideQuotes { continue }
      if byte == 10 || byte == 13 {
        if counts.contains(where: { $0 > 0 }) { break }
        continue
      }
      if let index = delimiters.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.max() ?? 0
    return delimiters[counts.firstIndex(of: most) ?? 0]
  }

  // MARK: What is refused

  static func refusal(of fault: DecodingFault, _ input: InputFile) -> Diagnostic {
    let (message, help) =
      switch fault {
      case .readFailed: ("reading the file failed", "check the disk or the network share and run again")
      case .damaged(let bytes):
        (
          "the gzip file is damaged after \(bytes) bytes of text; nothing of it is used",
          "fetch it again; 'gunzip --test' says whether a file is sound"
        )
      case .cutOff(let bytes):
        (
          "the gzip file ends too early, after \(bytes) bytes of text; nothing of it is used",
          "fetch it again; 'gunzip --test' says whether a file is whole"
        )
      case .followed(let bytes):
        (
          "the gzip file is followed by \(bytes) bytes that are no part of it; nothing of it is used",
          "unpack it, add what was written behind it, and pack the whole; 'gunzip --test' says whether a file is sound"
        )
      case .unknownEncoding(let name):
        (
          "the encoding \(FieldText.quoted(name)) is not known here",
          "write a name that 'iconv --list' shows, such as gb18030 or windows-1252"
        )
      }
    return Diagnostic(
      .fileUnreadable, at: SourceLocation(file: input.name), message: message, help: help)
  }

  private static func refusal(
    ofContent bytes: UnsafeBufferPointer<UInt8>, _ input: InputFile
  ) -> Diagnostic? {
    let isWide32 = bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF])
    guard isWide32 else { return NoTable.refusal(of: bytes, input) ?? refusalOfUnmarked(bytes, input) }
    return Diagnostic(
      .encodingNotUTF8, at: SourceLocation(file: input.name),
      message: "the file's byte-order mark says UTF-32, expected UTF-8",
      help: "save the file as UTF-8, or convert it with: iconv -f UTF-32 -t UTF-8")
  }

  /// UTF-16 without a byte-order mark: nearly every second byte of the beginning is 0.
  private static func refusalOfUnmarked(
    _ bytes: UnsafeBufferPointer<UInt8>, _ input: InputFile
  ) -> Diagnostic? {
    let count = min(64, bytes.count)
    let zeros = (0..<count).filter { bytes[$0] == 0 }
    guard count >= 8, zeros.count * 5 >= count * 2 else { return nil }
    let name = zeros[0] % 2 == 1 ? "utf-16le" : "utf-16be"
    return Diagnostic(
      .encodingNotUTF8, at: SourceLocation(file: input.name),
      message: "every second byte of the file's beginning is 0, as in UTF-16, expected UTF-8",
      help: "add encoding: \(name) beside the file's name in the study, or save the file as UTF-8")
  }

  private static func emptyFile(_ input: InputFile) -> Diagnostic {
    Diagnostic(
      .fileEmpty, at: SourceLocation(file: input.name),
      message: "the file is empty, expected a header line and rows",
      help: "fetch the file again, or take it out of the study")
  }
}
