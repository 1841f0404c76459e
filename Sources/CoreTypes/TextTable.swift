/// A small CSV file as text: the events, securities and suspensions files. Prices never take this form.
package struct TextTable: Sendable {
  /// The file as it stands in the manifest.
  package let file: String
  package let header: [String]
  package let rows: [TextRow]

  package init(file: String, header: [String], rows: [TextRow]) {
    self.file = file
    self.header = header
    self.rows = rows
  }
}

/// One row of a `TextTable`, with where each field begins so that a fault can point at it.
package struct TextRow: Sendable {
  /// The line on which the row begins, from 1.
  package let line: Int
  /// The fields by column name, as text without the quotes.
  package let fields: TextFields

  /// - Parameters:
  ///   - columns: the names of the table's columns.
  ///   - values: the row's fields in that order: fewer in a row that ends early.
  package init(line: Int, source: String, columns: [String], values: [TextField]) {
    self.line = line
    fields = TextFields(columns: columns, values: values, source: source)
  }

  private init(line: Int, fields: TextFields) {
    self.line = line
    self.fields = fields
  }

  /// The source line, for excerpts.
  package var source: String { fields.source }

  /// The field's text, or `nil` where the column is absent or the field empty.
  package func value(_ column: String) -> String? {
    guard let text = fields[column]?.text, !text.isEmpty else { return nil }
    return text
  }

  /// The same row with another field in a column that it has.
  package func replacing(_ column: String, with field: TextField) -> TextRow {
    TextRow(line: line, fields: fields.replacing(column, with: field))
  }
}

/// The fields of one row by column name; of columns with one name the first counts.
///
/// The rows of a table share their names, and a row is one piece of memory: the source line once, in which most fields
/// stand as they are. Large events files are kept in this form as long as the study runs.
package struct TextFields: Sendable {
  private let columns: [String]
  /// Bytes of the source line, number of fields, for each its column, length and place among the texts, then the texts:
  /// the source line first, and behind it the fields that do not stand in it. Numbers as `NumberWriter` puts them.
  private let storage: [UInt8]

  fileprivate init(columns: [String], values: [TextField], source: String) {
    self.columns = columns
    var source = source
    storage = source.withUTF8 { TextFields.stored($0, values) }
  }

  private static func stored(_ source: UnsafeBufferPointer<UInt8>, _ values: [TextField]) -> [UInt8] {
    let most = NumberWriter.longest * (2 + 3 * values.count)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most) { room in
      var numbers = NumberWriter(room)
      numbers.put(source.count)
      numbers.put(values.count)
      var others: [UInt8] = []
      var from = 0
      for value in values {
        var text = value.text
        text.withUTF8 { text in
          let found = source.place(of: text, from: from) ?? source.place(of: text, from: 0)
          if let found { from = found + text.count }
          numbers.put(value.column)
          numbers.put(text.count)
          numbers.put(found ?? source.count + others.count)
          if found == nil { others += text }
        }
      }
      var storage: [UInt8] = []
      storage.reserveCapacity(numbers.written.count + source.count + others.count)
      storage += numbers.written
      storage += source
      storage += others
      return storage
    }
  }

  /// The names of the columns in which the row has a field, in the order of bytes, each once.
  package var names: [String] { Set(columns.prefix(places.count)).sorted() }

  /// nil where the table has no such column, or the row ends before it.
  package subscript(name: String) -> TextField? {
    guard let place = columns.firstIndex(of: name) else { return nil }
    var reader = NumberReader(storage)
    let (_, count) = (reader.next(), reader.next())
    guard place < count else { return nil }
    for _ in 0..<(3 * place) { _ = reader.next() }
    let (column, length, start) = (reader.next(), reader.next(), reader.next())
    for _ in 0..<(3 * (count - place - 1)) { _ = reader.next() }
    let first = reader.at + start
    return TextField(text: String(decoding: storage[first..<(first + length)], as: UTF8.self), column: column)
  }

  fileprivate var source: String {
    var reader = NumberReader(storage)
    let (length, count) = (reader.next(), reader.next())
    for _ in 0..<(3 * count) { _ = reader.next() }
    return String(decoding: storage[reader.at..<(reader.at + length)], as: UTF8.self)
  }

  fileprivate func replacing(_ name: String, with field: TextField) -> TextFields {
    var values = places
    if let place = columns.firstIndex(of: name), place < values.count { values[place] = field }
    return TextFields(columns: columns, values: values, source: source)
  }

  /// The fields in the order of the columns.
  private var places: [TextField] {
    var reader = NumberReader(storage)
    let (_, count) = (reader.next(), reader.next())
    let found = (0..<count).map { _ in (column: reader.next(), length: reader.next(), start: reader.next()) }
    return found.map { field in
      let first = reader.at + field.start
      return TextField(
        text: String(decoding: storage[first..<(first + field.length)], as: UTF8.self), column: field.column)
    }
  }
}

/// Numbers of 0 or more in few bytes: seven bits a byte, the highest first, the last byte marked.
private struct NumberReader {
  private let bytes: [UInt8]
  private(set) var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Int {
    var number = 0
    while true {
      let byte = bytes[at]
      at += 1
      number = number << 7 | Int(byte & 127)
      if byte >= 128 { return number }
    }
  }
}

/// Puts numbers as `NumberReader` reads them.
private struct NumberWriter {
  /// The bytes of the largest number.
  static let longest = 10

  private let room: UnsafeMutableBufferPointer<UInt8>
  private var count = 0

  init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

  var written: Slice<UnsafeMutableBufferPointer<UInt8>> { room[..<count] }

  mutating func put(_ number: Int) {
    var shift = 0
    while number >> (shift + 7) > 0 { shift += 7 }
    while shift > 0 {
      put(UInt8(truncatingIfNeeded: number >> shift) & 127)
      shift -= 7
    }
    put(UInt8(truncatingIfNeeded: number) | 128)
  }

  private mutating func put(_ byte: UInt8) {
    room[count] = byte
    count += 1
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where `text` stands from a place on.
  fileprivate func place(of text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let first = text.first else { return 0 }
    guard count >= text.count else { return nil }
    for place in start..<Swift.max(start, count - text.count + 1) where self[place] == first {
      var same = 1
      while same < text.count, self[place + same] == text[same] { same += 1 }
      if same == text.count { return place }
    }
    return nil
  }
}

/// A field and the character column (from 1) at which it begins in its line.
package struct TextField: Sendable, Equatable {
  package let text: String
  package let column: Int

  package init(text: String, column: Int) {
    self.text = text
    self.column = column
  }
}
