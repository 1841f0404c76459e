/// The kinds of fault the program reports. The raw value is permanent: scripts rely on it, and it names
/// the fixture folder `Tests/Fixtures/Diagnostics/<id>/`.
package enum DiagnosticID: String, CaseIterable, Sendable {
  // Rows of price files
  case priceNotPositive = "price-not-positive"
  case priceNotANumber = "price-not-a-number"
  case priceMissing = "price-missing"
  case priceDayDuplicated = "price-day-duplicated"
  case priceOnClosedDay = "price-on-closed-day"
  case calendarDisagreesWithPrices = "calendar-disagrees-with-prices"
  case hoursNotUsed = "hours-not-used"
  case exchangeNotNamed = "exchange-not-named"
  case priceStale = "price-stale"
  case pricesNotDaily = "prices-not-daily"
  case priceWhileSuspended = "price-while-suspended"
  case priceRangeInconsistent = "price-range-inconsistent"
  case returnBelowMinusOne = "return-below-minus-one"
  case returnAboveLargest = "return-above-largest"
  case returnMissing = "return-missing"
  case returnContradictsPrices = "return-contradicts-prices"
  case totalLossUnderLog = "total-loss-under-log"
  case looksLikeASplit = "looks-like-a-split"
  case priceOutOfLine = "price-out-of-line"
  case dateUnreadable = "date-unreadable"
  case dateOutsideCalendar = "date-outside-calendar"
  case dateOutOfOrder = "date-out-of-order"
  case pricesEndBeforeAsOf = "prices-end-before-as-of"
  case pricesEndEarly = "prices-end-early"
  // Rows of intraday files
  case instantUnreadable = "instant-unreadable"
  case instantSkipped = "instant-skipped"
  case instantRepeated = "instant-repeated"
  case barDuplicated = "bar-duplicated"
  case barLengthUnknown = "bar-length-unknown"
  case intradayRatio = "intraday-ratio"
  case intradayRatioChanges = "intraday-ratio-changes"
  case intradayHoursDoubtful = "intraday-hours-doubtful"
  // The shape of any CSV file
  case fieldCountDiffers = "field-count-differs"
  case quoteNotClosed = "quote-not-closed"
  case quoteMisplaced = "quote-misplaced"
  case zeroByteInRow = "zero-byte-in-row"
  case encodingNotUTF8 = "encoding-not-utf-8"
  case fileEmpty = "file-empty"
  case fileWithoutRows = "file-without-rows"
  case fileUnreadable = "file-unreadable"
  case fileCutOff = "file-cut-off"
  case unknownColumn = "unknown-column"
  case columnDuplicated = "column-duplicated"
  // How a file is written, where only its rows say so
  case dateFormatDetected = "date-format-detected"
  case numberFormatDetected = "number-format-detected"
  case returnLooksLikePercent = "return-looks-like-percent"
  case looksLikeLogReturns = "looks-like-log-returns"
  case looksLikeReturns = "looks-like-returns"
  case headerBelowOtherLines = "header-below-other-lines"
  case footerBelowRows = "footer-below-rows"
  case corporateActionRow = "corporate-action-row"
  // What rows refer to
  case unknownSecurity = "unknown-security"
  case unknownExchange = "unknown-exchange"
  case exchangeHoursUnknown = "exchange-hours-unknown"
  case unknownTimeZone = "unknown-time-zone"
  case benchmarkMissing = "benchmark-missing"
  case suspensionUnreadable = "suspension-unreadable"
  case securityDuplicated = "security-duplicated"
  case delistingUnreadable = "delisting-unreadable"
  case factorNotANumber = "factor-not-a-number"
  case factorLooksLikePercent = "factor-looks-like-percent"
  case factorLooksLikePrices = "factor-looks-like-prices"
  case factorOutOfLine = "factor-out-of-line"
  case factorRowZero = "factor-row-zero"
  case factorContradictsBenchmark = "factor-contradicts-benchmark"
  case factorMissing = "factor-missing"
  // Rows of the events file
  case announcementUnreadable = "announcement-unreadable"
  case announcementTimeSkipped = "announcement-time-skipped"
  case announcementTimeRepeated = "announcement-time-repeated"
  case announcementInstantsDiffer = "announcement-instants-differ"
  case duplicateEventID = "duplicate-event-id"
  case eventRepeated = "event-repeated"
  case timeZoneWithoutSummerTime = "time-zone-without-summer-time"
  case timeZoneContradictsOffset = "time-zone-contradicts-offset"
  case phaseUnknown = "phase-unknown"
  case phaseContradictsTime = "phase-contradicts-time"
  case dayZeroUnreadable = "day-zero-unreadable"
  // Columns of the events file that tests and regressions take
  case unknownGroup = "unknown-group"
  case groupsNotCompared = "groups-not-compared"
  case regressorNotANumber = "regressor-not-a-number"
  case regressorMissing = "regressor-missing"
  case regressorLevelUnknown = "regressor-level-unknown"
  case weightNotPositive = "weight-not-positive"
  // The cache: on standard error only, since no result depends on it
  case cacheEntryDamaged = "cache-entry-damaged"
  case cacheNotUsable = "cache-not-usable"

  /// The severity of the fault where nothing else is said: `error` where something was lost.
  package var severity: Severity {
    switch self {
    case .priceMissing, .priceOnClosedDay, .calendarDisagreesWithPrices, .hoursNotUsed, .priceStale,
      .priceWhileSuspended, .priceRangeInconsistent, .returnMissing,
      .looksLikeASplit, .priceOutOfLine, .factorOutOfLine, .factorRowZero,
      .factorContradictsBenchmark,
      .returnContradictsPrices,
      .columnDuplicated, .timeZoneWithoutSummerTime, .timeZoneContradictsOffset, .phaseContradictsTime,
      .announcementInstantsDiffer, .eventRepeated,
      .dateOutOfOrder, .fileCutOff, .pricesEndBeforeAsOf, .pricesEndEarly,
      .totalLossUnderLog,
      .benchmarkMissing, .factorLooksLikePercent, .factorLooksLikePrices, .returnLooksLikePercent,
      .looksLikeLogReturns, .factorMissing, .regressorMissing,
      .groupsNotCompared, .barLengthUnknown, .intradayRatioChanges, .intradayHoursDoubtful,
      .cacheEntryDamaged, .cacheNotUsable:
      .warning
    case .exchangeNotNamed, .dateOutsideCalendar, .intradayRatio, .dateFormatDetected, .numberFormatDetected,
      .headerBelowOtherLines, .footerBelowRows, .corporateActionRow:
      .note
    default: .error
    }
  }
}
