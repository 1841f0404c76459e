import CoreTypes

/// How a CSV file begins: its encoding mark, line ends, delimiter and header row. Found before any row is
/// read.
struct CSVOpening: Sendable, Equatable {
  let delimiter: UInt8
  /// The byte that ends a line: LF (also in CR LF) or CR.
  let newline: UInt8
  let header: [String]
  /// Header names that are not UTF-8.
  let hasInvalidHeader: Bool
  /// Where the header's line begins, from which line numbers can be counted again.
  let textStart: Int
  /// The number (from 1) of the line at `textStart`.
  let textLine: Int
  let headerLine: Int
  /// The offset and the number (from 1) of the line behind the header.
  let dataStart: Int
  let dataLine: Int

  enum Outcome: Sendable {
    case opened(CSVOpening)
    /// Nothing in the file can be used.
    case refused(Diagnostic)
  }

  private static let sniffedBytes = 64 * 1_024

  /// Throws only where reading fails; a file that cannot be understood is a `Diagnostic`.
  ///
  /// - Parameter section: the header is not the file's first line with text.
  static func read(
    _ file: borrowing OpenFile, called input: InputFile, layout: FileLayout, section: FrenchSection? = nil
  ) throws(RunFailure) -> Outcome {
    if let refusal = refusal(ofEncoding: layout.encoding, input) { return .refused(refusal) }
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: sniffedBytes)
    defer { buffer.deallocate() }
    guard let count = file.read(at: 0, count: sniffedBytes, into: buffer) else {
      throw OpenFile.readFailure(input)
    }
    let bytes = UnsafeBufferPointer(start: buffer, count: count)
    if let refusal = refusal(ofContent: bytes, input) { return .refused(refusal) }
    let textStart = section?.offset ?? (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    let newline = lineEnd(bytes[textStart...])
    let delimiter = layout.delimiter ?? likelyDelimiter(bytes[textStart...])
    return try header(
      file, called: input, delimiter: delimiter, newline: newline, textStart: textStart,
      line: section?.line ?? 1)
  }

  private static func header(
    _ file: borrowing OpenFile, called input: InputFile, delimiter: UInt8, newline: UInt8, textStart: Int,
    line: Int
  ) throws(RunFailure) -> Outcome {
    let collected = CSVTextRows(line: UInt32(line))
    var scanner = CSVScanner(delimiter: delimiter, newline: newline, sink: collected.sink)
    var at = textStart
    // libcsv hands out no row for blank lines.
    while at < file.size, collected.rows.isEmpty, !scanner.readFailed { at = scanner.scanRow(file, at: at) }
    if scanner.readFailed { throw OpenFile.readFailure(input) }
    guard let row = collected.rows.first else { return .refused(emptyFile(input)) }
    if let fault = scanner.faults.first {
      var rows = SourceRows(delimiter: delimiter, newline: newline, offset: textStart, line: line)
      return .refused(fault.diagnostic(in: input, source: rows.row(file, at: Int(row.line))))
    }
    return .opened(
      CSVOpening(
        delimiter: delimiter, newline: newline, header: row.fields,
        hasInvalidHeader: !row.invalidFields.isEmpty, textStart: textStart, textLine: line,
        headerLine: Int(row.line),
        dataStart: at, dataLine: Int(collected.nextLine)))
  }

  /// LF where the first line break is LF or CR LF; CR where it is a CR alone.
  private static func lineEnd(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt8 {
    guard let first = bytes.firstIndex(where: { $0 == 10 || $0 == 13 }) else { return 10 }
    let next = bytes.index(after: first)
    return bytes[first] == 13 && next < bytes.endIndex && bytes[next] != 10 ? 13 : 10
  }

  /// The candidate that stands most often outside quotes in the first line that is not blank.
  private static func likelyDelimiter(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt8 {
    let candidates: [UInt8] = [44, 59, 9, 124]
    var counts = [0, 0, 0, 0]
    var isInsideQuotes = false
    var hasText = false
    for byte in bytes {
      if byte == 34 { isInsideQuotes.toggle() }
      if isInsideQuotes { continue }
      if byte == 10 || byte == 13 {
        if hasText { break }
        continue
      }
      if byte != 32 { hasText = true }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.max() ?? 0
    return candidates[counts.firstIndex(of: most) ?? 0]
  }

  // MARK: What is refused

  private static func refusal(ofEncoding encoding: String?, _ input: InputFile) -> Diagnostic? {
    guard let encoding, !["utf-8", "utf8", "us-ascii", "ascii"].contains(encoding.lowercased()) else {
      return nil
    }
    return Diagnostic(
      .fileUnreadable, at: SourceLocation(file: input.name),
      message: "the encoding \(FieldText.quoted(encoding)) is not supported, only UTF-8 is",
      help: "convert the file to UTF-8, such as with: iconv -f \(encoding) -t UTF-8, and leave `encoding` out"
    )
  }

  private static func refusal(
    ofContent bytes: UnsafeBufferPointer<UInt8>, _ input: InputFile
  ) -> Diagnostic? {
    if bytes.starts(with: [0x1F, 0x8B]) {
      return Diagnostic(
        .fileUnreadable, at: SourceLocation(file: input.name),
        message: "the file is compressed with gzip, expected CSV text",
        help: "unpack it with gunzip and name the unpacked file")
    }
    let isWide32 = bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF])
    let isWide16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    guard isWide32 || isWide16 else { return nil }
    let encoding = isWide32 ? "UTF-32" : "UTF-16"
    return Diagnostic(
      .encodingNotUTF8, at: SourceLocation(file: input.name),
      message: "the file's byte-order mark says \(encoding), expected UTF-8",
      help: "save the file as UTF-8, or convert it with: iconv -f \(encoding) -t UTF-8")
  }

  private static func emptyFile(_ input: InputFile) -> Diagnostic {
    Diagnostic(
      .fileEmpty, at: SourceLocation(file: input.name),
      message: "the file is empty, expected a header line and rows",
      help: "fetch the file again, or take it out of the study")
  }
}
