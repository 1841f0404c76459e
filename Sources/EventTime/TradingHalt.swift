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

  /// The same, as long as nobody knows its end.
  package var lasting: TradingHalt {
    TradingHalt(start: start, end: nil, reason: reason, location: location)
  }

  /// Some of the time from `first` to `last` lies in it.
  package func overlaps(_ first: Instant, _ last: Instant) -> Bool {
    start < last && (end.map { first < $0 } ?? true)
  }
}

extension TradingHalt {
  /// The sessions that lie in it wholly, as indexes; `nil` where none does in the calendar's known range.
  func sessions(on calendar: ExchangeCalendar) -> ClosedRange<Int>? {
    let dates = calendar.sessionDates
    var first = calendar.firstIndex(closingAfter: start) ?? dates.count
    if first < dates.count, calendar.session(at: first).open < start { first += 1 }
    var end = end.map { calendar.firstIndex(closingAfter: $0) ?? dates.count } ?? dates.count
    while let until = self.end, end > first, calendar.session(at: end - 1).close > until { end -= 1 }
    return first < end ? first...(end - 1) : nil
  }
}

extension [TradingHalt] {
  /// Halts between which nobody could trade are one: they overlap, follow each other, or only a break, a night or a closed
  /// day lies between them. By their beginnings; of halts that are joined the first one's reason and location stay.
  func joined(on calendar: ExchangeCalendar) -> [TradingHalt] {
    guard count > 1 else { return self }
    var joined: [TradingHalt] = []
    for halt in sorted(by: { $0.start < $1.start }) {
      guard let last = joined.last else {
        joined.append(halt)
        continue
      }
      guard let end = last.end else { break }
      let next = calendar.firstIndex(closingAfter: end).map {
        calendar.session(at: $0).firstMoment(notBefore: end)
      }
      if halt.start <= end || next.map({ halt.start <= $0 }) ?? true {
        joined[joined.count - 1] = TradingHalt(
          start: last.start, end: halt.end.map { Swift.max($0, end) }, reason: last.reason,
          location: last.location)
      } else {
        joined.append(halt)
      }
    }
    return joined
  }

  /// From that moment on one of them held, which began after the session's open and lasted to its close.
  func cutOff(_ session: Session, at instant: Instant) -> Bool {
    let moment = session.firstMoment(notBefore: instant)
    return contains { halt in
      halt.start > session.open && halt.covers(moment) && (halt.end.map { $0 >= session.close } ?? true)
    }
  }
}

extension TradedSeries {
  /// The declared halts that touch the time from the news, or from the open of the first session that had not closed then, to
  /// the close of day 0. One that ends behind the last session of the data has not ended.
  package func halts(
    around dayZero: DayZero, after announcement: Announcement?, lastSession: Int
  ) -> [TradingHalt] {
    let known = calendar.sessionDates.indices
    guard !halts.isEmpty, known.contains(lastSession) else { return [] }
    let open = calendar.session(at: announcement?.firstOpenSession ?? dayZero.reactionSession).open
    let start = max(open, announcement?.instant ?? open)
    let lastClose = calendar.session(at: lastSession).close
    let end = dayZero.clock.dayZero.flatMap { known.contains($0) ? calendar.session(at: $0).close : nil }
    return halts.filter { $0.overlaps(start, end ?? lastClose) }.map { halt in
      halt.end.map { $0 <= max(lastClose, end ?? lastClose) } ?? true ? halt : halt.lasting
    }
  }
}

extension Session {
  /// The first moment of trading from `instant` on, which lies before the close.
  func firstMoment(notBefore instant: Instant) -> Instant {
    if let start = breakStart, let end = breakEnd, instant >= start, instant < end { return end }
    return max(instant, open)
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
    if let halt = halt(on: calendar) { return halt.sessions(on: calendar) }
    let dates = calendar.sessionDates
    // Without hours a day with a time in it may have traded.
    let first = dates.firstPosition(
      notBefore: from.secondOfDay == nil ? from.date : from.date.advanced(by: 1))
    let end =
      until.map { until in
        dates.firstPosition(notBefore: until.secondOfDay == nil ? until.date.advanced(by: 1) : until.date)
      } ?? dates.count
    return first < end ? first...(end - 1) : nil
  }
}

extension [DeclaredSuspension] {
  /// The suspended sessions of all, and the halts among them that have times of day, joined.
  func closures(on calendar: ExchangeCalendar) -> (sessions: [ClosedRange<Int>], halts: [TradingHalt]) {
    var sessions: [ClosedRange<Int>] = []
    var halts: [TradingHalt] = []
    for suspension in self {
      if let halt = suspension.halt(on: calendar) {
        halts.append(halt)
      } else if let days = suspension.sessions(on: calendar) {
        sessions.append(days)
      }
    }
    halts = halts.joined(on: calendar)
    return (sessions + halts.compactMap { $0.sessions(on: calendar) }, halts)
  }
}

extension TimeZoneRules {
  /// The moment that a text stands for on this zone's clock; a date without a time is that many seconds after its
  /// midnight.
  fileprivate func instant(of text: DateTimeText, otherwise second: Int) -> Instant {
    if let typed = text.secondOfDay, let offset = text.offset {
      return Instant(date: text.date, secondOfDay: typed, offset: offset)
    }
    return resolve(date: text.date, secondOfDay: text.secondOfDay ?? second).earliest
  }
}
