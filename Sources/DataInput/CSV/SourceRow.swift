/// The text of one row as it stands in its file, to point at a field of it.
struct SourceRow: Sendable {
  /// From the first byte of the row's first line to before its last line break.
  let bytes: [UInt8]
  let delimiter: UInt8
  let newline: UInt8
  let extent: Extent

  /// What the bytes are of the row that is meant.
  enum Extent: Sendable {
    case whole
    /// Its beginning: it is too long to be read again.
    case beginning
    /// One of several rows on the line, which was put together with other line breaks: which of them, nobody knows.
    case severalRows
  }

  /// The most bytes of a line that are shown.
  private static let longestLine = 4_096
  /// The most bytes of a row of several lines that are kept for it.
  private static let longestRow = 65_536

  /// Where field `index` begins: how many lines below the row's first, and at which character, from 1. An
  /// empty field begins where its delimiter stands, one that the row does not have where its last one does. `nil` = not
  /// known.
  func place(ofField index: Int) -> (lineBelow: Int, column: Int?) {
    guard extent != .severalRows else { return (0, nil) }
    var at = 0
    for _ in 0..<index {
      guard let end = endOfField(from: at) else {
        if extent == .whole { break }
        return (0, nil)
      }
      at = end + 1
    }
    let place = place(ofByte: beginOfField(from: at))
    return (place.lineBelow, place.column)
  }

  /// A field as it stands in the row, without blanks and quotes around it; `nil` = not known.
  func text(ofField index: Int) -> String? {
    guard extent != .severalRows else { return nil }
    var at = 0
    for _ in 0..<index {
      guard let end = endOfField(from: at) else { return nil }
      at = end + 1
    }
    let end = endOfField(from: at)
    guard end != nil || extent == .whole else { return nil }
    let field = bytes[at..<(end ?? bytes.count)]
    // Bytes, since a carriage return and a line feed are one character.
    let inside = field.drop { FieldText.isBlank($0) || $0 == 34 }.prefix { ![34, 13, 10].contains($0) }
    let last = inside.lastIndex { !FieldText.isBlank($0) } ?? inside.startIndex - 1
    return String(decoding: inside[..<(last + 1)], as: UTF8.self)
  }

  /// Appends the characters (from 1) of the row at which the first `count` fields begin; a line break counts as one.
  func appendColumns(count: Int, to columns: inout [Int]) {
    let first = columns.count
    if bytes.withUnsafeBufferPointer({ appendPlainColumns($0, count: count, to: &columns) }) { return }
    columns.removeSubrange(first...)
    let isPlain = bytes.allSatisfy { $0 < 128 && $0 != newline }
    var at: Int? = 0
    while columns.count - first < count, let start = at {
      let begin = beginOfField(from: start)
      columns.append(isPlain ? begin + 1 : String(decoding: bytes[..<begin], as: UTF8.self).count + 1)
      at = endOfField(from: start).map { $0 + 1 }
    }
  }

  /// The same where every byte is a character and none a quote; `false` where one is not.
  private func appendPlainColumns(
    _ bytes: UnsafeBufferPointer<UInt8>, count: Int, to columns: inout [Int]
  ) -> Bool {
    var missing = count
    var isBefore = true
    for (index, byte) in bytes.enumerated() {
      if byte >= 128 || byte == 34 || byte == newline { return false }
      if isBefore, byte == delimiter || !FieldText.isBlank(byte) {
        if missing > 0 { columns.append(index + 1) }
        missing -= 1
        isBefore = false
      }
      if byte == delimiter { isBefore = true }
    }
    if isBefore, missing > 0 { columns.append(bytes.count + 1) }
    return true
  }

  /// The character column of a byte of the row, and its line.
  func place(ofByte offset: Int) -> (lineBelow: Int, column: Int) {
    let before = bytes[..<min(offset, bytes.count)]
    let lineBelow = before.count { $0 == newline }
    let lineStart = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
    return (lineBelow, String(decoding: before[lineStart...], as: UTF8.self).count + 1)
  }

  /// One line of the row, without its line break; `nil` where it is too long to show.
  func line(_ below: Int) -> String? {
    var start = 0
    for _ in 0..<below {
      guard let end = bytes[start...].firstIndex(of: newline) else { return nil }
      start = end + 1
    }
    let line = bytes[start...].prefix { $0 != newline }
    guard line.count <= SourceRow.longestLine else { return nil }
    return String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
  }

  /// The bytes of the row's lines, as `line(_:)` shows them, with a line feed between them; none where one alone is too
  /// long to show.
  func withLines<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { bytes in
      guard bytes.contains(newline) else {
        let shown = bytes.count <= SourceRow.longestLine ? bytes[...] : bytes[..<0]
        return body(UnsafeBufferPointer(rebasing: shown.last == 13 ? shown.dropLast() : shown))
      }
      let lines = bytes.prefix(SourceRow.longestRow).split(
        separator: newline, omittingEmptySubsequences: false)
      let shown = lines.map { $0.last == 13 ? $0.dropLast() : $0 }.joined(separator: [10])
      return Array(shown).withUnsafeBufferPointer(body)
    }
  }

  private func beginOfField(from start: Int) -> Int {
    var at = start
    while at < bytes.count, FieldText.isBlank(bytes[at]), bytes[at] != delimiter { at += 1 }
    return at
  }

  /// The offset of the delimiter behind the field, or `nil` at the end of the row.
  private func endOfField(from start: Int) -> Int? {
    var at = beginOfField(from: start)
    var isInsideQuotes = at < bytes.count && bytes[at] == 34
    if isInsideQuotes { at += 1 }
    while at < bytes.count {
      if bytes[at] == 34 {
        isInsideQuotes.toggle()
      } else if bytes[at] == delimiter, !isInsideQuotes {
        return at
      }
      at += 1
    }
    return nil
  }
}
