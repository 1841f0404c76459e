import CoreTypes

/// The sessions of an exchange in the range of dates for which they are known, with their hours as instants.
///
/// A session is named by its position in `sessionDates`; differences of positions count trading days. Cheap
/// to copy: the sessions are shared, and hours are turned into instants only when asked for.
package struct ExchangeCalendar: Sendable {
  /// The exchange that was asked for.
  package let exchange: ExchangeID
  private let sessions: SessionTable

  init(exchange: ExchangeID, sessions: SessionTable) {
    self.exchange = exchange
    self.sessions = sessions
  }

  /// The exchange whose days and hours these are: `XNYS` for `XNAS`, else `exchange` itself.
  package var calendarSource: ExchangeID { sessions.source }

  /// The exchange as messages name it; a calendar of a benchmark's dates may have no exchange.
  package var name: String { exchange.text.isEmpty ? "the benchmark's calendar" : exchange.text }

  /// Its sessions are the dates of a price series (`calendar: benchmark`).
  var isOfPrices: Bool { sessions.isOfPrices }

  /// Equal for two calendars with the same sessions and hours.
  package var identity: String { sessions.identity }

  /// The zone of the exchange's clock; `nil` where nothing is known of it.
  package var timeZone: TimeZoneRules? { sessions.hours?.zone }

  /// When it trades on a trading day; nil for a calendar of dates only.
  var hours: ExchangeHours? { sessions.hours }

  /// What the study itself says of the phases of a session; nil where it says nothing of them.
  func ownPhases(at index: Int) -> SessionPhases? { sessions.phases?[index] }

  /// False for a calendar of dates only: nothing can be said about the time of day.
  package var hasHours: Bool { sessions.hours != nil }

  /// The first date of which it is known whether it was a session.
  package var validFrom: CalendarDate { sessions.validFrom }

  /// The last date of which it is known whether it is a session; before `validFrom` where there is none.
  package var validTo: CalendarDate { sessions.validTo }

  /// It is known whether the date is a session.
  package func knows(_ date: CalendarDate) -> Bool { date >= validFrom && date <= validTo }

  /// All sessions of the known range, ascending.
  package var sessionDates: [CalendarDate] { sessions.dates }

  /// The session at a position of `sessionDates`. Without hours it lasts from midnight to midnight UTC.
  package func session(at index: Int) -> Session {
    precondition(sessions.dates.indices.contains(index), "session \(index) is outside the calendar")
    let date = sessions.dates[index]
    if let hours = sessions.hours { return hours.session(on: date) }
    let midnight = Instant(date: date, secondOfDay: 0, offset: 0)
    return Session(
      date: date, open: midnight, close: midnight.advanced(bySeconds: 86_400), breakStart: nil, breakEnd: nil,
      isEarlyClose: false)
  }

  /// The position of the session of `date`; `nil` where it is none.
  package func index(of date: CalendarDate) -> Int? {
    let position = sessions.dates.firstPosition(notBefore: date)
    return position < sessions.dates.count && sessions.dates[position] == date ? position : nil
  }

  /// The position of the first session on or after `date`; the first of all for a date before the known
  /// range. `nil` where the known range has none left.
  package func firstIndex(notBefore date: CalendarDate) -> Int? {
    let position = sessions.dates.firstPosition(notBefore: date)
    return position < sessions.dates.count ? position : nil
  }

  /// The position of the first session that closes after `instant`: the first whose closing price can
  /// reflect what became known then. `nil` without hours, and where `instant` lies before the known range
  /// (by the exchange's clock) or after its last close.
  ///
  /// - Parameter leaving: seconds that must be left until the close (the study's `late_cutoff_minutes`); a
  ///   session that closes exactly that long after `instant` counts, one that closes sooner does not.
  package func firstIndex(closingAfter instant: Instant, leaving seconds: Int = 0) -> Int? {
    guard let hours = sessions.hours else { return nil }
    return firstIndex(closingAfter: instant, on: hours.zone.local(of: instant).date, leaving: seconds)
  }

  /// The same, where the date of `instant` on the exchange's clock is known.
  func firstIndex(closingAfter instant: Instant, on date: CalendarDate, leaving seconds: Int) -> Int? {
    guard let hours = sessions.hours, knows(date) else { return nil }
    // A session may close on the day after its date; it never lasts longer.
    var index = sessions.dates.firstPosition(notBefore: date.advanced(by: -1))
    while index < sessions.dates.count {
      let day = sessions.dates[index]
      let second = hours.actual(on: day).close
      if day >= date || second > ExchangeHours.midnight {
        let close = hours.instant(day, second)
        if close > instant, close >= instant.advanced(bySeconds: seconds) { return index }
      }
      index += 1
    }
    return nil
  }

  /// Opening and close of an ordinary trading day at the time of `date`, also where `date` is no session or
  /// a half-day. `nil` without hours, and outside the known range.
  package func usualHours(on date: CalendarDate) -> (open: Instant, close: Instant)? {
    guard let hours = sessions.hours, knows(date) else { return nil }
    let usual = hours.usual(on: date)
    return (hours.instant(date, usual.open), hours.instant(date, usual.close))
  }
}

/// The dates and hours that copies of a calendar share.
final class SessionTable: Sendable {
  let source: ExchangeID
  let identity: String
  let validFrom: CalendarDate
  let validTo: CalendarDate
  /// Ascending, each once.
  let dates: [CalendarDate]
  let hours: ExchangeHours?
  /// One a date, where the study says what lies outside continuous trading; nil = what is known of the exchange.
  let phases: [SessionPhases]?
  /// The dates are those of a price series (`calendar: benchmark`).
  let isOfPrices: Bool

  init(
    source: ExchangeID, identity: String, validFrom: CalendarDate, validTo: CalendarDate,
    dates: [CalendarDate], hours: ExchangeHours?, phases: [SessionPhases]?, isOfPrices: Bool = false
  ) {
    self.source = source
    self.identity = identity
    self.validFrom = validFrom
    self.validTo = validTo
    self.dates = dates
    self.hours = hours
    self.phases = phases
    self.isOfPrices = isOfPrices
  }
}
