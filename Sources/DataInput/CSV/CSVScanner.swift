import CLibCSV
import CNumberText
import Glibc

/// A range of a CSV file -> fields and rows, by libcsv in strict mode. The only code that touches libcsv.
///
/// A scan takes every row that *begins* in its range, reading past the end of the range to finish the last
/// one, so that ranges can be read in any order. Where a row breaks the grammar, that row is given up and the
/// next line begins a row: a forgotten quote costs one line, not the rest of the file.
struct CSVScanner: ~Copyable {
  /// The longest field that is accepted. An unterminated quote would otherwise keep the rest of the file.
  static let longestField = 1_024 * 1_024

  private let parser: UnsafeMutablePointer<csv_parser>
  private let block = FileBlock()
  private var buffer: UnsafeMutablePointer<UInt8>
  private let delimiter: UInt8
  private let newline: UInt8
  private let sink: CSVSink
  /// `buffer` holds `filled` bytes from `base` on.
  private var base = 0
  private var filled = 0
  private(set) var faults: [CSVFault] = []
  /// A read failed: the scan ended early.
  private(set) var readFailed = false
  /// How many fields a row has; 0 = nobody knows, and lines inside quoted fields may be anything.
  private let columns: Int

  /// `newline` is the byte that ends a line: LF, also for CR LF, or CR in a file whose lines have no LF.
  init(delimiter: UInt8, newline: UInt8, columns: Int = 0, sink: CSVSink) {
    parser = .allocate(capacity: 1)
    buffer = block.start(of: 0)
    self.delimiter = delimiter
    self.newline = newline
    self.columns = columns
    self.sink = sink
    prepareParser()
  }

  deinit {
    csv_free(parser)
    parser.deallocate()
  }

  /// Reads the rows that begin in `start ..< end` (`start` begins a line); returns where the next row begins:
  /// `end` or later. `sink.position.line` then is the number of that line.
  mutating func scan(_ file: borrowing OpenFile, from start: Int, to end: Int) -> Int {
    var at = start
    while at < end, !readFailed {
      guard fill(file, at: at) else {
        // The end of a text whose length was not known before.
        return at == file.size && !readFailed ? at : giveUp(file)
      }
      let count = wholeLines(before: end, endOfFile: file.size)
      let limit = min(end, at + max(count, 1))
      let shape = CSVBlockShape(buffer, count: count, delimiter: delimiter, newline: newline)
      if shape != .lines { at = scanRows(file, at: at, count: count, shape) }
      // Other blocks, and what a fault leaves of such a one.
      while at < limit, !readFailed { at = scanRow(file, at: at) }
    }
    return at
  }

  /// Reads the first `count` bytes of the buffer, every line of which is a row or a fault; returns where the next row begins:
  /// behind them, or behind the first fault.
  private mutating func scanRows(
    _ file: borrowing OpenFile, at start: Int, count: Int, _ shape: CSVBlockShape
  ) -> Int {
    sink.position.pointee.lineStep = 1
    var (field, row) = (sink.field, sink.row)
    let isWhole = buffer[count - 1] == newline || start + count == file.size
    if shape != .rows, isWhole, let shownRow = sink.shownRow {
      sink.position.pointee.show(buffer)
      (field, row) = (shape == .bareFields ? es_note_bare_field : es_note_field, shownRow)
    }
    let parsed = csv_parse(parser, buffer, count, field, row, sink.context)
    if parsed == count {
      if start + count == file.size { csv_fini(parser, field, row, sink.context) }
      return start + count
    }
    let lineStart = start + LineBreaks.endOfLast(buffer, count: parsed, newline: newline)
    let broken = RowProgress(start: lineStart, line: sink.position.pointee.line)
    return abandonRow(file, broken, at: start + parsed)
  }

  /// Reads the one row that begins at `start` (or the blank lines there); returns where the next line begins.
  ///
  /// - Parameter isHeader: what stands behind a line break of the other kind is not read with it.
  mutating func scanRow(_ file: borrowing OpenFile, at start: Int, isHeader: Bool = false) -> Int {
    var row = RowProgress(start: start, line: sink.position.pointee.line)
    sink.position.pointee.lineStep = 0
    while true {
      guard bufferHolds(row.cursor) || fill(file, at: row.cursor) else {
        return giveUp(file)
      }
      var (piece, available, lineEnd) = rest(from: row.cursor)
      if row.isAtInnerLine, lineEnd == nil, base < row.cursor, base + filled < file.size {
        // The block ends inside the line, which is judged whole.
        guard fill(file, at: row.cursor) else { return giveUp(file) }
        (piece, available, lineEnd) = rest(from: row.cursor)
      }
      let rowEnd =
        isHeader ? LineBreaks.endOfFirstOther(piece, count: lineEnd ?? available, newline: newline) : nil
      let count = rowEnd ?? lineEnd ?? available
      let whole = LineBreaks.endOfFirst(piece, count: count, newline: 0).map { $0 - 1 } ?? count
      let parsed = csv_parse(parser, piece, whole, sink.field, sink.row, sink.context)
      if parsed < whole { return abandonRow(file, row, at: row.cursor + parsed) }
      if whole < count { return abandonRow(file, row, at: row.cursor + whole, as: .zeroByte) }
      if row.isAtInnerLine, row.innerRow == nil, lineEnd != nil || row.cursor + count == file.size,
        RowInQuotes.isLikely(UnsafeBufferPointer(start: piece, count: count), delimiter, columns: columns)
      {
        row.innerRow = row.line + row.lineBreaks
      }
      row.advance(count, endsLine: count == lineEnd)
      if row.cursor == file.size {
        if csv_fini(parser, sink.field, sink.row, sink.context) != 0 {
          return abandonRow(file, row, at: row.cursor)
        }
        row.endText()
        break
      }
      if rowEnd != nil || lineEnd != nil, parser.pointee.pstate == 0 { break }
    }
    sink.position.pointee.line = row.line + row.lineBreaks
    if let line = row.innerRow {
      faults.append(CSVFault(kind: .rowInQuotes, rowLine: row.line, field: 0, line: line, byteInLine: 0))
    }
    return row.cursor
  }

  // MARK: What goes wrong

  /// Gives the row up and returns where the line after its first one begins.
  private mutating func abandonRow(
    _ file: borrowing OpenFile, _ row: RowProgress, at offset: Int, as given: CSVFault.Kind? = nil
  ) -> Int {
    let kind: CSVFault.Kind
    // A quote that trips the parser lines below the field's opening quote most likely opens a field of its
    // own: the fault is then that the first was not closed. A byte of value 0 there has its own line, which is read next.
    let isLinesBelow = row.lineBreaks > 0 && parser.pointee.quoted != 0
    if let given, !isLinesBelow {
      kind = given
    } else if csv_error(parser) == CSV_EPARSE, offset < file.size, !isLinesBelow {
      kind = .quoteMisplaced
    } else {
      kind = parser.pointee.quoted != 0 ? .quoteNotClosed : .fieldTooLong
    }
    faults.append(
      CSVFault(
        kind: kind, rowLine: row.line, field: sink.position.pointee.fields, line: row.line + row.lineBreaks,
        byteInLine: offset - row.lineStart))
    sink.abandon(0, sink.context)
    csv_free(parser)
    prepareParser()
    sink.position.pointee.line = row.line + 1
    return row.secondLine ?? lineAfter(row.cursor, of: file)
  }

  /// The file is shorter than it was, or a read failed. Whatever row was open is given up.
  private mutating func giveUp(_ file: borrowing OpenFile) -> Int {
    if !readFailed {
      let line = sink.position.pointee.line
      faults.append(CSVFault(kind: .fileShortened, rowLine: line, field: 0, line: line, byteInLine: 0))
    }
    if parser.pointee.pstate != 0 {
      sink.abandon(0, sink.context)
      csv_free(parser)
      prepareParser()
    }
    return file.size
  }

  private mutating func lineAfter(_ offset: Int, of file: borrowing OpenFile) -> Int {
    var at = offset
    while at < file.size, bufferHolds(at) || fill(file, at: at) {
      let available = base + filled - at
      let line = LineBreaks.endOfFirst(buffer + (at - base), count: available, newline: newline)
      if let line { return at + line }
      at += available
    }
    return file.size
  }

  // MARK: The buffer and the parser

  /// What the buffer holds from `offset` on, and the end of the line there.
  private func rest(from offset: Int) -> (bytes: UnsafeMutablePointer<UInt8>, count: Int, lineEnd: Int?) {
    let (bytes, count) = (buffer + (offset - base), base + filled - offset)
    return (bytes, count, LineBreaks.endOfFirst(bytes, count: count, newline: newline))
  }

  private func bufferHolds(_ offset: Int) -> Bool { offset >= base && offset < base + filled }

  /// Reads the block at `offset`; `false` where there is nothing to read.
  private mutating func fill(_ file: borrowing OpenFile, at offset: Int) -> Bool {
    base = offset
    filled = 0
    buffer = block.start(of: offset)
    guard let count = file.read(at: offset, count: FileBlock.bytes, into: buffer) else {
      readFailed = true
      return false
    }
    filled = count
    return count > 0
  }

  /// The bytes of the buffer that are whole lines (the last line of the file needs no line break).
  private func wholeLines(before end: Int, endOfFile: Int) -> Int {
    let count = min(filled, end - base)
    if base + count == end || base + count == endOfFile { return count }
    return LineBreaks.endOfLast(buffer, count: count, newline: newline)
  }

  private func prepareParser() {
    csv_init(parser, UInt8(CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL))
    csv_set_delim(parser, delimiter)
    csv_set_blk_size(parser, 4_096)
    csv_set_realloc_func(parser) { block, size in
      size > CSVScanner.longestField ? nil : realloc(block, size + NumberScan.slack)
    }
  }
}
