import CoreTypes

/// The month of the last date that was read: where the next date has the same bytes but for the two digits of its day,
/// nothing else of it needs to be looked at.
struct RememberedMonth: Sendable {
  /// The bytes of the date; more than any text has where nothing is remembered yet.
  let width: Int
  private let dayAt: Int
  /// The date's first and last eight bytes without those of the day.
  private let first: UInt64
  private let last: UInt64
  private let firstMask: UInt64
  private let lastMask: UInt64
  /// The day number before the first of the month, and the month's length.
  private let base: Int32
  private let length: Int32

  static let none = RememberedMonth()

  private init() {
    (width, dayAt, first, last, firstMask, lastMask) = (.max, 0, 0, 0, 0, 0)
    (base, length) = (0, 0)
  }

  /// `date` as `text` has it: 8 to 16 bytes, two of them from `dayAt` on the day.
  init(of date: CalendarDate, _ text: UnsafePointer<UInt8>, width: Int, dayAt: Int) {
    let (year, month, day) = date.components
    self.width = width
    self.dayAt = dayAt
    firstMask = RememberedMonth.mask(dayAt)
    lastMask = RememberedMonth.mask(dayAt - (width - 8))
    first = RememberedMonth.word(text) & firstMask
    last = RememberedMonth.word(text + (width - 8)) & lastMask
    base = date.dayNumber - Int32(day)
    length = Int32(CalendarDate.daysInMonth(year: year, month: month))
  }

  /// The day number where `text` begins with a date of the month.
  @inline(__always)
  func day(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int32? {
    guard count >= width, RememberedMonth.word(text) & firstMask == first,
      RememberedMonth.word(text + (width &- 8)) & lastMask == last
    else { return nil }
    let tens = text[dayAt] &- 48
    let units = text[dayAt &+ 1] &- 48
    guard tens <= 9, units <= 9 else { return nil }
    let day = Int32(tens) &* 10 &+ Int32(units)
    return day >= 1 && day <= length ? base &+ day : nil
  }

  @inline(__always)
  private static func word(_ text: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
  }

  /// Everything but the two bytes at `offset`, as far as they lie in the word.
  private static func mask(_ offset: Int) -> UInt64 {
    var mask = UInt64.max
    for byte in offset...(offset + 1) where (0..<8).contains(byte) { mask &= ~(0xFF &<< UInt64(8 * byte)) }
    return mask
  }
}
