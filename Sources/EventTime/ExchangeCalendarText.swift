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
  private var exceptions: [CalendarDate] = []
  private var specials: [(date: CalendarDate, hours: DayHours)] = []

  /// The sessions and hours that `bytes` describe. Without the system's rules for its zone, without hours.
  static func sessions(in bytes: UnsafeRawBufferPointer) -> SessionTable {
    var text = ExchangeCalendarText()
    var reader = CalendarFieldReader(bytes)
    while !reader.atEnd { text.readLine(&reader) }
    return text.table()
  }

  private mutating func readLine(_ reader: inout CalendarFieldReader) {
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
      while !reader.atLineEnd { exceptions.append(reader.compactDate(year: year)) }
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
      dates: sessionDates(), hours: hours, phases: nil)
  }

  private func sessionDates() -> [CalendarDate] {
    precondition(!weekdays.isEmpty, "\(source) has no weekdays")
    var dates: [CalendarDate] = []
    dates.reserveCapacity(Int(validTo.dayNumber - validFrom.dayNumber) * 5 / 7 + 1)
    let exceptions = exceptions.sorted()
    var exception = 0
    var rule = 0
    var weekday = validFrom.weekday
    for number in validFrom.dayNumber...validTo.dayNumber {
      let date = CalendarDate(dayNumber: number)
      while rule + 1 < weekdays.count, weekdays[rule + 1].from <= date { rule += 1 }
      let isException = exception < exceptions.count && exceptions[exception] == date
      if isException { exception += 1 }
      if weekdays[rule].days.contains(weekday) != isException { dates.append(date) }
      weekday = weekday == 7 ? 1 : weekday + 1
    }
    precondition(exception == exceptions.count, "\(source) lists a day twice, or outside its known range")
    return dates
  }
}
