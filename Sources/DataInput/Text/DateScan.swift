import CoreTypes

/// Dates in the rows of a file: ISO `YYYY-MM-DD` or compact `YYYYMMDD` unless the study names a format. A
/// time of day behind the date (`2022-12-28 00:00:00-05:00`) is left aside: the date is the one that is
/// written, unless the moments are known to be midnights of an exchange's clock (see `MomentEvidence`).
package struct DateScan: Sendable {
  /// What the texts are.
  private enum Writing {
    /// ISO or compact dates.
    case plain
    /// Dates of a format, ISO dates beside them or not.
    case pattern(DateFormat, readsISO: Bool)
    /// Moments, taken as the days that begin at them on an exchange's clock: no month is remembered, so that each is read anew.
    case midnights(ExchangeClock)
    /// Moments in nanoseconds since 1970, taken as their dates in UTC.
    case epochNanoseconds
  }

  private let writing: Writing
  private var month = RememberedMonth.none

  private init(_ writing: Writing) { self.writing = writing }

  /// ISO or compact dates where `format` is `nil`.
  ///
  /// - Parameter readsISO: ISO dates are read beside those of the format, unless it begins as they do.
  package init(format: DateFormat?, readsISO: Bool = false) {
    self.init(
      format.map { .pattern($0, readsISO: readsISO && !$0.pattern.hasPrefix("YYYY-")) } ?? .plain)
  }

  /// Moments, taken as the days that begin at them on an exchange's clock.
  init(midnightsOf clock: ExchangeClock) { self.init(.midnights(clock)) }

  /// Moments in nanoseconds since 1970, taken as their dates in UTC.
  static let epochNanoseconds = DateScan(.epochNanoseconds)

  /// `nil` where dates have none: ISO or compact ones, and moments.
  var format: DateFormat? {
    if case .pattern(let format, _) = writing { format } else { nil }
  }

  /// Where the texts are midnights of an exchange.
  var clock: ExchangeClock? {
    if case .midnights(let clock) = writing { clock } else { nil }
  }

  /// How dates are written, for messages.
  var expected: String {
    switch writing {
    case .plain: "YYYY-MM-DD or YYYYMMDD"
    case .pattern(let format, _): format.pattern
    case .midnights(let clock): "YYYY-MM-DD, or a midnight of \(clock.zone)"
    case .epochNanoseconds: "nanoseconds since 1970-01-01"
    }
  }

  /// The day number (see `CalendarDate`), or `nil` where the bytes are not a date. `NumberScan.slack` more bytes can be
  /// read behind them.
  @inline(__always)
  mutating func read(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int32? {
    if let day = month.day(text, count),
      count == month.width || DateScan.isTimeOfDay(text, month.width, count)
    {
      return day
    }
    return readAnew(text, count)
  }

  @inline(never)
  private mutating func readAnew(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int32? {
    let bytes = FieldText.trimmed(UnsafeBufferPointer(start: text, count: count))
    if case .midnights(let clock) = writing { return clock.dayNumber(bytes) }
    let own = leadingDate(bytes)
    guard let start = bytes.baseAddress, let (date, length) = own ?? isoDate(bytes) else { return nil }
    guard length == bytes.count || DateScan.isTimeOfDay(start, length, bytes.count) else { return nil }
    if own != nil, let dayAt = dayOffset(of: length) {
      month = RememberedMonth(of: date, start, width: length, dayAt: dayAt)
    }
    return date.dayNumber
  }

  /// Where the two digits of the day stand in a date of `length` bytes; `nil` where that is not certain, or where two words do
  /// not hold all of it.
  private func dayOffset(of length: Int) -> Int? {
    switch writing {
    case .plain: length - 2
    case .pattern(let format, _): length == format.width && (8...16).contains(length) ? format.dayOffset : nil
    case .midnights, .epochNanoseconds: nil
    }
  }

  /// The date that `bytes` begin with, and how many of them it takes.
  func leadingDate(_ bytes: UnsafeBufferPointer<UInt8>) -> (date: CalendarDate, length: Int)? {
    switch writing {
    case .plain, .midnights: DateScan.plainDate(bytes)
    case .pattern(let format, _): format.leadingDate(bytes)
    case .epochNanoseconds: DateScan.epochDate(bytes)
    }
  }

  /// An ISO date in a file whose dates have another format.
  private func isoDate(_ bytes: UnsafeBufferPointer<UInt8>) -> (date: CalendarDate, length: Int)? {
    guard case .pattern(_, readsISO: true) = writing, bytes.count >= 10, bytes[4] == 45 else { return nil }
    return DateScan.plainDate(bytes)
  }

  private static func plainDate(_ bytes: UnsafeBufferPointer<UInt8>) -> (date: CalendarDate, length: Int)? {
    guard bytes.count >= 8 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for index in range {
        guard bytes[index] &- 48 <= 9 else { return nil }
        value = value * 10 + Int(bytes[index] - 48)
      }
      return value
    }
    let isISO = bytes[4] == 45
    if isISO && (bytes.count < 10 || bytes[7] != 45) { return nil }
    let length = isISO ? 10 : 8
    if bytes.count > length, bytes[length] &- 48 <= 9 { return nil }
    guard let year = number(0..<4), let month = number(isISO ? 5..<7 : 4..<6),
      let day = number(isISO ? 8..<10 : 6..<8),
      let date = CalendarDate(year: year, month: month, day: day)
    else { return nil }
    return (date, length)
  }

  private static func epochDate(_ bytes: UnsafeBufferPointer<UInt8>) -> (date: CalendarDate, length: Int)? {
    guard (12...19).contains(bytes.count) else { return nil }
    var moment: UInt64 = 0
    for byte in bytes {
      guard byte &- 48 <= 9 else { return nil }
      moment = moment &* 10 &+ UInt64(byte &- 48)
    }
    return (CalendarDate(dayNumber: Int32(moment / 86_400_000_000_000)), bytes.count)
  }

  /// ` 16:00:00-05:00`, `T16:00Z`, ` 4:00:00 PM` and the like.
  private static func isTimeOfDay(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start >= 5, text[start] == 32 || text[start] == 84 else { return false }
    for index in (start + 1)..<end {
      switch text[index] {
      case 48...58, 46, 43, 45, 32, 90: continue
      // `AM` or `PM` in either case ends it.
      case 65, 80, 97, 112: return index + 2 == end && text[index + 1] | 32 == 109
      default: return false
      }
    }
    return true
  }
}

extension DateScan {
  /// `text` with its leading date rewritten as ISO and whatever follows kept; `nil` where it has no such
  /// date.
  static func isoText(_ text: String, format: DateFormat) -> String? {
    var copy = text
    return copy.withUTF8 { bytes in
      let trimmed = FieldText.trimmed(bytes)
      guard let (date, length) = format.leadingDate(trimmed) else { return nil }
      let rest = String(decoding: trimmed[length...], as: UTF8.self)
      return date.description + (rest.hasPrefix(" ") ? "T" + rest.dropFirst() : rest)
    }
  }

  /// The date that `text` holds.
  package mutating func date(_ text: String) -> CalendarDate? {
    var copy = text
    let day = copy.withUTF8 { bytes in
      bytes.baseAddress.flatMap { bytes.isEmpty ? nil : read($0, bytes.count) }
    }
    return day.map { CalendarDate(dayNumber: $0) }
  }
}
