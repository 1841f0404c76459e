import CoreTypes
import Glibc

/// Rows of text as the bytes of their fields, one after the other: nothing is allocated for a field or a row.
struct CSVTextTable: Sendable {
  private struct Row {
    let line: UInt32
    let isBroken: Bool
    /// Its fields among all fields.
    let fields: Range<Int>
  }

  private var bytes: [UInt8] = []
  /// Where each field ends among the bytes; the first number is where the first field begins.
  private var ends = [0]
  /// The fields that are not UTF-8, ascending.
  private var foreign: [Int] = []
  private var all: [Row] = []
  /// The first field of the row that is being collected.
  private var rowStart = 0

  var count: Int { all.count }
  var isEmpty: Bool { all.isEmpty }

  // MARK: A row at a position

  /// The line on which a row begins, counted like `CSVRowPosition.line`.
  func line(of row: Int) -> Int { Int(all[row].line) }

  /// libcsv refused the row; its fields are those before the fault.
  func isBroken(_ row: Int) -> Bool { all[row].isBroken }

  func fieldCount(of row: Int) -> Int { all[row].fields.count }

  /// The number of bytes of a field.
  func length(ofField field: Int, of row: Int) -> Int {
    let place = all[row].fields.lowerBound + field
    return ends[place + 1] - ends[place]
  }

  /// A field's text; a byte that is not UTF-8 is shown as `\xE9`, so that different texts stay different.
  func text(ofField field: Int, of row: Int) -> String { text(all[row].fields.lowerBound + field) }

  /// A field's bytes.
  func withField<Result>(_ field: Int, of row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result
  {
    let place = all[row].fields.lowerBound + field
    return bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[ends[place]..<ends[place + 1]]))
    }
  }

  /// The indexes of the fields of a row that are not UTF-8.
  func foreignFields(of row: Int) -> [Int] {
    let fields = all[row].fields
    guard !foreign.isEmpty else { return [] }
    let first = foreign.partitionPoint { $0 < fields.lowerBound }
    return foreign[first...].prefix { $0 < fields.upperBound }.map { $0 - fields.lowerBound }
  }

  /// The row's line is its fields as they are, with a delimiter between them: every byte a character, nothing quoted,
  /// no blanks left out.
  func fields(of row: Int, stand line: UnsafeBufferPointer<UInt8>, between delimiter: UInt8) -> Bool {
    let fields = all[row].fields
    guard !all[row].isBroken, !fields.isEmpty, let start = line.baseAddress,
      ends[fields.upperBound] - ends[fields.lowerBound] + fields.count - 1 == line.count,
      line.reduce(0, |) < 128
    else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      var at = 0
      for field in fields {
        let length = ends[field + 1] - ends[field]
        if length > 0, let own = bytes.baseAddress, memcmp(start + at, own + ends[field], length) != 0 {
          return false
        }
        at += length + 1
        if at <= line.count, line[at - 1] != delimiter { return false }
      }
      return true
    }
  }

  /// A row as text.
  subscript(row: Int) -> CSVTextRow {
    CSVTextRow(line: all[row].line, fields: all[row].fields.map(text), isBroken: all[row].isBroken)
  }

  /// All rows as text.
  var rows: [CSVTextRow] { all.indices.map { self[$0] } }

  private func text(_ field: Int) -> String {
    let own = bytes[ends[field]..<ends[field + 1]]
    let place = foreign.isEmpty ? 0 : foreign.partitionPoint { $0 < field }
    guard place < foreign.count, foreign[place] == field else { return String(decoding: own, as: UTF8.self) }
    return CSVTextTable.escaped(own)
  }

  private static func escaped(_ bytes: ArraySlice<UInt8>) -> String {
    var text = ""
    var rest = bytes
    while let byte = rest.first {
      let character = (1...4).lazy.compactMap { String(validating: rest.prefix($0), as: UTF8.self) }.first
      if let character {
        text += character
        rest = rest.dropFirst(character.utf8.count)
      } else {
        text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        rest = rest.dropFirst()
      }
    }
    return text
  }

  // MARK: Collecting

  /// Takes room for a text of so many bytes, as rows and fields usually are: what is not used is never touched.
  mutating func reserveCapacity(bytes count: Int) {
    bytes.reserveCapacity(count)
    ends.reserveCapacity(count / 4)
    all.reserveCapacity(count / 16)
  }

  /// Adds a field to the row that `endRow` ends.
  mutating func addField(_ text: UnsafeBufferPointer<UInt8>) {
    if !FieldText.isValid(text) { foreign.append(ends.count - 1) }
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  mutating func endRow(line: UInt32, isBroken: Bool) {
    all.append(
      Row(line: line, isBroken: isBroken, fields: rowStart..<(ends.count - 1)))
    rowStart = ends.count - 1
  }

  /// Without the rows that hold nothing.
  mutating func removeBlankRows() {
    all.removeAll { !$0.isBroken && ends[$0.fields.lowerBound] == ends[$0.fields.upperBound] }
  }

  /// With the first `count` rows alone.
  mutating func keepFirst(_ count: Int) { all.removeLast(max(0, all.count - count)) }
}
