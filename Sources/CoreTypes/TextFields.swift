/// The fields of one row by column name; of columns with one name the first counts.
///
/// The rows of a table lie in one piece of memory: the source line of each once, in which most fields stand as they are.
/// Large events files are kept in this form as long as the study runs.
package struct TextFields: Sendable {
  private let store: TextRowStore
  /// Where the row begins among the bytes of the table.
  private let start: Int

  init(_ store: TextRowStore, at start: Int) {
    self.store = store
    self.start = start
  }

  /// The names of the columns in which the row has a field, sorted, each once.
  package var names: [String] { Set(store.columns.prefix(places.count)).sorted() }

  /// nil where the table has no such column, or the row ends before it.
  package subscript(name: String) -> TextField? {
    guard let place = store.position(of: name) else { return nil }
    return store.bytes.withUnsafeBufferPointer { bytes in
      var reader = NumberReader(bytes, at: start)
      let (_, count) = (reader.next(), reader.next())
      guard place < count else { return nil }
      reader.skip(3 * place)
      let (column, length, first) = (reader.next(), reader.next(), reader.next())
      reader.skip(3 * (count - place - 1))
      return TextField(text: reader.text(from: first, length), column: column)
    }
  }

  var source: String {
    store.bytes.withUnsafeBufferPointer { bytes in
      var reader = NumberReader(bytes, at: start)
      let (length, count) = (reader.next(), reader.next())
      reader.skip(3 * count)
      return reader.text(from: 0, length)
    }
  }

  func replacing(_ name: String, with field: TextField) -> TextFields {
    var values = places
    if let place = store.position(of: name), place < values.count { values[place] = field }
    return TextFields(columns: store.columns, values: values, source: source)
  }

  /// A row of its own.
  init(columns: [String], values: [TextField], source: String) {
    var source = source
    var bytes: [UInt8] = []
    source.withUTF8 { TextRowStore.append($0, values.count, { values[$0] }, to: &bytes) }
    self.init(TextRowStore(columns: columns, bytes: bytes), at: 0)
  }

  /// The fields in the order of the columns.
  private var places: [TextField] {
    store.bytes.withUnsafeBufferPointer { bytes in
      var reader = NumberReader(bytes, at: start)
      let (_, count) = (reader.next(), reader.next())
      let found = (0..<count).map { _ in
        (column: reader.next(), length: reader.next(), first: reader.next())
      }
      return found.map { field in
        TextField(text: reader.text(from: field.first, field.length), column: field.column)
      }
    }
  }
}

/// What the rows of a table share: the names of its columns and their bytes.
///
/// A row is the bytes of its source line, the number of its fields, for each its column, length and place among the
/// texts, then the texts: the source line first, and behind it the fields that do not stand in it. Numbers are as
/// `NumberWriter` puts them.
final class TextRowStore: Sendable {
  let columns: [String]
  let bytes: [UInt8]

  init(columns: [String], bytes: [UInt8]) {
    self.columns = columns
    self.bytes = bytes
  }

  /// The first column of a name.
  func position(of name: String) -> Int? {
    let length = name.utf8.count
    return columns.firstIndex { $0.utf8.count == length && $0 == name }
  }

  /// Appends a row: its source line and its fields one by one.
  static func append(
    _ source: UnsafeBufferPointer<UInt8>, _ count: Int, _ field: (Int) -> TextField,
    to bytes: inout [UInt8]
  ) {
    let most = NumberWriter.longest * (2 + 3 * count)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most) { room in
      var numbers = NumberWriter(room)
      numbers.put(source.count)
      numbers.put(count)
      var others: [UInt8] = []
      var from = 0
      for index in 0..<count {
        let field = field(index)
        var text = field.text
        text.withUTF8 { text in
          let found = source.place(of: text, from: from) ?? source.place(of: text, from: 0)
          if let found { from = found + text.count }
          numbers.put(field.column)
          numbers.put(text.count)
          numbers.put(found ?? source.count + others.count)
          if found == nil { others += text }
        }
      }
      bytes.append(contentsOf: numbers.written)
      bytes.append(contentsOf: source)
      if !others.isEmpty { bytes += others }
    }
  }
}

extension TextRowStore {
  /// Appends a row whose fields stand in its source line one after the other, a byte a character and a delimiter
  /// between them.
  static func append(
    plain source: UnsafeBufferPointer<UInt8>, _ count: Int, _ length: (Int) -> Int, to bytes: inout [UInt8]
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberWriter.longest * (2 + 3 * count)) { room in
      var numbers = NumberWriter(room)
      numbers.put(source.count)
      numbers.put(count)
      var first = 0
      for index in 0..<count {
        let length = length(index)
        numbers.put(first + 1)
        numbers.put(length)
        numbers.put(first)
        first += length + 1
      }
      bytes.append(contentsOf: numbers.written)
      bytes.append(contentsOf: source)
    }
  }
}

/// Numbers of 0 or more in few bytes: seven bits a byte, the highest first, the last byte marked.
private struct NumberReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    self.bytes = bytes
    at = start
  }

  mutating func next() -> Int {
    var number = 0
    while true {
      let byte = bytes[at]
      at += 1
      number = number << 7 | Int(byte & 127)
      if byte >= 128 { return number }
    }
  }

  mutating func skip(_ numbers: Int) { for _ in 0..<numbers { _ = next() } }

  /// A text, where all numbers are read.
  func text(from first: Int, _ length: Int) -> String {
    String(
      decoding: UnsafeBufferPointer(rebasing: bytes[(at + first)..<(at + first + length)]), as: UTF8.self)
  }
}

/// Puts numbers as `NumberReader` reads them.
private struct NumberWriter {
  /// The bytes of the largest number.
  static let longest = 10

  private let room: UnsafeMutableBufferPointer<UInt8>
  private var count = 0

  init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

  var written: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: room[..<count]) }

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
