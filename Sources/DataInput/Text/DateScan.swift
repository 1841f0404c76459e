import CoreTypes

/// Dates in the rows of a file: ISO `YYYY-MM-DD` or compact `YYYYMMDD` unless the study names a format. A
/// time of day behind the date (`2022-12-28 00:00:00-05:00`) is left aside: the date is the one that is
/// written.
package struct DateScan: Sendable {
  /// `nil` = ISO or compact.
  let format: DateFormat?
  private let isPlain: Bool
  private let isEpoch: Bool
  /// The bytes `YYYY-MM-` of the last ISO date, the day number before the first of its month, and its length.
  private var monthKey: UInt64 = 0
  private var monthBase: Int32 = 0
  private var monthLength: Int32 = 0

  /// ISO or compact dates where `format` is `nil`.
  package init(format: DateFormat?) {
    self.format = format
    isPlain = format == nil
    isEpoch = false
  }

  /// Moments in nanoseconds since 1970, taken as their dates in UTC.
  init(epochNanoseconds: Void) {
    format = nil
    isPlain = false
    isEpoch = true
  }

  /// How dates are written, for messages.
  var expected: String {
    isEpoch ? "nanoseconds since 1970-01-01" : format?.pattern ?? "YYYY-MM-DD or YYYYMMDD"
  }

  /// The day number (see `CalendarDate`), or `nil` where the bytes are not a date.
  @inline(__always)
  mutating func read(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int32? {
    if isPlain, count == 10 {
      let key = UnsafeRawPointer(text).loadUnaligned(as: UInt64.self)
      let tens = text[8] &- 48
      let units = text[9] &- 48
      if key == monthKey, tens <= 9, units <= 9 {
        let day = Int32(tens) &* 10 &+ Int32(units)
        return day >= 1 && day <= monthLength ? monthBase &+ day : nil
      }
    }
    return readAnew(text, count)
  }

  @inline(never)
  private mutating func readAnew(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int32? {
    let bytes = FieldText.trimmed(UnsafeBufferPointer(start: text, count: count))
    guard let (date, length) = leadingDate(bytes) else { return nil }
    if bytes.count == 10, length == 10, isPlain { rememberMonth(of: date, bytes) }
    guard length == bytes.count || DateScan.isTimeOfDay(bytes[length...]) else { return nil }
    return date.dayNumber
  }

  /// The date that `bytes` begin with, and how many of them it takes.
  func leadingDate(_ bytes: UnsafeBufferPointer<UInt8>) -> (date: CalendarDate, length: Int)? {
    if let format { return format.leadingDate(bytes) }
    if isEpoch { return DateScan.epochDate(bytes) }
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
    guard (12...19).contains(bytes.count), bytes.allSatisfy({ $0 &- 48 <= 9 }),
      let moment = Int64(String(decoding: bytes, as: UTF8.self))
    else { return nil }
    return (CalendarDate(dayNumber: Int32(moment / 86_400_000_000_000)), bytes.count)
  }

  private mutating func rememberMonth(of date: CalendarDate, _ bytes: UnsafeBufferPointer<UInt8>) {
    let (year, month, day) = date.components
    monthKey = UnsafeRawBufferPointer(bytes).loadUnaligned(as: UInt64.self)
    monthBase = date.dayNumber - Int32(day)
    monthLength = Int32(CalendarDate.daysInMonth(year: year, month: month))
  }

  /// ` 16:00:00-05:00`, `T16:00Z` and the like.
  private static func isTimeOfDay(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = rest.first, first == 32 || first == 84, rest.count >= 5 else { return false }
    return rest.dropFirst().allSatisfy { byte in
      byte &- 48 <= 9 || [58, 46, 43, 45, 32, 90].contains(byte)
    }
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
