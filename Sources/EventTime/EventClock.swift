import CoreTypes

/// An event's own count of sessions: which session is day -1, day 0, day +1.
///
/// Normally the clock runs with the exchange. Under the `resumption` policy it stands still while the
/// suspension that covers the reaction session lasts: day -1 is the last session traded before it, day 0
/// the first one traded after it.
@usableFromInline
package struct EventClock: Sendable, Equatable {
  /// Session index of day -1.
  @usableFromInline package let dayBefore: Int
  /// Session index of day 0; `nil` while a declared suspension has not ended.
  @usableFromInline package let dayZero: Int?

  package init(dayBefore: Int, dayZero: Int?) {
    precondition(dayZero.map { $0 > dayBefore } ?? true, "day 0 comes after day -1")
    self.dayBefore = dayBefore
    self.dayZero = dayZero
  }

  /// The clock that never stops: day 0 is `session`.
  package init(running session: Int) { self.init(dayBefore: session - 1, dayZero: session) }

  /// Sessions during which the clock stood still.
  package var stoppedSessions: Int { dayZero.map { $0 - dayBefore - 1 } ?? 0 }

  /// The session index of an event day; `nil` for days from 0 on while day 0 is not known.
  @inlinable
  package func session(of day: Int) -> Int? {
    day < 0 ? dayBefore + 1 + day : dayZero.map { $0 + day }
  }

  /// The date of an event day among those of all sessions; `nil` where it is not known.
  @inlinable
  package func date(of day: Int, among sessionDates: [CalendarDate]) -> CalendarDate? {
    guard let session = session(of: day), sessionDates.indices.contains(session) else { return nil }
    return sessionDates[session]
  }

  /// The event day of a session; `nil` while the clock stood still.
  @inlinable
  package func day(of session: Int) -> Int? {
    if session <= dayBefore { return session - dayBefore - 1 }
    guard let dayZero, session >= dayZero else { return nil }
    return session - dayZero
  }
}
