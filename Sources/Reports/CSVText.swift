import CNumberText
import CoreTypes

/// Rows of a report table as CSV bytes: comma, LF, quotes only where needed.
///
/// Numbers are the shortest decimals that read back to the same double, whole ones without a fraction, minus
/// zero as 0; NaN is an empty field. Text that a spreadsheet would take for a formula gets an apostrophe in
/// front, which spreadsheets do not show.
///
/// Fields are written into room that was made beforehand, each with the comma behind it; the end of a row turns the last
/// comma into a line feed. Nothing is allocated for a field.
package struct CSVText: Sendable {
  /// Longer than the text, which ends at `count`.
  private var room: [UInt8] = []
  private var count = 0

  /// What a number, or a date, may take.
  private static let numberRoom = Int(ES_NUMBER_ROOM) + 1
  private static let comma = UInt8(ascii: ",")

  package init() {}

  /// A table's first line.
  package init(header columns: [String]) {
    for column in columns { field(column) }
    endRow()
  }

  /// The text: whole rows.
  package var bytes: [UInt8] { Array(room[..<count]) }

  /// The text, whose room is given away with it: nothing is copied. What is left is empty.
  package mutating func take() -> [UInt8] {
    var text: [UInt8] = []
    swap(&text, &room)
    text.removeLast(text.count - count)
    count = 0
    return text
  }

  /// Makes room for so many bytes behind the text, so that it need not move while they are written.
  package mutating func reserve(_ bytes: Int) {
    if room.count - count < bytes { makeRoom(bytes) }
  }

  /// Where the next field will stand.
  package var end: Int { count }

  /// The same fields once more: those between two former `end`s.
  package mutating func repeatFields(_ fields: Range<Int>) {
    let back = count - fields.lowerBound
    append(atMost: fields.count) { target in
      target.update(from: target - back, count: fields.count)
      return fields.count
    }
  }

  package mutating func endRow() {
    if count > 0, room[count - 1] == CSVText.comma {
      room[count - 1] = UInt8(ascii: "\n")
    } else {
      append(atMost: 1) { text in
        text[0] = UInt8(ascii: "\n")
        return 1
      }
    }
  }

  /// An empty field: missing.
  package mutating func missing() { append(atMost: 1) { CSVText.endField($0, 0) } }

  package mutating func field(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Bytes that are known to need neither quotes nor an apostrophe, such as a field that repeats.
  package mutating func plain(_ prepared: CSVField) {
    prepared.bytes.withUnsafeBufferPointer { appendPlain($0) }
  }

  package mutating func field(_ text: String?) {
    if let text { field(text) } else { missing() }
  }

  package mutating func field(_ date: CalendarDate?) {
    guard let date else { return missing() }
    guard let text = date.isoText else { return field(date.description) }
    withUnsafeBytes(of: text) { appendPlain($0.assumingMemoryBound(to: UInt8.self)) }
  }

  package mutating func field(_ number: Int?) {
    guard let number else { return missing() }
    append(atMost: CSVText.numberRoom) { text in
      var rest = number.magnitude
      var place = CSVText.numberRoom
      repeat {
        place -= 1
        text[place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
        rest /= 10
      } while rest > 0
      if number < 0 {
        place -= 1
        text[place] = UInt8(ascii: "-")
      }
      let length = CSVText.numberRoom - place
      text.update(from: text + place, count: length)
      return CSVText.endField(text, length)
    }
  }

  package mutating func field(_ number: Double?) {
    guard let number, number.isFinite else { return missing() }
    append(atMost: CSVText.numberRoom) { text in
      if number == 0 {
        text[0] = UInt8(ascii: "0")
        return CSVText.endField(text, 1)
      }
      let length = text.withMemoryRebound(to: CChar.self, capacity: Int(ES_NUMBER_ROOM)) {
        es_write_double(number, $0)
      }
      return CSVText.endField(text, length)
    }
  }

  /// Lets `write` put up to `most` bytes behind the text; it returns how many count.
  @inline(__always)
  private mutating func append(atMost most: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
    if room.count - count < most { makeRoom(most) }
    let end = count
    count =
      end &+ room.withUnsafeMutableBufferPointer { room in room.baseAddress.map { write($0 + end) } ?? 0 }
  }

  @inline(never)
  private mutating func makeRoom(_ needed: Int) {
    var larger = [UInt8](repeating: 0, count: room.count + max(needed, room.count, 1_024))
    let count = count
    larger.withUnsafeMutableBytes { larger in
      room.withUnsafeBytes { larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
    room = larger
  }

  @inline(__always)
  private static func endField(_ text: UnsafeMutablePointer<UInt8>, _ length: Int) -> Int {
    text[length] = comma
    return length &+ 1
  }

  /// Text that needs no quotes.
  private mutating func appendPlain(_ text: UnsafeBufferPointer<UInt8>) {
    append(atMost: text.count + 1) { target in
      if let start = text.baseAddress { target.update(from: start, count: text.count) }
      return CSVText.endField(target, text.count)
    }
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    let isFormula = text.first.map(CSVText.isFormulaStart) ?? false
    let quoted = text.contains(where: CSVText.needsQuotes)
    guard isFormula || quoted else { return appendPlain(text) }
    append(atMost: 2 * text.count + 4) { target in
      var end = target
      func put(_ byte: UInt8) {
        end.pointee = byte
        end += 1
      }
      if quoted { put(UInt8(ascii: "\"")) }
      if isFormula { put(UInt8(ascii: "'")) }
      for byte in text {
        if byte == UInt8(ascii: "\"") { put(byte) }
        put(byte)
      }
      if quoted { put(UInt8(ascii: "\"")) }
      return CSVText.endField(target, end - target)
    }
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

/// The bytes of a text field, quoted once and then repeated over many rows.
package struct CSVField: Sendable {
  package let bytes: [UInt8]

  /// The empty field.
  package static let empty = CSVField("")

  package init(_ text: String) {
    var row = CSVText()
    row.field(text)
    bytes = Array(row.bytes.dropLast())
  }
}
