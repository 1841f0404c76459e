import CoreTypes

/// Instants in the rows of an intraday file: a date and a time with `T` or a space between them, with an offset
/// (`-04:00`, `-0400`, `-04`, `Z`) or without one (a local time), or seconds or milliseconds since 1970. `AM` or `PM` may
/// follow the time.
///
/// A fraction of a second is kept to the nanosecond. The date is ISO `YYYY-MM-DD` or compact `YYYYMMDD` unless the study names a
/// format.
struct InstantScan: Sendable {
  private var dates: DateScan
  private let hasFormat: Bool

  /// Of the last instant read: the day and the second of the day on the clock that was written, ...
  private(set) var day: Int32 = 0
  private(set) var second: Int32 = 0
  /// ... the nanoseconds since that second began, ...
  private(set) var nanoseconds: UInt32 = 0
  /// ... and that clock's offset; `local` where none was written.
  private(set) var offset: Int32 = 0

  static let local = Int32.min

  init(format: DateFormat?) {
    dates = DateScan(format: format)
    hasFormat = format != nil
  }

  /// `false` where the bytes are no instant.
  @inline(__always)
  mutating func read(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    nanoseconds = 0
    // `2022-03-17 16:05:00-04:00` and what is as long or longer.
    guard !hasFormat, count >= 19, text[4] == 45, text[13] == 58, text[16] == 58,
      text[10] == 32 || text[10] == 84, let day = dates.read(text, 10)
    else { return readAnew(text, count) }
    let hour = InstantScan.twoDigits(text + 11)
    let minute = InstantScan.twoDigits(text + 14)
    let second = InstantScan.twoDigits(text + 17)
    guard hour < 24, minute < 60, second < 60 else { return false }
    self.day = day
    self.second = hour &* 3_600 &+ minute &* 60 &+ second
    if count == 25, text[22] == 58, text[19] == 45 || text[19] == 43 {
      let hours = InstantScan.twoDigits(text + 20)
      let minutes = InstantScan.twoDigits(text + 23)
      guard hours <= 18, minutes < 60 else { return false }
      let size = hours &* 3_600 &+ minutes &* 60
      offset = text[19] == 45 ? 0 &- size : size
      return true
    }
    if count == 19 {
      offset = InstantScan.local
      return true
    }
    return readRest(UnsafeBufferPointer(start: text, count: count), from: 19)
  }

  /// Two digits as a number; 100 or more where they are none.
  @inline(__always)
  private static func twoDigits(_ text: UnsafePointer<UInt8>) -> Int32 {
    let tens = text[0] &- 48
    let units = text[1] &- 48
    return tens <= 9 && units <= 9 ? Int32(tens) &* 10 &+ Int32(units) : 1_000
  }

  @inline(never)
  private mutating func readAnew(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let bytes = FieldText.trimmed(UnsafeBufferPointer(start: text, count: count))
    if !hasFormat, readEpoch(bytes) { return true }
    guard let (date, length) = dates.leadingDate(bytes), length + 4 <= bytes.count,
      bytes[length] == 32 || bytes[length] == 84 || bytes[length] == 116
    else { return false }
    day = date.dayNumber
    return readClock(bytes, from: length + 1)
  }

  /// The date alone, whose time stands in another column.
  @inline(never)
  mutating func readDate(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard !UnsafeBufferPointer(start: text, count: count).contains(58), let day = dates.read(text, count)
    else { return false }
    self.day = day
    return true
  }

  /// The time of day alone: as behind a date, or in four or six digits, `HHMM` or `HHMMSS`.
  ///
  /// Five digits are those of a time whose first one is lost, and so may be four of them: five are none.
  @inline(never)
  mutating func readTime(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    nanoseconds = 0
    let bytes = FieldText.trimmed(UnsafeBufferPointer(start: text, count: count))
    let digits = bytes.prefix { $0 &- 48 <= 9 }.count
    guard digits > 2, let start = bytes.baseAddress else { return readClock(bytes, from: 0) }
    guard digits == 4 || digits == 6 else { return false }
    let (hour, minute) = (InstantScan.twoDigits(start), InstantScan.twoDigits(start + 2))
    let second = digits == 6 ? InstantScan.twoDigits(start + 4) : 0
    guard hour < 24, minute < 60, second < 60 else { return false }
    self.second = hour * 3_600 + minute * 60 + second
    return readRest(bytes, from: digits)
  }

  /// `16:05:00`, with what may follow.
  private mutating func readClock(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    var at = start
    guard let hour = InstantScan.number(bytes, &at, from: 1), hour < 24, bytes.skip(58, at: &at),
      let minute = InstantScan.number(bytes, &at, from: 2), minute < 60
    else { return false }
    var second = 0
    if bytes.skip(58, at: &at) {
      guard let number = InstantScan.number(bytes, &at, from: 2), number < 60 else { return false }
      second = number
    }
    self.second = Int32(hour * 3_600 + minute * 60 + second)
    return readRest(bytes, from: at)
  }

  /// A fraction of a second, the half of the day, blanks and an offset, as far as there are any.
  private mutating func readRest(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    var at = start
    if at < bytes.count, bytes[at] == 46 || bytes[at] == 44 {
      let digits = bytes[(at + 1)...].prefix { $0 &- 48 <= 9 }
      if digits.isEmpty { return false }
      nanoseconds = InstantScan.nanoseconds(digits)
      at = digits.endIndex
    }
    if let isAfternoon = TwelveHourClock.isAfternoon(in: bytes, at: &at) {
      guard let shown = TwelveHourClock.second(Int(second), isAfternoon: isAfternoon) else { return false }
      second = Int32(shown)
    }
    while at < bytes.count, FieldText.isBlank(bytes[at]) { at += 1 }
    if at == bytes.count {
      offset = InstantScan.local
      return true
    }
    let mark = bytes[at]
    at += 1
    if mark == 90 || mark == 122 {
      offset = 0
      return at == bytes.count
    }
    guard mark == 43 || mark == 45, let hours = InstantScan.number(bytes, &at, from: 2), hours <= 18 else {
      return false
    }
    var minutes = 0
    if at < bytes.count {
      _ = bytes.skip(58, at: &at)
      guard let number = InstantScan.number(bytes, &at, from: 2), number < 60 else { return false }
      minutes = number
    }
    let size = Int32(hours * 3_600 + minutes * 60)
    offset = mark == 45 ? -size : size
    return at == bytes.count
  }

  /// 10 digits are seconds, 13 milliseconds since 1970-01-01T00:00:00Z.
  private mutating func readEpoch(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count == 10 || bytes.count == 13, bytes.allSatisfy({ $0 &- 48 <= 9 }) else { return false }
    let number = bytes.prefix(10).reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
    day = Int32(number / 86_400)
    second = Int32(number % 86_400)
    nanoseconds = InstantScan.nanoseconds(bytes[10...])
    offset = 0
    return true
  }

  /// The digits of a fraction of a second; what is finer than a nanosecond is cut off.
  private static func nanoseconds(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32 {
    var (value, unit): (UInt32, UInt32) = (0, 100_000_000)
    for digit in digits {
      value += UInt32(digit - 48) * unit
      unit /= 10
    }
    return value
  }

  /// `least` or two digits.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, from least: Int) -> Int? {
    var value = 0
    var digits = 0
    while digits < 2, at < bytes.count, bytes[at] &- 48 <= 9 {
      value = value * 10 + Int(bytes[at] - 48)
      at += 1
      digits += 1
    }
    return digits >= least ? value : nil
  }
}
