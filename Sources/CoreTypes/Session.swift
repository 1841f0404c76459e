/// A trading day of an exchange: the date it is named after and its continuous-trading hours.
package struct Session: Hashable, Sendable {
  package let date: CalendarDate
  package let open: Instant
  /// The last moment at which the session's closing price can still reflect news is before `close`.
  package let close: Instant
  /// The lunch break, where the exchange has one.
  package let breakStart: Instant?
  package let breakEnd: Instant?
  /// The session closed before the exchange's usual hour of its time (a half-day).
  package let isEarlyClose: Bool

  package init(
    date: CalendarDate, open: Instant, close: Instant, breakStart: Instant?, breakEnd: Instant?,
    isEarlyClose: Bool
  ) {
    self.date = date
    self.open = open
    self.close = close
    self.breakStart = breakStart
    self.breakEnd = breakEnd
    self.isEarlyClose = isEarlyClose
  }
}
