/// A moment as people write it (`announced_at`), taken apart: a date, perhaps a time, perhaps an offset from UTC.
///
/// ISO 8601: `2019-10-07`, `2019-10-07T16:20`, `2019-10-07 16:20:30.5`, with `Z`, `-04:00`, `-0400` or `-04`; without marks
/// `20191007` and `20191007T162030`. An hour before ten may have one digit (`8:00`), and `AM` or `PM` may follow
/// (`4:20 PM`). A fraction of a second is cut off, and 24:00 is the next day's midnight.
package struct DateTimeText: Equatable, Sendable {
  package let date: CalendarDate
  package let secondOfDay: Int?
  /// Seconds east of Greenwich; nil = local time.
  package let offset: Int?
  /// The time was written as 24:00 of the date before, which nobody writes for a bare date.
  package let isEndOfDay: Bool

  /// A date without a time.
  package init(date: CalendarDate) {
    self.date = date
    secondOfDay = nil
    offset = nil
    isEndOfDay = false
  }

  /// nil where `text` is nothing of the kind.
  package init?(_ text: String) {
    var text = text
    guard let read = text.withUTF8({ DateTimeText(bytes: $0) }) else { return nil }
    self = read
  }

  /// The same of bytes in UTF-8.
  package init?(bytes: UnsafeBufferPointer<UInt8>) {
    var scanner = Scanner(bytes: bytes)
    guard let date = scanner.date() else { return nil }
    if scanner.isAtEnd {
      self.date = date
      secondOfDay = nil
      offset = nil
      isEndOfDay = false
      return
    }
    guard
      scanner.skip(UInt8(ascii: "T")) || scanner.skip(UInt8(ascii: "t")) || scanner.skip(UInt8(ascii: " ")),
      let second = scanner.time()
    else { return nil }
    isEndOfDay = second == 86_400
    (self.date, secondOfDay) = isEndOfDay ? (date.advanced(by: 1), 0) : (date, second)
    scanner.skipBlanks()
    if scanner.isAtEnd {
      offset = nil
      return
    }
    guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
    self.offset = offset
  }

  /// Reads digits and marks from left to right.
  private struct Scanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    /// No marks stand between year, month and day, so that none need stand between hour, minute and second.
    private var isBasic = false

    init(bytes: UnsafeBufferPointer<UInt8>) {
      self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func skip(_ byte: UInt8) -> Bool { bytes.skip(byte, at: &position) }

    /// U+2212, which word processors write.
    private mutating func skipMinusSign() -> Bool { skip([0xE2, 0x88, 0x92]) }

    private mutating func skip(_ character: [UInt8]) -> Bool {
      guard bytes[position...].starts(with: character) else { return false }
      position += character.count
      return true
    }

    mutating func skipBlanks() { while skip(UInt8(ascii: " ")) {} }

    mutating func digits(_ count: Int) -> Int? {
      guard position + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[position..<(position + count)] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      position += count
      return value
    }

    mutating func date() -> CalendarDate? {
      guard let year = digits(4) else { return nil }
      let dashed = skip(UInt8(ascii: "-"))
      isBasic = !dashed
      guard let month = digits(2) else { return nil }
      if dashed, !skip(UInt8(ascii: "-")) { return nil }
      guard let day = digits(2) else { return nil }
      return CalendarDate(year: year, month: month, day: day)
    }

    mutating func time() -> Int? {
      // Spreadsheets write the hours up to nine without a zero: `8:00`.
      let padded = digits(2)
      guard let hour = padded ?? digits(1), hour <= 24 else { return nil }
      let hasMarks = skip(UInt8(ascii: ":"))
      guard hasMarks || (isBasic && padded != nil), let minute = digits(2), minute < 60 else { return nil }
      var second = 0
      if hasMarks ? skip(UInt8(ascii: ":")) : position < bytes.count && (48...57).contains(bytes[position]) {
        guard let value = digits(2), value < 60 else { return nil }
        second = value
        if skip(UInt8(ascii: ".")) || skip(UInt8(ascii: ",")) {
          guard digits(1) != nil else { return nil }
          while digits(1) != nil {}
        }
      }
      let time = hour * 3_600 + minute * 60 + second
      if let isAfternoon = TwelveHourClock.isAfternoon(in: bytes, at: &position) {
        return hasMarks ? TwelveHourClock.second(time, isAfternoon: isAfternoon) : nil
      }
      return time <= 86_400 ? time : nil
    }

    mutating func offset() -> Int? {
      if skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return 0 }
      let sign = skip(UInt8(ascii: "+")) ? 1 : skip(UInt8(ascii: "-")) || skipMinusSign() ? -1 : 0
      guard sign != 0, let hours = digits(2), hours <= 18 else { return nil }
      var minutes = 0
      if !isAtEnd {
        _ = skip(UInt8(ascii: ":"))
        guard let value = digits(2), value < 60 else { return nil }
        minutes = value
      }
      return sign * (hours * 3_600 + minutes * 60)
    }
  }
}
