import CoreTypes

/// How dates are written in a file, such as `DD.MM.YYYY`, `MM/DD/YYYY` or `YYYYMMDD`.
///
/// `YYYY` is four digits, `YY` the last two of a year from 1969 to 2068, as of POSIX's `%y`. `MM` and `DD` are two digits, or
/// one or two where neither neighbor is a digit (`8/1/2025`), as `M` and `D` are; `MMM` is the English name of the month in
/// three letters (`02JAN2018`), `MMMM` the whole of it. Anything else in the pattern stands for itself (`YYYY年MM月DD日`).
package struct DateFormat: Sendable, Equatable {
  private enum Part: Sendable, Equatable {
    case year, shortYear, month, monthName, longMonthName, day
    case literal(UInt8)

    var isNumber: Bool { [.year, .shortYear, .month, .day].contains(self) }

    var width: Int {
      switch self {
      case .year: 4
      case .shortYear, .month, .day: 2
      case .monthName: 3
      // No date is as long.
      case .longMonthName: 1_000
      case .literal: 1
      }
    }
  }

  /// As the study gives it.
  package let pattern: String
  private let parts: [Part]
  /// One a part: the fewest digits of a month or a day.
  private let least: [Int]
  /// The length of a date whose month and day have two digits each, and where its day stands then.
  let width: Int
  let dayOffset: Int

  /// `nil` where the pattern does not have exactly one year, month and day.
  package init?(_ pattern: String) {
    var parts: [Part] = []
    var rest = Substring(pattern)
    while let character = rest.first {
      if rest.hasPrefix("YYYY") {
        parts.append(.year)
        rest = rest.dropFirst(4)
      } else if rest.hasPrefix("YY") {
        parts.append(.shortYear)
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("MMMM") {
        parts.append(.longMonthName)
        rest = rest.dropFirst(4)
      } else if rest.hasPrefix("MMM") {
        parts.append(.monthName)
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("M") || rest.hasPrefix("D") {
        parts.append(rest.hasPrefix("M") ? .month : .day)
        rest = rest.dropFirst(rest.hasPrefix("MM") || rest.hasPrefix("DD") ? 2 : 1)
      } else {
        guard !character.isASCII || !character.isLetter else { return nil }
        parts += character.utf8.map { .literal($0) }
        rest = rest.dropFirst()
      }
    }
    let wanted: [[Part]] = [[.year, .shortYear], [.month, .monthName, .longMonthName], [.day]]
    guard wanted.allSatisfy({ part in parts.count(where: part.contains) == 1 }) else { return nil }
    self.pattern = pattern
    self.parts = parts
    least = parts.indices.map { index in
      let neighbors = parts[max(0, index - 1)...min(parts.count - 1, index + 1)]
      return neighbors.count(where: \.isNumber) > 1 ? 2 : 1
    }
    width = parts.reduce(0) { $0 + $1.width }
    dayOffset = parts.prefix { $0 != .day }.reduce(0) { $0 + $1.width }
  }

  var hasMonthName: Bool { !parts.contains(.month) }
  /// Years have two digits.
  var hasShortYear: Bool { parts.contains(.shortYear) }

  /// The same with day and month in each other's place; `nil` where the month is a name.
  var exchanged: DateFormat? {
    guard !hasMonthName else { return nil }
    return DateFormat(String(pattern.map { $0 == "D" ? "M" : $0 == "M" ? "D" : $0 }))
  }

  /// The date at the start of `bytes` and how many bytes it takes; `nil` where there is none.
  func leadingDate(_ bytes: UnsafeBufferPointer<UInt8>) -> (date: CalendarDate, length: Int)? {
    var at = 0
    var year = 0
    var month = 0
    var day = 0
    for (part, least) in zip(parts, least) {
      switch part {
      case .literal(let byte):
        guard at < bytes.count, bytes[at] == byte else { return nil }
        at += 1
      case .year:
        guard let number = DateFormat.digits(bytes, &at, from: 4, to: 4) else { return nil }
        year = number
      case .shortYear:
        guard let number = DateFormat.digits(bytes, &at, from: 2, to: 2) else { return nil }
        year = number < 69 ? 2000 + number : 1900 + number
      case .month:
        guard let number = DateFormat.digits(bytes, &at, from: least, to: 2) else { return nil }
        month = number
      case .monthName:
        guard let number = DateFormat.month(bytes, at: at) else { return nil }
        month = number
        at += 3
      case .longMonthName:
        guard let name = DateFormat.longMonth(bytes, at: at) else { return nil }
        month = name.month
        at += name.length
      case .day:
        guard let number = DateFormat.digits(bytes, &at, from: least, to: 2) else { return nil }
        day = number
      }
    }
    if at < bytes.count, bytes[at] &- 48 <= 9 { return nil }
    return CalendarDate(year: year, month: month, day: day).map { ($0, at) }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ].map { Array($0.utf8) }

  /// The first three letters of each month, a byte each.
  private static let shortMonths = months.map { $0.prefix(3).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }

  /// The month with these three letters, in either case.
  private static func month(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    guard start + 3 <= bytes.count else { return nil }
    // Bit 5 makes small letters of capital ones, and of nothing else.
    let letters = (start..<start + 3).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[$1] | 32) }
    return shortMonths.firstIndex(of: letters).map { $0 + 1 }
  }

  /// The month with the whole name that begins there.
  private static func longMonth(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> (month: Int, length: Int)? {
    guard let month = month(bytes, at: start) else { return nil }
    let letters = bytes.dropFirst(start).prefix { ($0 | 32) &- 97 < 26 }
    guard letters.elementsEqual(months[month - 1], by: { $0 | 32 == $1 }) else { return nil }
    return (month, letters.count)
  }

  private static func digits(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, from least: Int, to most: Int
  ) -> Int? {
    var number = 0
    var count = 0
    while count < most, at < bytes.count, bytes[at] &- 48 <= 9 {
      number = number * 10 + Int(bytes[at] - 48)
      at += 1
      count += 1
    }
    return count >= least ? number : nil
  }
}
