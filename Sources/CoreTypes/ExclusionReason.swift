/// Why a requested event has no abnormal returns. The raw value stands in `events.csv` and is permanent.
package enum ExclusionReason: String, CaseIterable, Sendable {
  // The event's row cannot be used: faulty input (exit status 1).
  case announcementUnreadable = "announcement-unreadable"
  case unknownSecurity = "unknown-security"
  case duplicateEventID = "duplicate-event-id"
  case unknownExchange = "unknown-exchange"
  case benchmarkMissing = "benchmark-missing"
  case exchangeHoursUnknown = "exchange-hours-unknown"
  case factorMissing = "factor-missing"
  // What the data are (exit status 0).
  case announcedAfterAsOf = "announced-after-as-of"
  case outsideCalendar = "outside-calendar"
  case estimationWindowTooShort = "estimation-window-too-short"
  case noPriceAfterAnnouncement = "no-price-after-announcement"
  case notListedYet = "not-listed-yet"
  case suspendedOnDayZero = "suspended-on-day-0"
  /// The one reason of an event that is used: its price history ends inside the event window.
  case delisted
  case constantBenchmark = "constant-benchmark"
  case collinearFactors = "collinear-factors"
  case otherEventInWindow = "other-event-in-window"
  case zeroResidualVariance = "zero-residual-variance"
  case modelNotIdentified = "model-not-identified"

  /// Faulty input, rather than what the data happen to be, cost this event.
  package var isInputFault: Bool {
    switch self {
    case .announcementUnreadable, .unknownSecurity, .duplicateEventID, .unknownExchange, .benchmarkMissing,
      .exchangeHoursUnknown, .factorMissing:
      true
    default: false
    }
  }
}
