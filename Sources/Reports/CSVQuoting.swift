/// Which texts cannot stand in a field as they are: what RFC 4180 puts into quotes, and what spreadsheets take for a formula.
enum CSVQuoting {
  /// False for text that needs neither quotes nor an apostrophe, true for all that does and for some more (blanks, which stand
  /// before the comma in the code, as everything does that needs quotes): eight bytes at a time.
  static func mayNeedCare(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first else { return false }
    if isFormulaStart(first) { return true }
    var found: UInt64 = 0
    var place = 0
    while place + 8 <= text.count {
      found |= upToComma(text.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    if place < text.count, place > 0 {
      found |= upToComma(text.loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self))
      place = text.count
    }
    while place < text.count {
      if text[place] <= UInt8(ascii: ",") { return true }
      place += 1
    }
    return found != 0
  }

  /// Not 0 where one of eight bytes is at most a comma.
  private static func upToComma(_ bytes: UInt64) -> UInt64 {
    (bytes &- 0x2d2d_2d2d_2d2d_2d2d) & ~bytes & 0x8080_8080_8080_8080
  }

  /// `=`, `+`, `-`, `@`, tab and carriage return: what spreadsheets evaluate.
  static func isFormulaStart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
    default: false
    }
  }

  static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13
  }
}

extension CSVText {
  /// A text as it was before an apostrophe kept spreadsheets from taking it for a formula; `nil` for one that has none.
  package static func unprotected(_ text: String) -> String? {
    let rest = text.dropFirst()
    guard text.first == "'", let first = rest.utf8.first, CSVQuoting.isFormulaStart(first) else { return nil }
    return String(rest)
  }
}
