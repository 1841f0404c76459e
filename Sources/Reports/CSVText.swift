import CNumberText
import CoreTypes

/// Rows of a report table as CSV bytes: comma, LF, quotes only where needed.
///
/// Numbers are the shortest decimals that read back to the same double, whole ones without a fraction, minus
/// zero as 0; NaN is an empty field. Text that a spreadsheet would take for a formula gets an apostrophe in
/// front, which spreadsheets do not show.
package struct CSVText: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var isRowStart = true

  package init() {}

  /// A table's first line.
  package init(header columns: [String]) {
    for column in columns { field(column) }
    endRow()
  }

  package mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    isRowStart = true
  }

  package mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    isRowStart = true
  }

  /// An empty field: missing.
  package mutating func missing() { separate() }

  package mutating func field(_ text: String) {
    separate()
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Bytes that are known to need neither quotes nor an apostrophe, such as the fields of a row that repeat.
  package mutating func plain(_ prepared: CSVField) {
    separate()
    bytes.append(contentsOf: prepared.bytes)
  }

  package mutating func field(_ text: String?) {
    if let text { field(text) } else { missing() }
  }

  package mutating func field(_ date: CalendarDate?) {
    guard let date else { return missing() }
    separate()
    guard let text = date.isoText else { return append(date.description) }
    withUnsafeBytes(of: text) { bytes.append(contentsOf: $0) }
  }

  package mutating func field(_ number: Int?) {
    guard let number else { return missing() }
    separate()
    if (0...9).contains(number) {
      bytes.append(UInt8(truncatingIfNeeded: 48 + number))
    } else {
      append(String(number))
    }
  }

  package mutating func field(_ number: Double?) {
    separate()
    guard let number, number.isFinite else { return }
    if number == 0 {
      bytes.append(UInt8(ascii: "0"))
      return
    }
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
      guard let start = buffer.baseAddress else { return }
      let count = es_write_double(number, start, 32)
      bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
    }
  }

  private mutating func separate() {
    if isRowStart { isRowStart = false } else { bytes.append(UInt8(ascii: ",")) }
  }

  /// Digits and signs, which need no quotes.
  private mutating func append(_ number: String) { bytes.append(contentsOf: number.utf8) }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first else { return }
    let isFormula = CSVText.isFormulaStart(first)
    let quoted = text.contains(where: CSVText.needsQuotes)
    guard isFormula || quoted else {
      bytes.append(contentsOf: text)
      return
    }
    if quoted { bytes.append(UInt8(ascii: "\"")) }
    if isFormula { bytes.append(UInt8(ascii: "'")) }
    for byte in text {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    if quoted { bytes.append(UInt8(ascii: "\"")) }
  }

  /// `=`, `+`, `-`, `@`, tab and carriage return: what spreadsheets evaluate.
  private static func isFormulaStart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
    default: false
    }
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13
  }
}

/// The bytes of one text field, quoted once and then repeated over many rows.
package struct CSVField: Sendable {
  package let bytes: [UInt8]

  package init(_ text: String) {
    var row = CSVText()
    row.field(text)
    bytes = row.bytes
  }
}
