import CoreTypes

/// Lines inside quoted fields that are most likely rows: a quote was forgotten, or one too many was typed.
enum RowInQuotes {
  /// The line, which begins inside quotes, has as many fields as a row has, and one of those inside the quotes is a date. In
  /// tables of fewer than three columns too much prose would.
  static func isLikely(_ line: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, columns: Int) -> Bool {
    guard columns > 2 else { return false }
    let cells = line.split(separator: delimiter, maxSplits: columns, omittingEmptySubsequences: false)
    guard cells.count == columns else { return false }
    let quoted = line.prefix(quotedLength(line, delimiter))
    return quoted.split(separator: delimiter).contains { isDate(UnsafeBufferPointer(rebasing: $0)) }
  }

  /// Where the row goes on behind the closing quote.
  private static func quotedLength(_ line: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8) -> Int {
    var isQuoted = true
    let end = line.firstIndex { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return byte == delimiter && !isQuoted
    }
    return end ?? line.count
  }

  private static func isDate(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    let quote = UInt8(ascii: "\"")
    let text = FieldText.trimmed(cell).filter { $0 != quote && $0 != 10 && $0 != 13 }
    guard (8...40).contains(text.count), let first = text.first, first &- 48 <= 9 else { return false }
    let shown = String(decoding: text, as: UTF8.self)
    return DateEvidence.isDate(shown) || DateTimeText(shown) != nil
  }
}
