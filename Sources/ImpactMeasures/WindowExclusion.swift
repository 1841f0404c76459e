import CoreTypes

/// Why an event has no cumulative abnormal return over a window; the raw value stands in `windows.csv`.
package enum WindowExclusion: String, CaseIterable, Sendable, Error {
  /// The first return inside the window began before it.
  case spanCrossesWindowStart = "span-crosses-window-start"
  case noTradeOnLastDay = "no-trade-on-last-day"
  /// A day without an abnormal return that no later return of the window covers.
  case holeInWindow = "hole-in-window"
  case noAbnormalReturns = "no-abnormal-returns"
  case benchmarkMissing = "benchmark-missing"
  case factorMissing = "factor-missing"
  /// The window is not over yet as of the data.
  case windowNotOver = "window-not-over"
  /// The price still closes at its daily limit as of the data, or does so beyond the event window.
  case stillLocked = "still-price-limit-locked"
  case unlockedAfterEventWindow = "unlocked-after-event-window"
}
