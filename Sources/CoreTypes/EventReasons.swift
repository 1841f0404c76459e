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

/// What a reader of an event's numbers should know; ids joined by spaces in `events.csv`.
package enum EventWarning: String, CaseIterable, Sendable, Comparable {
  case announcementTimeUnknown = "announcement-time-unknown"
  case phaseContradictsTime = "phase-contradicts-time"
  case announcementTimeSkipped = "announcement-time-skipped"
  case announcementTimeRepeated = "announcement-time-repeated"
  case otherEventInWindow = "other-event-in-window"
  case closesAtAnotherTime = "closes-at-another-time"
  case reactionOnNeighboringDay = "reaction-on-neighboring-day"
  case currencyDiffers = "currency-differs"
  case estimationWindowShort = "estimation-window-short"
  case suspensionFound = "suspension-found"
  case tradingHalted = "trading-halted"
  case noTradeOnDayZero = "no-trade-on-day-0"
  case noTradeBeforeDayZero = "no-trade-before-day-0"
  case priceRefused = "price-refused"
  case pricesEndEarly = "prices-end-early"
  case priceWhileSuspended = "price-while-suspended"
  case priceLimitLocked = "price-limit-locked"
  case returnSpanUnknown = "return-span-unknown"
  case benchmarkMissing = "benchmark-missing"
  case dayZeroOverridden = "day-zero-overridden"
  case factorMissing = "factor-missing"
  case notConverged = "not-converged"
  case estimationOutlier = "estimation-outlier"
  case thinTrading = "thin-trading"
  case benchmarkIncludesSecurity = "benchmark-includes-security"
  case looksLikeASplit = "looks-like-a-split"
  case priceOutOfLine = "price-out-of-line"
  case priceStale = "price-stale"
  case priceSign = "price-sign"
  case portfolioMemberMissing = "portfolio-member-missing"
  case controlMissing = "control-missing"
  case rollingWindowShort = "rolling-window-short"
  case modelNotEstimated = "model-not-estimated"

  package static func < (left: EventWarning, right: EventWarning) -> Bool {
    left.rawValue < right.rawValue
  }
}
