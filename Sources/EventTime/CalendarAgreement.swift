import CoreTypes

/// Whether an exchange's calendar and the prices of its securities agree on which days were sessions.
///
/// A day disagrees where more than half of the securities whose history covers it, and at least three, have a
/// price although the calendar says closed, or have none although it says open. Declared suspensions do not
/// count, and neither does a row with volume 0 that repeats the last price (padding).
package struct CalendarAgreement {
  private let members: [TradedSeries]
  private let calendar: ExchangeCalendar
  private let asOf: CalendarDate
  /// Differences: securities whose history begins (or ends, negative) on a session; suspensions left out.
  private var histories: [Int32]
  private var present: [Int32]
  /// Differences: securities that trade on every session from one to another, which are not in `present`.
  private var presentThroughout: [Int32]
  private var onClosedDay: [CalendarDate: Int] = [:]

  /// Fewer securities than this say nothing about their exchange.
  private static let fewest = 3

  /// `members` are the securities of one exchange, on one calendar.
  package static func diagnostics(of members: [TradedSeries], asOf: CalendarDate) -> [Diagnostic] {
    guard members.count >= fewest, let calendar = members.first?.calendar else { return [] }
    var agreement = CalendarAgreement(members: members, calendar: calendar, asOf: asOf)
    for member in members { agreement.add(member) }
    return [agreement.pricesOnClosedDays(), agreement.noPricesOnSessions()].compactMap { $0 }
  }

  private init(members: [TradedSeries], calendar: ExchangeCalendar, asOf: CalendarDate) {
    self.members = members
    self.calendar = calendar
    self.asOf = asOf
    histories = [Int32](repeating: 0, count: calendar.sessionDates.count + 1)
    present = [Int32](repeating: 0, count: calendar.sessionDates.count)
    presentThroughout = histories
  }

  /// The rows of a series that the calendar can judge.
  private func rows(of series: PriceSeries) -> Range<Int> {
    let first = series.firstRow(notBefore: calendar.validFrom)
    let last = min(asOf, calendar.validTo)
    return first..<max(first, series.firstRow(notBefore: last.advanced(by: 1)))
  }

  private mutating func add(_ member: TradedSeries) {
    let series = member.series
    let rows = rows(of: series)
    guard !rows.isEmpty else { return }
    let dates = calendar.sessionDates
    var session = dates.firstPosition(notBefore: series.dates[rows.lowerBound])
    let end = dates.firstPosition(notBefore: series.dates[rows.upperBound - 1].advanced(by: 1))
    histories[session] += 1
    histories[end] -= 1
    for spell in member.declared.merged(within: session..<end) {
      histories[spell.lowerBound] -= 1
      histories[spell.upperBound] += 1
    }
    if let sessions = member.sessionsWithoutGap, sessions.count == rows.count {
      presentThroughout[sessions.lowerBound] += 1
      presentThroughout[sessions.upperBound] -= 1
      return
    }
    for row in rows {
      let date = series.dates[row]
      while session < dates.count, dates[session] < date { session += 1 }
      if session < dates.count, dates[session] == date {
        if member.declared.isEmpty || !member.declared.contains(where: { $0.contains(session) }) {
          present[session] += 1
        }
      } else if !series.repeatsWithoutVolume(row) {
        onClosedDay[date, default: 0] += 1
      }
    }
  }

  private func pricesOnClosedDays() -> Diagnostic? {
    let days = onClosedDay.filter { $0.value >= CalendarAgreement.fewest }.keys.sorted().filter { date in
      2 * (onClosedDay[date] ?? 0) > covering(date)
    }
    guard let first = days.first else { return nil }
    let witness = members.lazy.compactMap { member in member.series.row(of: first).map { (member.series, $0) }
    }
    .first
    return .disagrees(
      "\(onClosedDay[first] ?? 0) of \(covering(first)) securities of \(calendar.exchange) have prices on "
        + "\(first), on which its calendar has no session", days, calendar,
      at: witness.map { $0.0.location(ofRow: $0.1) })
  }

  private func noPricesOnSessions() -> Diagnostic? {
    var covering: Int32 = 0
    var throughout: Int32 = 0
    var days: [CalendarDate] = []
    var ofFirst: (missing: Int32, covering: Int32) = (0, 0)
    for session in present.indices {
      covering += histories[session]
      throughout += presentThroughout[session]
      let missing = covering - present[session] - throughout
      guard missing >= CalendarAgreement.fewest, 2 * missing > covering else { continue }
      if days.isEmpty { ofFirst = (missing, covering) }
      days.append(calendar.sessionDates[session])
    }
    guard let first = days.first else { return nil }
    return .disagrees(
      "\(ofFirst.missing) of \(ofFirst.covering) securities of \(calendar.exchange) have no price on \(first), "
        + "a session of its calendar", days, calendar, at: nil)
  }

  /// Securities whose history covers a date.
  private func covering(_ date: CalendarDate) -> Int {
    members.count { member in
      let rows = rows(of: member.series)
      guard let first = rows.first, let last = rows.last else { return false }
      return member.series.dates[first] <= date && date <= member.series.dates[last]
    }
  }
}

extension PriceSeries {
  /// The row has volume 0 and repeats the price of the row before: padding, not a trade.
  fileprivate func repeatsWithoutVolume(_ row: Int) -> Bool {
    kind == .prices && !zeroVolume.isEmpty && zeroVolume[row] && row > 0 && values[row] == values[row - 1]
  }
}

extension [ClosedRange<Int>] {
  /// The ranges cut to `bounds`, joined where they overlap.
  fileprivate func merged(within bounds: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let start = Swift.max(range.lowerBound, bounds.lowerBound, result.last?.upperBound ?? 0)
      let end = Swift.min(range.upperBound + 1, bounds.upperBound)
      if start < end { result.append(start..<end) }
    }
    return result
  }
}

extension Diagnostic {
  fileprivate static func disagrees(
    _ message: String, _ days: [CalendarDate], _ calendar: ExchangeCalendar, at location: SourceLocation?
  ) -> Diagnostic {
    var all = ""
    if days.count > 1, let last = days.last { all = "; \(days.count) such days in all, the last is \(last)" }
    return Diagnostic(
      .calendarDisagreesWithPrices, at: location, message: message + all,
      help:
        "correct the calendar with a 'calendars' file ('eventstudy calendar \(calendar.exchange)' prints what "
        + "to begin with), or take the sessions from an index with 'calendar: benchmark'")
  }
}
