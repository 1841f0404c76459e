import CoreTypes

/// The unit of study: a requested event placed on its security's own exchange, or the reason why it is not.
///
/// requested = used + provisional + excluded, always: every row of the events file becomes one of these.
package struct AlignedEvent: Sendable {
  package enum Status: String, Sendable {
    case used
    /// Its event window is not over yet as of the data; whatever is complete is reported.
    case provisional
    case excluded
  }

  package let request: EventRequest
  /// The exchange as the study calls it; `calendar` may be that of another one whose sessions it shares.
  package var exchange: ExchangeID?
  package var calendar: ExchangeCalendar?
  package var benchmark: SecurityID?
  /// The value of the study's grouping column; empty = only part of `all`.
  package var group: String
  package var announcement: Announcement?
  package var dayZero: DayZero?
  package var status: Status
  /// Why the event is excluded; `delisted` for an event that is used although its price history ends inside the
  /// event window.
  package var reason: ExclusionReason?
  /// One sentence with the numbers behind `reason`.
  package var explanation: String?
  package var warnings: Set<EventWarning>
  /// Declared halts with times of day that touch the time from the first session that had not closed to the close of
  /// day 0.
  package var halts: [TradingHalt] = []
  /// Seconds before an open at which the security's exchange can already react, in its opening auction; 0 = none.
  package var earliestReaction = 0
  /// Closes at a daily price limit from day 0 on; nil where day 0 did not close at one.
  package var limitLock: LimitLock?
  /// 1 = none of the events of the same `announcement_id` could react earlier; nil without such an id, or where the
  /// first moment at which the security could trade is not known.
  package internal(set) var reactionOrder: Int?
  /// The last event day up to `as_of`.
  package var lastKnownDay: Int

  package init(request: EventRequest, group: String) {
    self.request = request
    self.group = group
    status = .used
    warnings = []
    lastKnownDay = 0
  }

  /// The session date of an event day on the event's own clock; nil where it is not known.
  package func date(of day: Int) -> CalendarDate? {
    guard let calendar, let session = dayZero?.clock.session(of: day),
      calendar.sessionDates.indices.contains(session)
    else { return nil }
    return calendar.sessionDates[session]
  }

  /// The session dates of a window's days, as `date(of:)` gives them.
  package func dates(of window: EventWindow) -> [CalendarDate?] {
    let dates = calendar?.sessionDates ?? []
    let clock = dayZero?.clock
    return window.days.map { day in
      let session = clock?.session(of: day) ?? -1
      return dates.indices.contains(session) ? dates[session] : nil
    }
  }

  /// Appends the session dates of a window's days, in days since 1970-01-01, `unknown` where `date(of:)` has none.
  package func appendDayNumbers(of window: EventWindow, to column: inout [Int32], unknown: Int32) {
    let dates = calendar?.sessionDates ?? []
    let clock = dayZero?.clock
    for day in window.days {
      let session = clock?.session(of: day) ?? -1
      column.append(dates.indices.contains(session) ? dates[session].dayNumber : unknown)
    }
  }

  package var id: EventID { request.id }
  package var security: SecurityID { request.security }

  /// Takes the event out of the study; the first reason stands.
  package mutating func exclude(_ reason: ExclusionReason, _ explanation: String? = nil) {
    guard status != .excluded else { return }
    status = .excluded
    self.reason = reason
    self.explanation = explanation
  }
}
