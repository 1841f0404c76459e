import CNumberText
import CoreTypes

/// Fields written one behind the other, each with its comma, into room that suffices for all of them: nothing is checked
/// or allocated for a field.
///
/// Made by `CSVText.write(atMost:)`, which says how much may be written; the bounds below count a field's comma. A field whose
/// column is not among those of the text takes no room.
struct CSVFields {
  /// Behind what was written.
  private(set) var end: UnsafeMutableRawPointer
  /// The columns of the text, and the one of the next field.
  private(set) var columns: ColumnCursor

  /// What a number, an integer or a date may take.
  static let numberRoom = Int(ES_NUMBER_ROOM) + 1
  static let momentRoom = ISOMoment.room + 1
  /// What `repeated` may write beyond its fields; the fields behind them may use it.
  static let repeatRoom = 32
  /// What a window may take: `"[-10,10]"`.
  static let windowRoom = 48
  private static let comma = UInt8(ascii: ",")

  @inline(__always)
  init(at start: UnsafeMutableRawPointer, of columns: ColumnCursor) {
    end = start
    self.columns = columns
  }

  @inline(__always)
  mutating func put(_ byte: UInt8) {
    end.storeBytes(of: byte, as: UInt8.self)
    end += 1
  }

  /// Bytes as they are, without a comma behind them.
  @inline(__always)
  private mutating func copy(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    end.copyMemory(from: start, byteCount: bytes.count)
    end += bytes.count
  }

  @inline(__always)
  mutating func endField() { put(CSVFields.comma) }

  /// An empty field: missing.
  @inline(__always)
  mutating func missing() { if columns.takesNext() { endField() } }

  /// Several of them.
  mutating func missing(_ count: Int) { for _ in 0..<count { missing() } }

  /// The row's last comma becomes a line feed.
  @inline(__always)
  mutating func endRow() {
    (end - 1).storeBytes(of: UInt8(ascii: "\n"), as: UInt8.self)
    columns.restart()
  }

  /// The first fields of a former row once more, as they stand there.
  ///
  /// They stand before `end` in the same room, of which `repeatRoom` bytes more than they have are left: few bytes are
  /// copied as thirty-two, and what comes too much is overwritten by what follows.
  @inline(__always)
  mutating func repeated(_ fields: UnsafeRawBufferPointer, columns count: Int) {
    if fields.count <= CSVFields.repeatRoom, let start = fields.baseAddress {
      end.storeBytes(of: start.loadUnaligned(as: SIMD32<UInt8>.self), as: SIMD32<UInt8>.self)
      end += fields.count
    } else {
      copy(fields)
    }
    columns.skip(count)
  }

  /// Text that needs neither quotes nor an apostrophe.
  @inline(__always)
  mutating func plain(_ text: UnsafeRawBufferPointer) {
    guard columns.takesNext() else { return }
    if !text.isEmpty { copy(text) }
    endField()
  }

  /// A word of the reports' own.
  @inline(__always)
  mutating func word(_ word: StaticString) {
    plain(UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  /// Words of the reports' own, blanks between them; none = missing.
  mutating func words<Word: RawRepresentable<String>>(_ words: [Word]) {
    guard columns.takesNext() else { return }
    for word in words {
      var word = word.rawValue
      word.withUTF8 { copy(UnsafeRawBufferPointer($0)) }
      put(UInt8(ascii: " "))
    }
    if !words.isEmpty { end -= 1 }
    endField()
  }

  /// What is not finite is missing.
  @inline(__always)
  mutating func numbers<let count: Int>(_ values: InlineArray<count, Double>) {
    guard columns.takesSome else {
      columns.skip(count)
      return values.span.withUnsafeBufferPointer { write($0) }
    }
    var (taken, number) = (values, 0)
    for index in values.indices where columns.takesNext() {
      taken[number] = values[index]
      number += 1
    }
    guard number > 0 else { return }
    taken.span.withUnsafeBufferPointer { write(UnsafeBufferPointer(rebasing: $0[..<number])) }
  }

  @inline(__always)
  private mutating func write(_ values: UnsafeBufferPointer<Double>) {
    let text = end.assumingMemoryBound(to: CChar.self)
    if let behind = es_write_fields(values.baseAddress, values.count, text) {
      end = UnsafeMutableRawPointer(behind)
    }
  }

  @inline(__always)
  mutating func integer(_ number: Int) {
    guard columns.takesNext() else { return }
    digits(of: number)
    endField()
  }

  /// The sessions that a return spans: nearly always one; none = missing.
  @inline(__always)
  mutating func sessions(_ span: Double) {
    guard columns.takesNext() else { return }
    if span == 1 { put(UInt8(ascii: "1")) } else if span > 0 { digits(of: Int(span)) }
    endField()
  }

  @inline(__always)
  private mutating func digits(of number: Int) {
    if number < 0 { put(UInt8(ascii: "-")) }
    let size = number.magnitude
    guard size >= 100 else {
      let tens = UInt8(truncatingIfNeeded: size) / 10
      if tens > 0 { put(48 + tens) }
      return put(48 + UInt8(truncatingIfNeeded: size) - 10 * tens)
    }
    manyDigits(of: size)
  }

  private mutating func manyDigits(of size: UInt) {
    var (rest, length) = (size, 0)
    repeat {
      rest /= 10
      length += 1
    } while rest > 0
    rest = size
    for place in (0..<length).reversed() {
      end.storeBytes(of: UInt8(truncatingIfNeeded: 48 + rest % 10), toByteOffset: place, as: UInt8.self)
      rest /= 10
    }
    end += length
  }

  /// Numbers of which the decimals were found; those of columns that are left out are not among them.
  ///
  /// - Parameter ofColumns: the columns that they and those stand in.
  @inline(__always)
  mutating func found(
    _ values: UnsafePointer<Double>, _ decimals: UnsafePointer<es_decimal>, count: Int, ofColumns: Int
  ) {
    columns.skip(ofColumns)
    if let behind = es_write_found(values, decimals, count, end.assumingMemoryBound(to: CChar.self)) {
      end = UnsafeMutableRawPointer(behind)
    }
  }

  @inline(__always)
  mutating func date(_ date: @autoclosure () -> CalendarDate?) {
    guard columns.takesNext() else { return }
    if let date = date() { written(date) }
    endField()
  }

  /// A date near others.
  @inline(__always)
  mutating func date(_ date: @autoclosure () -> CalendarDate?, in month: inout WrittenMonth) {
    guard columns.takesNext() else { return }
    if let date = date() {
      if month.write(date, to: end) { end += CalendarDate.isoLength } else { written(date) }
    }
    endField()
  }

  private mutating func written(_ date: CalendarDate) {
    if date.writeISO(to: end) { end += CalendarDate.isoLength } else { farDate(date) }
  }

  private mutating func farDate(_ date: CalendarDate) {
    var text = date.description
    text.withUTF8 { copy(UnsafeRawBufferPointer($0)) }
  }

  /// In quotes because of its comma.
  mutating func window(_ window: EventWindow) {
    guard columns.takesNext() else { return }
    put(UInt8(ascii: "\""))
    put(UInt8(ascii: "["))
    digits(of: window.first)
    put(UInt8(ascii: ","))
    digits(of: window.last)
    put(UInt8(ascii: "]"))
    put(UInt8(ascii: "\""))
    endField()
  }

  /// False, with nothing written and the column still the next one, outside the years 0 to 9999.
  mutating func moment(_ moment: ISOMoment) -> Bool {
    let length = moment.write(to: end)
    guard length > 0 else { return false }
    guard columns.takesNext() else { return true }
    end += length
    endField()
    return true
  }
}
