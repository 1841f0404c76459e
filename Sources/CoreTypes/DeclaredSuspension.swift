/// A trading halt that the user declares: the first and last suspended session.
package struct DeclaredSuspension: Sendable, Equatable {
  package let security: SecurityID
  package let from: CalendarDate
  /// `nil` = still suspended.
  package let until: CalendarDate?
  package let reason: String?
  package let location: SourceLocation

  package init(
    security: SecurityID, from: CalendarDate, until: CalendarDate?, reason: String?,
    location: SourceLocation
  ) {
    self.security = security
    self.from = from
    self.until = until
    self.reason = reason
    self.location = location
  }
}
