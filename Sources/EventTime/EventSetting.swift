import CoreTypes

/// Where an event's security trades and what it is compared with: shared by the events of one security.
package final class EventSetting: Sendable {
  /// The exchange as the study calls it.
  package let exchange: ExchangeID?
  /// Its sessions; nil where none are known.
  package let calendar: ExchangeCalendar?
  /// The dates of its sessions; none where no calendar is known.
  let sessionDates: [CalendarDate]
  /// nil = the study names none.
  package let benchmark: SecurityID?
  /// Seconds before an open at which the exchange can already react, in its opening auction; 0 = none.
  package let earliestReaction: Int

  package init(
    exchange: ExchangeID?, calendar: ExchangeCalendar?, benchmark: SecurityID?, earliestReaction: Int
  ) {
    self.exchange = exchange
    self.calendar = calendar
    sessionDates = calendar?.sessionDates ?? []
    self.benchmark = benchmark
    self.earliestReaction = earliestReaction
  }
}
