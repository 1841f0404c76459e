import CoreTypes

/// Rows of a report table as CSV bytes: comma, LF, quotes only where needed.
///
/// Numbers are the shortest decimals that read back to the same double, whole ones without a fraction, minus
/// zero as 0; NaN is an empty field. Text that a spreadsheet would take for a formula gets an apostrophe in
/// front, which spreadsheets do not show.
///
/// Fields are written into room that was made beforehand, each with the comma behind it; the end of a row turns the last
/// comma into a line feed. Nothing is allocated for a field. Of a table of which a study wants some columns, the fields of the
/// others are counted and left out.
package struct CSVText: Sendable {
  /// Longer than the text, which ends at `count`; what stands behind it has no meaning.
  private var room: [UInt8] = []
  private var count = 0
  /// The columns of the text, and the one of the next field.
  private var columns: ColumnCursor

  package init() { self.init(.all) }

  /// Text of a table with some of its columns: the rows are given whole.
  package init(_ columns: ColumnChoice) { self.columns = ColumnCursor(columns) }

  /// A table's first line.
  package init(header names: [String]) { self.init(header: names, .all) }

  /// A table's first line, given whole, with some of its columns.
  package init(header names: [String], _ columns: ColumnChoice) {
    self.init(columns)
    for name in names { field(name) }
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

  /// Lets `fields` write up to `most` bytes behind the text.
  @inline(__always)
  mutating func write(atMost most: Int, _ fields: (inout CSVFields) -> Void) {
    write(atMost: most, after: count..<count) { _, text in fields(&text) }
  }

  /// The same with what already stands between two former `end`s, to be repeated.
  @inline(__always)
  mutating func write(
    atMost most: Int, after former: Range<Int>, _ fields: (UnsafeRawBufferPointer, inout CSVFields) -> Void
  ) {
    if room.count - count < most { makeRoom(most) }
    let end = count
    count = room.withUnsafeMutableBytes { room in
      guard let start = room.baseAddress else { return end }
      var text = CSVFields(at: start + end, of: columns)
      fields(UnsafeRawBufferPointer(start: start + former.lowerBound, count: former.count), &text)
      columns = text.columns
      return text.end - start
    }
  }

  /// Whether the next field is written.
  var writesNext: Bool { columns.writesNext }

  /// The same of the field that many columns further on.
  func writes(after columns: Int) -> Bool { self.columns.writes(after: columns) }

  /// Ends the row with a line break.
  package mutating func endRow() {
    columns.restart()
    guard count > 0, room[count - 1] == UInt8(ascii: ",") else {
      return write(atMost: 1) { $0.put(UInt8(ascii: "\n")) }
    }
    room[count - 1] = UInt8(ascii: "\n")
  }

  /// An empty field: missing.
  package mutating func missing() { write(atMost: 1) { $0.missing() } }

  /// Several of them.
  package mutating func missing(_ count: Int) { write(atMost: count) { $0.missing(count) } }

  /// The fields of these columns, all of them missing.
  mutating func missing(_ columns: StaticString...) { missing(columns.count) }

  /// A word of the reports' own; nil = missing.
  @inline(__always)
  package mutating func word<Word: RawRepresentable<String>>(of word: @autoclosure () -> Word?) {
    guard writesNext else { return columns.skip(1) }
    guard var text = word()?.rawValue else { return missing() }
    text.withUTF8 { appendPlain(UnsafeRawBufferPointer($0)) }
  }

  /// Words of the reports' own, blanks between them; none = missing.
  @inline(__always)
  package mutating func words<Word: RawRepresentable<String>>(_ words: @autoclosure () -> [Word]) {
    guard writesNext else { return columns.skip(1) }
    let words = words()
    write(atMost: words.reduce(1) { $0 + $1.rawValue.utf8.count + 1 }) { $0.words(words) }
  }

  // A value that is hard to come by is asked for only where its column is written.

  /// A text, in quotes where its characters ask for them.
  @inline(__always)
  package mutating func field(_ text: @autoclosure () -> String) {
    guard writesNext else { return columns.skip(1) }
    written(text())
  }

  private mutating func written(_ text: String) {
    // Nearly every text lies in one piece and need not be copied to be looked at.
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { append(UnsafeRawBufferPointer($0)) }
    guard done == nil else { return }
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// A word of the reports' own.
  mutating func word(_ word: StaticString) {
    write(atMost: word.utf8CodeUnitCount + 1) { $0.word(word) }
  }

  /// The same; empty for nil.
  @inline(__always)
  package mutating func field(_ text: @autoclosure () -> String?) {
    guard writesNext else { return columns.skip(1) }
    if let text = text() { written(text) } else { missing() }
  }

  /// A date as YYYY-MM-DD; empty for nil.
  @inline(__always)
  package mutating func field(_ date: @autoclosure () -> CalendarDate?) {
    guard writesNext else { return columns.skip(1) }
    written(date())
  }

  private mutating func written(_ date: CalendarDate?) {
    write(atMost: CSVFields.numberRoom) { $0.date(date) }
  }

  /// A moment as ISO 8601 writes it.
  package mutating func field(_ moment: ISOMoment) {
    var isWritten = false
    write(atMost: CSVFields.momentRoom) { isWritten = $0.moment(moment) }
    if !isWritten { field(moment.description) }
  }

  /// A whole number; empty for nil.
  @inline(__always)
  package mutating func field(_ number: @autoclosure () -> Int?) {
    guard writesNext else { return columns.skip(1) }
    written(number())
  }

  private mutating func written(_ number: Int?) {
    guard let number else { return missing() }
    write(atMost: CSVFields.numberRoom) { $0.integer(number) }
  }

  /// The shortest decimal that reads back as the number; empty for nil and for what is not finite.
  @inline(__always)
  package mutating func field(_ number: @autoclosure () -> Double?) {
    guard writesNext else { return columns.skip(1) }
    numbers([number() ?? .nan])
  }

  /// What is not finite is missing.
  @inline(__always)
  mutating func numbers<let count: Int>(_ values: InlineArray<count, Double>) {
    write(atMost: count * CSVFields.numberRoom) { $0.numbers(values) }
  }

  /// What is not written yet is not cleared: that would take as long as writing it.
  @inline(never)
  private mutating func makeRoom(_ needed: Int) {
    let size = room.count + max(needed, room.count, 1_024)
    room = [UInt8](unsafeUninitializedCapacity: size) { larger, initialized in
      room.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(larger).copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
      initialized = size
    }
  }

  private mutating func appendPlain(_ text: UnsafeRawBufferPointer) {
    write(atMost: text.count + 1) { $0.plain(text) }
  }

  private mutating func append(_ text: UnsafeRawBufferPointer) {
    guard CSVQuoting.mayNeedCare(text) else { return appendPlain(text) }
    let isFormula = text.first.map(CSVQuoting.isFormulaStart) ?? false
    let quoted = text.contains(where: CSVQuoting.needsQuotes)
    guard isFormula || quoted else { return appendPlain(text) }
    columns.skip(1)
    write(atMost: 2 * text.count + 4) { target in
      if quoted { target.put(UInt8(ascii: "\"")) }
      if isFormula { target.put(UInt8(ascii: "'")) }
      for byte in text {
        if byte == UInt8(ascii: "\"") { target.put(byte) }
        target.put(byte)
      }
      if quoted { target.put(UInt8(ascii: "\"")) }
      target.endField()
    }
  }
}
