import CoreTypes

/// Reads the fields of a calendar's text: between single spaces, in lines that end with a line feed.
struct CalendarFieldReader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var atEnd: Bool { position >= bytes.count }
  var atLineEnd: Bool { atEnd || bytes[position] == UInt8(ascii: "\n") }

  mutating func nextLine() {
    precondition(atLineEnd, "a line of a calendar has a field too many")
    position += 1
  }

  mutating func text() -> String {
    let start = position
    while !atLineEnd, bytes[position] != UInt8(ascii: " ") { position += 1 }
    let field = String(decoding: bytes[start..<position], as: UTF8.self)
    skip(" ")
    return field
  }

  /// Steps over `character` where it comes next.
  @discardableResult
  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard !atEnd, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// The number of at most `digits` digits that comes next.
  private mutating func integer(digits: Int) -> Int {
    var value = 0
    var count = 0
    while count < digits, !atEnd, bytes[position] >= 48, bytes[position] <= 57 {
      value = value * 10 + Int(bytes[position] - 48)
      position += 1
      count += 1
    }
    precondition(count > 0, "a number is missing in a calendar")
    return value
  }

  mutating func number() -> Int {
    let value = integer(digits: 9)
    skip(" ")
    return value
  }

  /// `2019-10-07`
  mutating func date() -> CalendarDate {
    let year = integer(digits: 4)
    skip("-")
    let month = integer(digits: 2)
    skip("-")
    return calendarDate(year, month, integer(digits: 2))
  }

  /// `1007` of a given year, or `20191007`.
  mutating func compactDate(year given: Int?) -> CalendarDate {
    let year = given ?? integer(digits: 4)
    let month = integer(digits: 2)
    return calendarDate(year, month, integer(digits: 2))
  }

  private mutating func calendarDate(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
    guard let date = CalendarDate(year: year, month: month, day: day) else {
      preconditionFailure("\(year)-\(month)-\(day) is no date")
    }
    skip(" ")
    return date
  }

  /// `1,2,3,4,5`
  mutating func weekdays() -> WeekdaySet {
    var set = WeekdaySet()
    repeat { set.insert(integer(digits: 1)) } while skip(",")
    skip(" ")
    return set
  }

  /// `09:30-16:00`, or with a break `09:30-16:00/12:00-13:00`.
  mutating func hours() -> DayHours {
    let open = clock()
    skip("-")
    var hours = DayHours(open: open, close: clock(), pause: nil)
    if skip("/") {
      let start = clock()
      skip("-")
      hours.pause = start..<clock()
    }
    skip(" ")
    return hours
  }

  /// `09:30`; `<17:00` on the day before.
  private mutating func clock() -> Int32 {
    let dayBefore = skip("<")
    let hour = integer(digits: 2)
    skip(":")
    return Int32(hour * 3_600 + integer(digits: 2) * 60 - (dayBefore ? 86_400 : 0))
  }
}
