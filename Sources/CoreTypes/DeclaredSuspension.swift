/// A trading halt that the user declares: from the first to the last suspended day, or from one time to another.
package struct DeclaredSuspension: Sendable, Equatable {
  package let security: SecurityID
  /// The first suspended day, or the time at which trading stopped.
  package let from: DateTimeText
  /// The last suspended day, or the time at which trading went on; `nil` = still suspended.
  package let until: DateTimeText?
  package let reason: String?
  package let location: SourceLocation

  package init(
    security: SecurityID, from: DateTimeText, until: DateTimeText?, reason: String?,
    location: SourceLocation
  ) {
    self.security = security
    self.from = from
    self.until = until
    self.reason = reason
    self.location = location
  }

  /// Whole days.
  package init(
    security: SecurityID, from: CalendarDate, until: CalendarDate?, reason: String?,
    location: SourceLocation
  ) {
    self.init(
      security: security, from: DateTimeText(date: from), until: until.map(DateTimeText.init(date:)),
      reason: reason, location: location)
  }

  /// A time of day is part of it.
  package var isTimed: Bool { from.secondOfDay != nil || until?.secondOfDay != nil }
}
