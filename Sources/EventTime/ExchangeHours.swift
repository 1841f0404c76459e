import CoreTypes

/// The times of one trading day, in seconds of the exchange's wall clock after midnight of the session's
/// date; below 0 on the evening before, 86,400 at midnight.
struct DayHours: Hashable, Sendable {
  var open: Int32
  var close: Int32
  /// The lunch break, where there is one.
  var pause: Range<Int32>?
}

/// When an exchange trades on a trading day: usual hours by period, and the days that differed.
///
/// A class, though it never changes, because every announcement asks it: a copy would count a reference a column.
final class ExchangeHours: Sendable {
  /// Hours in force from a date on, on some weekdays, until a later period covers the same weekday.
  struct Period: Hashable, Sendable {
    let from: CalendarDate
    let weekdays: WeekdaySet
    let hours: DayHours
  }

  /// The end of a day in `DayHours`.
  static let midnight: Int32 = 86_400

  let zone: TimeZoneRules
  /// Ascending by date; of two periods that begin on one date the later wins.
  let periods: [Period]
  /// Ascending.
  let specialDates: [CalendarDate]
  let specialHours: [DayHours]
  /// Sessions begin on the evening before their date, or end on the day after it.
  let crossesMidnight: Bool

  /// Every day's hours the same.
  convenience init(zone: TimeZoneRules, daily hours: DayHours) {
    self.init(
      zone: zone,
      periods: [Period(from: CalendarDate(dayNumber: .min), weekdays: .everyDay, hours: hours)],
      specialDates: [], specialHours: [])
  }

  init(zone: TimeZoneRules, periods: [Period], specialDates: [CalendarDate], specialHours: [DayHours]) {
    precondition(!periods.isEmpty, "hours need at least one period")
    precondition(specialDates.count == specialHours.count, "one entry of hours a special day")
    self.zone = zone
    self.periods = periods
    self.specialDates = specialDates
    self.specialHours = specialHours
    crossesMidnight = (periods.map(\.hours) + specialHours).contains {
      $0.open < 0 || $0.close > ExchangeHours.midnight
    }
  }

  /// The hours of an ordinary trading day at the time of `date`. Before the first period, those of the first.
  func usual(on date: CalendarDate) -> DayHours {
    let weekday = date.weekday
    let match = periods.last { $0.from <= date && $0.weekdays.contains(weekday) }
    return (match ?? periods[0]).hours
  }

  /// The hours of the session of `date`.
  func actual(on date: CalendarDate) -> DayHours {
    let position = specialDates.firstPosition(notBefore: date)
    if position < specialDates.count, specialDates[position] == date { return specialHours[position] }
    return usual(on: date)
  }

  /// The moment `second` seconds of wall clock after midnight of `date`. Where the clocks skipped or
  /// repeated that time, the earlier moment.
  func instant(_ date: CalendarDate, _ second: Int32) -> Instant {
    zone.resolve(date: date, secondOfDay: Int(second)).earliest
  }

  func session(on date: CalendarDate) -> Session {
    let hours = actual(on: date)
    return Session(
      date: date, open: instant(date, hours.open), close: instant(date, hours.close),
      breakStart: hours.pause.map { instant(date, $0.lowerBound) },
      breakEnd: hours.pause.map { instant(date, $0.upperBound) },
      isEarlyClose: hours.close < usual(on: date).close)
  }
}

extension ExchangeCalendar {
  /// The session that an instant on a date of the exchange's clock lies in, or else the one of that date; nil where there is
  /// none.
  func session(around instant: Instant, on date: CalendarDate) -> Session? {
    let own = index(of: date).map { session(at: $0) }
    guard let hours, hours.crossesMidnight, !(own?.holds(instant) ?? false) else { return own }
    let neighbors = [1, -1].compactMap { index(of: date.advanced(by: $0)) }
    return neighbors.lazy.map { session(at: $0) }.first { $0.holds(instant) } ?? own
  }
}

extension Session {
  /// From its open until its close, a break included.
  fileprivate func holds(_ instant: Instant) -> Bool { open <= instant && instant < close }
}

/// Some of the days of a week.
struct WeekdaySet: Hashable, Sendable {
  private var bits: UInt8

  static let everyDay = WeekdaySet(bits: 0b1111_1110)

  private init(bits: UInt8) { self.bits = bits }

  init() { bits = 0 }

  /// 1 = Monday ... 7 = Sunday.
  func contains(_ weekday: Int) -> Bool { bits & (1 << UInt8(weekday)) != 0 }

  mutating func insert(_ weekday: Int) { bits |= 1 << UInt8(weekday) }
}
