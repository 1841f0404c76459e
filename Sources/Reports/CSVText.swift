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
    let (year, month, day) = date.components
    append(digits: year, width: 4)
    bytes.append(UInt8(ascii: "-"))
    append(digits: month, width: 2)
    bytes.append(UInt8(ascii: "-"))
    append(digits: day, width: 2)
  }

  package mutating func field(_ number: Int?) {
    guard let number else { return missing() }
    separate()
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    append(digits: abs(number), width: 1)
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
      for index in 0..<count { bytes.append(UInt8(bitPattern: buffer[index])) }
    }
  }

  private mutating func separate() {
    if isRowStart { isRowStart = false } else { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func append(digits number: Int, width: Int) {
    var divisor = 1
    var count = 1
    while number / divisor >= 10 {
      divisor *= 10
      count += 1
    }
    for _ in 0..<max(0, width - count) { bytes.append(48) }
    while divisor > 0 {
      bytes.append(UInt8(48 + number / divisor % 10))
      divisor /= 10
    }
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first else { return }
    let isFormula = CSVText.formulaStarts.contains(first)
    guard isFormula || text.contains(where: CSVText.needsQuotes) else {
      bytes.append(contentsOf: text)
      return
    }
    let quoted = text.contains(where: CSVText.needsQuotes)
    if quoted { bytes.append(UInt8(ascii: "\"")) }
    if isFormula { bytes.append(UInt8(ascii: "'")) }
    for byte in text {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    if quoted { bytes.append(UInt8(ascii: "\"")) }
  }

  /// `=`, `+`, `-`, `@`, tab and carriage return: what spreadsheets evaluate.
  private static let formulaStarts: [UInt8] = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D]

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
