import CoreTypes

/// Reads one calendar of the embedded text, whose form `Scripts/make-calendars --help` describes. The text is
/// part of the program: what does not fit is a programmer's error.
struct ExchangeCalendarText {
  private var source = ""
  private var zone = ""
  private var validFrom = CalendarDate(dayNumber: 0)
  private var validTo = CalendarDate(dayNumber: -1)
  private var weekdays: [(from: CalendarDate, days: WeekdaySet)] = []
  private var periods: [ExchangeHours.Period] = []
  /// Weekdays of trading without a session, and sessions on other weekdays.
  private var exceptions: Set<CalendarDate> = []
  private var specials: [(date: CalendarDate, hours: DayHours)] = []

  /// The sessions and hours that `bytes` describe. Without the system's rules for its zone, without hours.
  static func sessions(in bytes: UnsafeRawBufferPointer) -> SessionTable {
    var text = ExchangeCalendarText()
    var reader = FieldReader(bytes)
    while !reader.atEnd { text.readLine(&reader) }
    return text.table()
  }

  private mutating func readLine(_ reader: inout FieldReader) {
    let word = reader.text()
    switch word {
    case "calendar": source = reader.text()
    case "zone": zone = reader.text()
    case "range": (validFrom, validTo) = (reader.date(), reader.date())
    case "days": weekdays.append((reader.date(), reader.weekdays()))
    case "hours":
      let (from, hours) = (reader.date(), reader.hours())
      let days = reader.atLineEnd ? WeekdaySet.everyDay : reader.weekdays()
      periods.append(ExchangeHours.Period(from: from, weekdays: days, hours: hours))
    case "closed", "extra":
      let year = reader.number()
      while !reader.atLineEnd { exceptions.insert(reader.compactDate(year: year)) }
    case "special":
      let hours = reader.hours()
      while !reader.atLineEnd { specials.append((reader.compactDate(year: nil), hours)) }
    default: preconditionFailure("'\(word)' begins no line of a calendar")
    }
    reader.nextLine()
  }

  private func table() -> SessionTable {
    let special = specials.sorted { $0.date < $1.date }
    let hours = TimeZoneRules(ianaName: zone).map {
      ExchangeHours(
        zone: $0, periods: periods, specialDates: special.map(\.date), specialHours: special.map(\.hours))
    }
    return SessionTable(
      source: ExchangeID(source), identity: source, validFrom: validFrom, validTo: validTo,
      dates: sessionDates(), hours: hours)
  }

  private func sessionDates() -> [CalendarDate] {
    precondition(!weekdays.isEmpty, "\(source) has no weekdays")
    var dates: [CalendarDate] = []
    dates.reserveCapacity(Int(validTo.dayNumber - validFrom.dayNumber) * 5 / 7 + 1)
    var rule = 0
    var weekday = validFrom.weekday
    for number in validFrom.dayNumber...validTo.dayNumber {
      let date = CalendarDate(dayNumber: number)
      while rule + 1 < weekdays.count, weekdays[rule + 1].from <= date { rule += 1 }
      if weekdays[rule].days.contains(weekday) != exceptions.contains(date) { dates.append(date) }
      weekday = weekday == 7 ? 1 : weekday + 1
    }
    return dates
  }
}

/// Fields between single spaces, lines between line feeds.
private struct FieldReader {
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
