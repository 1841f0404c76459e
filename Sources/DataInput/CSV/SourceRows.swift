import Glibc

/// The rows of a file by their line numbers, read again to show people what a message is about.
///
/// Rows are asked for in ascending order, so that a file is read once more at most, and only as far as its
/// last fault.
struct SourceRows: ~Copyable {
  private static let blockBytes = 256 * 1_024
  /// What is shown of a row at most.
  private static let longestRow = 16 * 1_024

  private let delimiter: UInt8
  private let newline: UInt8
  private let buffer: UnsafeMutablePointer<UInt8>
  private var base: Int
  private var filled = 0
  /// `offset` is where line `line` begins.
  private var offset: Int
  private var line: Int

  /// `offset` is where line `line` (from 1) begins.
  init(delimiter: UInt8, newline: UInt8, offset: Int, line: Int) {
    self.delimiter = delimiter
    self.newline = newline
    self.offset = offset
    self.line = line
    base = offset
    buffer = .allocate(capacity: SourceRows.blockBytes)
  }

  deinit { buffer.deallocate() }

  /// The row that begins on line `wanted`, which is not before the last one asked for; `nil` where the file
  /// has no such line any more.
  mutating func row(_ file: borrowing OpenFile, at wanted: Int) -> SourceRow? {
    guard wanted >= line else { return nil }
    while line < wanted {
      guard let count = buffered(file),
        let end = LineBreaks.endOfFirst(buffer + (offset - base), count: count, newline: newline)
      else {
        guard skipBlock() else { return nil }
        continue
      }
      offset += end
      line += 1
    }
    guard var count = buffered(file) else { return nil }
    if count < SourceRows.longestRow, base + filled < file.size {
      guard fill(file) else { return nil }
      count = filled
    }
    let shown = min(count, SourceRows.longestRow)
    let (length, extent) = rowLength(shown, isAll: shown == count && base + filled >= file.size)
    let bytes = UnsafeBufferPointer(start: buffer + (offset - base), count: length)
    return SourceRow(bytes: Array(bytes), delimiter: delimiter, newline: newline, extent: extent)
  }

  /// The bytes before the line break that ends the row. Quotes that do not match end with the first line. `isAll` = the text
  /// has no byte behind these.
  private func rowLength(_ count: Int, isAll: Bool) -> (Int, SourceRow.Extent) {
    let start = buffer + (offset - base)
    let end = LineBreaks.endOfFirst(start, count: count, newline: newline)
    let line = end.map { $0 - 1 } ?? count
    // Nearly all rows: every row of a table may be asked for.
    if memchr(start, 34, line) == nil {
      let other = LineBreaks.endOfFirstOther(start, count: end ?? count, newline: newline)
      return (line, other != nil ? .severalRows : end != nil || isAll ? .whole : .beginning)
    }
    var isInsideQuotes = false
    var firstLine: Int?
    var isOneRow = true
    for index in 0..<count {
      if start[index] == 34 {
        isInsideQuotes.toggle()
      } else if start[index] == newline {
        if !isInsideQuotes { return (index, isOneRow ? .whole : .severalRows) }
        if firstLine == nil { firstLine = index }
      } else if !isInsideQuotes, LineBreaks.isOther(start + index, count: count - index, newline: newline) {
        isOneRow = false
      }
    }
    if isInsideQuotes, let firstLine { return (firstLine, isAll ? .whole : .beginning) }
    return (count, isOneRow ? isAll ? .whole : .beginning : .severalRows)
  }

  private mutating func buffered(_ file: borrowing OpenFile) -> Int? {
    if offset >= base + filled, !fill(file) { return nil }
    return base + filled - offset
  }

  /// The line under `offset` does not end in the buffer.
  private mutating func skipBlock() -> Bool {
    guard filled > 0 else { return false }
    offset = base + filled
    filled = 0
    base = offset
    return true
  }

  private mutating func fill(_ file: borrowing OpenFile) -> Bool {
    base = offset
    filled = file.read(at: offset, count: SourceRows.blockBytes, into: buffer) ?? 0
    return filled > 0
  }
}
