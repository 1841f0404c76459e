extension CalendarDate {
  /// Bytes of `YYYY-MM-DD`.
  @inlinable
  package static var isoLength: Int { 10 }

  /// Writes `YYYY-MM-DD` into `isoLength` bytes; false, and nothing written, outside the years 0 to 9999.
  package func writeISO(to text: UnsafeMutableRawPointer) -> Bool {
    let (year, month, day) = components
    guard let year = UInt32(exactly: year), year <= 9_999 else { return false }
    let century = year / 100
    let digits = digitPairs(
      UInt64(century) | UInt64(year - century * 100) << 16 | UInt64(truncatingIfNeeded: month) << 32
        | UInt64(truncatingIfNeeded: day) << 48)
    let hyphens = UInt64(UInt8(ascii: "-")) << 32 | UInt64(UInt8(ascii: "-")) << 56
    let upToDay = digits & 0xffff_ffff | (digits >> 32 & 0xffff) << 40 | hyphens
    text.storeBytes(of: upToDay.littleEndian, as: UInt64.self)
    text.storeBytes(
      of: UInt16(truncatingIfNeeded: digits >> 48).littleEndian, toByteOffset: 8, as: UInt16.self)
    return true
  }
}

/// The month of the date that was written last: most dates of an event lie in the same one.
@frozen @usableFromInline
package struct WrittenMonth {
  /// The day number of its first day, and its days; none before the first date.
  @usableFromInline var first: Int32 = 0
  @usableFromInline var days: UInt32 = 0
  /// `YYYY-MM-`
  @usableFromInline var text: UInt64 = 0

  @inlinable
  package init() {}

  /// As `CalendarDate.writeISO`.
  @inlinable @inline(__always)
  package mutating func write(_ date: CalendarDate, to text: UnsafeMutableRawPointer) -> Bool {
    let place = UInt32(bitPattern: date.dayNumber &- first)
    guard place < days else { return begin(with: date, text) }
    let day = UInt16(truncatingIfNeeded: place &+ 1)
    let tens = (day &* 103) >> 10
    text.storeBytes(of: self.text, as: UInt64.self)
    text.storeBytes(
      of: (day << 8 &- tens &* 2_559 &+ 0x3030).littleEndian, toByteOffset: 8, as: UInt16.self)
    return true
  }

  @usableFromInline
  mutating func begin(with date: CalendarDate, _ text: UnsafeMutableRawPointer) -> Bool {
    guard date.writeISO(to: text) else { return false }
    let (year, month, day) = date.components
    first = date.dayNumber - Int32(day - 1)
    days = UInt32(CalendarDate.daysInMonth(year: year, month: month))
    self.text = text.loadUnaligned(as: UInt64.self)
    return true
  }
}

/// What a calendar and a clock show at a moment, as ISO 8601 writes it: `2019-10-08T04:20:00+08:00`. An offset's seconds
/// appear only where there are any (local mean time).
package struct ISOMoment: Sendable, CustomStringConvertible {
  package let date: CalendarDate
  package let secondOfDay: Int
  /// Seconds by which the clock is ahead of UTC, less than a day; nil = it shows UTC itself, written `Z`.
  package let offset: Int?

  package init(date: CalendarDate, secondOfDay: Int, offset: Int?) {
    self.date = date
    self.secondOfDay = secondOfDay
    self.offset = offset
  }

  /// What its text may take, and what is written past it on the way.
  package static let room = 32

  /// Writes the text into `room` bytes and returns how many count; 0, and nothing written, outside the years 0 to 9999.
  package func write(to text: UnsafeMutableRawPointer) -> Int {
    guard date.writeISO(to: text) else { return 0 }
    return CalendarDate.isoLength + writeClock(to: text + CalendarDate.isoLength)
  }

  /// From `T` on.
  private func writeClock(to text: UnsafeMutableRawPointer) -> Int {
    text.storeBytes(of: UInt8(ascii: "T"), as: UInt8.self)
    ISOMoment.writeHours(of: secondOfDay, to: text + 1)
    guard let offset else {
      text.storeBytes(of: UInt8(ascii: "Z"), toByteOffset: 9, as: UInt8.self)
      return 10
    }
    text.storeBytes(of: UInt8(ascii: offset < 0 ? "-" : "+"), toByteOffset: 9, as: UInt8.self)
    ISOMoment.writeHours(of: abs(offset), to: text + 10)
    return offset % 60 == 0 ? 15 : 18
  }

  /// Eight bytes, `hh:mm:ss`.
  private static func writeHours(of seconds: Int, to text: UnsafeMutableRawPointer) {
    let seconds = UInt32(truncatingIfNeeded: seconds)
    let minutes = seconds / 60
    let hours = minutes / 60
    let digits = digitPairs(
      UInt64(hours) | UInt64(minutes - hours * 60) << 16 | UInt64(seconds - minutes * 60) << 32)
    let colons = UInt64(UInt8(ascii: ":")) << 16 | UInt64(UInt8(ascii: ":")) << 40
    let hands = digits & 0xffff | (digits >> 16 & 0xffff) << 24 | (digits >> 32 & 0xffff) << 48 | colons
    text.storeBytes(of: hands.littleEndian, as: UInt64.self)
  }

  package var description: String {
    withUnsafeTemporaryAllocation(byteCount: ISOMoment.room, alignment: 1) { text in
      guard let start = text.baseAddress else { return "" }
      let count = write(to: start)
      guard count == 0 else {
        return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
      }
      let clock = UnsafeRawBufferPointer(start: start, count: writeClock(to: start))
      return date.description + String(decoding: clock, as: UTF8.self)
    }
  }
}

/// Two digits each, as bytes in the order of the text, of four numbers below 100 that stand in 16 bits each.
@inline(__always)
private func digitPairs(_ numbers: UInt64) -> UInt64 {
  let tens = (numbers &* 103) >> 10 & 0x000f_000f_000f_000f
  return numbers << 8 &- tens &* 2_559 &+ 0x3030_3030_3030_3030
}
