import CoreTypes

/// How dates are written in a file, such as `DD.MM.YYYY`, `MM/DD/YYYY` or `YYYYMMDD`.
///
/// `YYYY` is four digits. `MM` and `DD` are two digits, or one or two where the next character is no digit
/// (`8/1/2025`), as `M` and `D` are; `MMM` is the English name of the month in three letters (`02JAN2018`). Anything
/// else in the pattern stands for itself.
package struct DateFormat: Sendable, Equatable {
  private enum Part: Sendable, Equatable {
    case year, month, monthName, day
    case literal(UInt8)

    var width: Int {
      switch self {
      case .year: 4
      case .month, .day: 2
      case .monthName: 3
      case .literal: 1
      }
    }
  }

  /// As the study gives it.
  package let pattern: String
  private let parts: [Part]
  /// The length of a date whose month and day have two digits each, and where its day stands then.
  let width: Int
  let dayOffset: Int

  /// `nil` where the pattern does not have exactly one year, month and day.
  package init?(_ pattern: String) {
    var parts: [Part] = []
    var rest = Substring(pattern)
    while let character = rest.utf8.first {
      if rest.hasPrefix("YYYY") {
        parts.append(.year)
        rest = rest.dropFirst(4)
      } else if rest.hasPrefix("MMM") {
        parts.append(.monthName)
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("M") || rest.hasPrefix("D") {
        parts.append(rest.hasPrefix("M") ? .month : .day)
        rest = rest.dropFirst(rest.hasPrefix("MM") || rest.hasPrefix("DD") ? 2 : 1)
      } else {
        guard rest.first?.isASCII == true, rest.first?.isLetter == false else { return nil }
        parts.append(.literal(character))
        rest = rest.dropFirst()
      }
    }
    let wanted: [[Part]] = [[.year], [.month, .monthName], [.day]]
    guard wanted.allSatisfy({ part in parts.count(where: part.contains) == 1 }) else { return nil }
    self.pattern = pattern
    self.parts = parts
    width = parts.reduce(0) { $0 + $1.width }
    dayOffset = parts.prefix { $0 != .day }.reduce(0) { $0 + $1.width }
  }

  /// The date at the start of `bytes` and how many bytes it takes; `nil` where there is none.
  func leadingDate(_ bytes: UnsafeBufferPointer<UInt8>) -> (date: CalendarDate, length: Int)? {
    var at = 0
    var year = 0
    var month = 0
    var day = 0
    for part in parts {
      switch part {
      case .literal(let byte):
        guard at < bytes.count, bytes[at] == byte else { return nil }
        at += 1
      case .year:
        guard let number = DateFormat.digits(bytes, &at, from: 4, to: 4) else { return nil }
        year = number
      case .month:
        guard let number = DateFormat.digits(bytes, &at, from: 1, to: 2) else { return nil }
        month = number
      case .monthName:
        guard let number = DateFormat.month(bytes.dropFirst(at).prefix(3)) else { return nil }
        month = number
        at += 3
      case .day:
        guard let number = DateFormat.digits(bytes, &at, from: 1, to: 2) else { return nil }
        day = number
      }
    }
    if at < bytes.count, bytes[at] &- 48 <= 9 { return nil }
    return CalendarDate(year: year, month: month, day: day).map { ($0, at) }
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func month(_ letters: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    months.firstIndex(of: String(decoding: letters, as: UTF8.self).lowercased()).map { $0 + 1 }
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
