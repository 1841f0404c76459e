import CoreTypes
import DataInput

/// What the scans of numbers and dates owe to the plain ways of reading them, field by field.
enum ScanPromises {
  /// Every field of the bytes, as a number and as a date.
  static func check(_ bytes: UnsafeBufferPointer<UInt8>) {
    var dates = DateScan(format: nil)
    for field in bytes.split(whereSeparator: { $0 == 10 || $0 == 44 }) where field.count <= 100 {
      let text = String(decoding: field, as: UTF8.self)
      checkNumber(text)
      checkDate(text, &dates)
    }
  }

  /// A plain decimal is the double nearest to it, as the standard library finds it; anything else is no number.
  private static func checkNumber(_ text: String) {
    let found = NumberScan.number(text, decimalMark: 46)
    let bare = text.trimmingBlanks
    guard isPlainDecimal(bare) else {
      precondition(found == nil, "a number out of '\(text)'")
      return
    }
    guard let expected = Double(bare), expected.isFinite, expected.isNormal || !hasExponent(bare)
    else { return }
    precondition(found?.bitPattern == expected.bitPattern, "'\(text)' is not \(expected)")
  }

  /// An ISO date is that of the calendar; the date before it, whose month is remembered, changes nothing.
  private static func checkDate(_ text: String, _ scan: inout DateScan) {
    var fresh = DateScan(format: nil)
    let found = scan.date(text)
    precondition(found == fresh.date(text), "'\(text)' read after another date is another date")
    if isISOShape(text) {
      precondition(found == CalendarDate(iso: text), "'\(text)' is not the calendar's date")
    }
  }

  private static func isPlainDecimal(_ text: String) -> Bool {
    var rest = Substring(text)
    if let sign = rest.first, sign == "-" || sign == "+" { rest = rest.dropFirst() }
    let mantissa = rest.prefix { $0 != "e" && $0 != "E" }
    let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    let isMantissa = parts.count <= 2 && parts.allSatisfy(isDigits) && parts.contains { !$0.isEmpty }
    guard isMantissa, mantissa.endIndex < rest.endIndex else { return isMantissa }
    var exponent = rest[mantissa.endIndex...].dropFirst()
    if let sign = exponent.first, sign == "-" || sign == "+" { exponent = exponent.dropFirst() }
    return !exponent.isEmpty && isDigits(exponent)
  }

  private static func hasExponent(_ text: String) -> Bool { text.contains { $0 == "e" || $0 == "E" } }

  private static func isDigits(_ text: Substring) -> Bool { text.utf8.allSatisfy { $0 &- 48 <= 9 } }

  private static func isISOShape(_ text: String) -> Bool {
    text.utf8.count == 10
      && text.utf8.enumerated().allSatisfy { $0 == 4 || $0 == 7 ? $1 == 45 : $1 &- 48 <= 9 }
  }
}

extension String {
  /// Without the blanks and tabs at either end.
  fileprivate var trimmingBlanks: String {
    let blanks: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(drop(while: blanks).reversed().drop(while: blanks).reversed())
  }
}
