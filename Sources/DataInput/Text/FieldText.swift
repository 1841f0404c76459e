import CoreTypes

/// The text of a field as it is shown to people and as it is compared.
enum FieldText {
  /// What stands for "no value" in the files of the usual vendors, in lower case.
  static let missingTokens = ["", "na", "n/a", "#n/a", "#n/a n/a", "null", "nan", "none", "-", "."]

  /// The same as numbers, the last byte the lowest: none has more than eight.
  private static let missingWords = missingTokens.map { $0.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }

  /// Whether the field says that there is no value. Only for numbers: a security may be called NA.
  static func isMissing(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // No token has a digit.
    guard bytes.count <= 12, !bytes.contains(where: { $0 &- 48 <= 9 }) else { return false }
    let bytes = trimmed(bytes)
    guard bytes.count <= 8, bytes.first != 0 else { return false }
    var word: UInt64 = 0
    for byte in bytes { word = word << 8 | UInt64((65...90).contains(byte) ? byte | 32 : byte) }
    return missingWords.contains(word)
  }

  static func isMissing(_ text: String) -> Bool {
    var copy = text
    return copy.withUTF8 { isMissing($0) }
  }

  /// Spaces and tabs alone, if anything.
  static func isBlank(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { trimmed($0).isEmpty }
  }

  /// Without the spaces and tabs around it, which a quoted field keeps.
  static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var low = 0
    var high = bytes.count
    while low < high, isBlank(bytes[low]) { low += 1 }
    while high > low, isBlank(bytes[high - 1]) { high -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[low..<high])
  }

  /// Without the blanks that quotes have kept around the text, and those that come with text from web pages and
  /// spreadsheets: U+00A0, U+3000, U+200B and byte-order marks of files that were put together.
  static func trimmed(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last,
      isBlank(first) || isBlank(last) || first >= 0xC2 || last >= 0x80
    else { return text }
    func isBlankScalar(_ scalar: Unicode.Scalar) -> Bool {
      (scalar.isASCII && isBlank(UInt8(scalar.value)))
        || ["\u{A0}", "\u{3000}", "\u{200B}", "\u{FEFF}"].contains(scalar)
    }
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !isBlankScalar($0) }),
      let end = scalars.lastIndex(where: { !isBlankScalar($0) })
    else { return "" }
    return String(scalars[start...end])
  }

  /// The text where it is UTF-8, as all ASCII is.
  static func valid(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    Transcoding.firstForeign(bytes, from: 0) == bytes.count
      ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
  }

  /// The text is UTF-8.
  static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    Transcoding.firstForeign(bytes, from: 0) == bytes.count || String(validating: bytes, as: UTF8.self) != nil
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

  /// `text` between single quotes, on one line and not longer than a message bears; what nobody sees is spelled out.
  static func quoted(_ text: String, limit longest: Int = 60) -> String {
    if text.utf8.count <= longest, text.utf8.allSatisfy({ (32..<127).contains($0) }) { return "'\(text)'" }
    var shown = ""
    for scalar in text.unicodeScalars.prefix(longest) {
      if scalar.isUnseen || scalar == "\u{A0}" {
        shown += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return text.unicodeScalars.count > longest ? "'\(shown)...'" : "'\(shown)'"
  }

  /// `a, b, c`, at most 20 of them.
  static func list(_ names: [String]) -> String {
    let limit = 20
    let shown = names.prefix(limit).joined(separator: ", ")
    return names.count > limit ? shown + ", ... (\(names.count) in all)" : shown
  }
}
