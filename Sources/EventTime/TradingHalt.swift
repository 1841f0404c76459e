import CoreTypes

/// A declared halt with times of day: trading stopped at one moment and went on at another. Sessions that lie in it
/// wholly are suspended; one that it only cuts into is not.
package struct TradingHalt: Sendable, Equatable {
  package let start: Instant
  /// The first moment at which trading went on; `nil` = not yet.
  package let end: Instant?
  package let reason: String?
  package let location: SourceLocation

  /// The security could not trade at that moment.
  package func covers(_ instant: Instant) -> Bool {
    start <= instant && (end.map { instant < $0 } ?? true)
  }

  /// Some of the time from `first` to `last` lies in it.
  package func overlaps(_ first: Instant, _ last: Instant) -> Bool {
    start < last && (end.map { first < $0 } ?? true)
  }
}

extension [TradingHalt] {
  /// At that moment one of them held that began after the session's open and lasted to its close.
  func cutOff(_ session: Session, at instant: Instant) -> Bool {
    contains { halt in
      halt.start > session.open && halt.covers(Swift.max(instant, session.open))
        && (halt.end.map { $0 >= session.close } ?? true)
    }
  }
}

extension DeclaredSuspension {
  /// The halt in time; `nil` for whole days, and on a calendar without hours.
  package func halt(on calendar: ExchangeCalendar) -> TradingHalt? {
    guard isTimed, let zone = calendar.timeZone else { return nil }
    let start = zone.instant(of: from, otherwise: 0)
    // A last day without a time is suspended as a whole.
    let end = until.map { zone.instant(of: $0, otherwise: 86_400) }
    return TradingHalt(start: start, end: end, reason: reason, location: location)
  }

  /// The suspended sessions as indexes: those that lie in it wholly. `nil` where none does in the calendar's known
  /// range.
  package func sessions(on calendar: ExchangeCalendar) -> ClosedRange<Int>? {
    let dates = calendar.sessionDates
    var first = dates.firstPosition(notBefore: from.date.advanced(by: -1))
    var end = until.map { dates.firstPosition(notBefore: $0.date.advanced(by: 2)) } ?? dates.count
    if let halt = halt(on: calendar) {
      while first < dates.count, calendar.session(at: first).open < halt.start { first += 1 }
      while let until = halt.end, end > first, calendar.session(at: end - 1).close > until { end -= 1 }
    } else {
      // Without hours a day with a time in it may have traded.
      let firstDay = from.secondOfDay == nil ? from.date : from.date.advanced(by: 1)
      first = dates.firstPosition(notBefore: firstDay)
      if let until {
        end = dates.firstPosition(
          notBefore: until.secondOfDay == nil ? until.date.advanced(by: 1) : until.date)
      }
    }
    return first < end ? first...(end - 1) : nil
  }
}

extension TimeZoneRules {
  /// The moment that a text stands for on this zone's clock; a date without a time is that many seconds after its
  /// midnight.
  fileprivate func instant(of text: DateTimeText, otherwise second: Int) -> Instant {
    if let typed = text.secondOfDay, let offset = text.offset {
      return Instant(secondsSinceEpoch: Int64(text.date.dayNumber) * 86_400 + Int64(typed - offset))
    }
    return resolve(date: text.date, secondOfDay: text.secondOfDay ?? second).earliest
  }
}
