/// A moment as people write it (`announced_at`), taken apart: a date, perhaps a time, perhaps an offset from UTC.
///
/// ISO 8601: `2019-10-07`, `2019-10-07T16:20`, `2019-10-07 16:20:30.5`, with `Z`, `-04:00`, `-0400` or `-04`.
/// A fraction of a second is cut off.
package struct DateTimeText: Equatable, Sendable {
  package let date: CalendarDate
  package let secondOfDay: Int?
  /// Seconds east of Greenwich; nil = local time.
  package let offset: Int?

  /// A date without a time.
  package init(date: CalendarDate) {
    self.date = date
    secondOfDay = nil
    offset = nil
  }

  /// nil where `text` is nothing of the kind.
  package init?(_ text: String) {
    var text = text
    guard let read = text.withUTF8({ DateTimeText(bytes: $0) }) else { return nil }
    self = read
  }

  private init?(bytes: UnsafeBufferPointer<UInt8>) {
    var scanner = Scanner(bytes: bytes)
    guard let date = scanner.date() else { return nil }
    self.date = date
    if scanner.isAtEnd {
      secondOfDay = nil
      offset = nil
      return
    }
    guard
      scanner.skip(UInt8(ascii: "T")) || scanner.skip(UInt8(ascii: "t")) || scanner.skip(UInt8(ascii: " ")),
      let second = scanner.time()
    else { return nil }
    secondOfDay = second
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

    init(bytes: UnsafeBufferPointer<UInt8>) {
      self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func skip(_ byte: UInt8) -> Bool {
      guard position < bytes.count, bytes[position] == byte else { return false }
      position += 1
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
      guard let month = digits(2) else { return nil }
      if dashed, !skip(UInt8(ascii: "-")) { return nil }
      guard let day = digits(2) else { return nil }
      return CalendarDate(year: year, month: month, day: day)
    }

    mutating func time() -> Int? {
      guard let hour = digits(2), hour < 24, skip(UInt8(ascii: ":")), let minute = digits(2), minute < 60
      else { return nil }
      var second = 0
      if skip(UInt8(ascii: ":")) {
        guard let value = digits(2), value < 60 else { return nil }
        second = value
        if skip(UInt8(ascii: ".")) || skip(UInt8(ascii: ",")) {
          guard digits(1) != nil else { return nil }
          while digits(1) != nil {}
        }
      }
      return hour * 3_600 + minute * 60 + second
    }

    mutating func offset() -> Int? {
      if skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return 0 }
      let sign = skip(UInt8(ascii: "+")) ? 1 : skip(UInt8(ascii: "-")) ? -1 : 0
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
