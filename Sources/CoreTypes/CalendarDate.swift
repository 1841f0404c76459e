/// A day of the proleptic Gregorian calendar, without a time or a zone.
///
/// Stored as the number of days since 1970-01-01, so that ordering and differences are integer
/// arithmetic. Days of dates follow Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
@usableFromInline
package struct CalendarDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  @usableFromInline package let dayNumber: Int32

  @inlinable
  package init(dayNumber: Int32) { self.dayNumber = dayNumber }

  /// `nil` where the calendar has no such day (2019-02-29). Years 1 to 9999.
  @inlinable
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CalendarDate.daysInMonth(year: year, month: month)
    else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    dayNumber = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Exactly `YYYY-MM-DD`; anything else is `nil`.
  package init?(iso text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
      return nil
    }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
      return nil
    }
    self.init(year: year, month: month, day: day)
  }

  /// 28 to 31, by the Gregorian calendar; `month` from 1 to 12.
  @inlinable
  package static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// Year, month and day by two multiplications in place of divisions: Cassio Neri and Lorenz Schneider, "Euclidean affine
  /// functions and their application to calendar algorithms", Software: Practice and Experience 53 (2023), 937-970.
  package var components: (year: Int, month: Int, day: Int) {
    // Days since 0000-03-01, eras of 400 years later, so that no day is negative.
    let days = UInt64(truncatingIfNeeded: Int(dayNumber) + 719_468 + 146_097 * CalendarDate.addedEras)
    let inCenturies = 4 &* days &+ 3
    let century = inCenturies / 146_097
    let dayOfCentury = (inCenturies &- century &* 146_097) / 4
    let inYears = 2_939_745 &* (4 &* dayOfCentury &+ 3)
    let dayOfYear = (inYears & 0xffff_ffff) / 2_939_745 / 4
    let inMonths = 2_141 &* dayOfYear &+ 197_913
    let month = Int(truncatingIfNeeded: inMonths >> 16)
    let year = Int(truncatingIfNeeded: 100 &* century &+ inYears >> 32) - 400 * CalendarDate.addedEras
    let isNextYear = dayOfYear >= 306
    return (
      isNextYear ? year + 1 : year, isNextYear ? month - 12 : month,
      Int(truncatingIfNeeded: (inMonths & 0xffff) / 2_141) + 1
    )
  }

  private static let addedEras = 14_704

  /// 1 = Monday ... 7 = Sunday (ISO 8601).
  package var weekday: Int {
    let offset = (Int(dayNumber) + 3) % 7
    return (offset < 0 ? offset + 7 : offset) + 1
  }

  /// The date so many calendar days later; earlier where `days` is negative.
  @inlinable
  package func advanced(by days: Int) -> CalendarDate {
    CalendarDate(dayNumber: dayNumber + Int32(days))
  }

  @inlinable
  package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    left.dayNumber < right.dayNumber
  }
}

extension CalendarDate: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  @usableFromInline package var description: String {
    let text: String? = withUnsafeTemporaryAllocation(byteCount: CalendarDate.isoLength, alignment: 1) {
      text in
      guard let start = text.baseAddress, writeISO(to: start) else { return nil }
      return String(decoding: text, as: UTF8.self)
    }
    if let text { return text }
    let (year, month, day) = components
    return paddedDecimal(year, 4) + "-" + paddedDecimal(month, 2) + "-" + paddedDecimal(day, 2)
  }
}
