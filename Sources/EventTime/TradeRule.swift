import CoreTypes

/// Decides row by row whether a security traded: the rule of METHODS 0.3 for suspended days that a file
/// writes as rows.
struct TradeRule {
  private let series: PriceSeries
  private let declared: [ClosedRange<Int>]
  /// The series has a volume that is not 0 throughout, so that a volume of 0 means something.
  private let judgesVolume: Bool
  /// Some row has a status that says suspended.
  private let hasStatus: Bool
  private var lastPrice = Double.nan

  /// - Parameter count: the rows up to `as_of`, which alone are judged by.
  init(series: PriceSeries, declared: [ClosedRange<Int>], count: Int) {
    self.series = series
    self.declared = declared
    func holds(_ flags: [Bool], _ flag: Bool) -> Bool {
      count == flags.count ? flags.holds(flag) : flags.prefix(count).contains(flag)
    }
    hasStatus = holds(series.suspended, true)
    judgesVolume =
      series.kind == .prices && holds(series.zeroVolume, false) && holds(series.zeroVolume, true)
  }

  /// Nothing can make a row of this series anything but a trade.
  var takesEveryRow: Bool { declared.isEmpty && !judgesVolume && !hasStatus }

  /// Tells a new price inside a suspension, which is no trade.
  mutating func isTrade(row: Int, session: Int, diagnostics: inout [Diagnostic]) -> Bool {
    // What holders get for a delisted security needs no trading.
    if series.endsWithDelisting, row == series.count - 1 { return true }
    let isMarked = hasStatus && series.suspended[row]
    if series.kind == .returns { return !isMarked && !declared.contains { $0.contains(session) } }
    let price = series.tradedClose(ofRow: row)
    if declared.contains(where: { $0.contains(session) }) {
      if price != lastPrice, !(judgesVolume && series.zeroVolume[row]) {
        diagnostics.append(.priceWhileSuspended(series, row: row, price: price))
      }
      return false
    }
    if isMarked {
      if price != lastPrice, !lastPrice.isNaN, !(judgesVolume && series.zeroVolume[row]) {
        diagnostics.append(.priceWhileMarkedSuspended(series, row: row, price: price))
      }
      return false
    }
    if judgesVolume, series.zeroVolume[row], price == lastPrice { return false }
    lastPrice = price
    return true
  }
}

extension Diagnostic {
  static func priceOnClosedDay(
    _ series: PriceSeries, row: Int, calendar: ExchangeCalendar
  ) -> Diagnostic {
    Diagnostic(
      .priceOnClosedDay, at: series.location(ofRow: row), security: series.security,
      message: calendar.isOfPrices
        ? "the benchmark, whose dates are the sessions, has no value on \(series.dates[row]); the row is not used"
        : "\(calendar.exchange) was closed on \(series.dates[row]); the row is not used",
      help: calendar.isOfPrices
        ? "add that day to the benchmark's file, or name the exchange in place of 'calendar: benchmark'"
        : "check the date and the exchange, or use 'calendar: benchmark' if the calendar is wrong")
  }

  static func priceWhileMarkedSuspended(_ series: PriceSeries, row: Int, price: Double) -> Diagnostic {
    Diagnostic(
      .priceWhileSuspended, at: series.location(ofRow: row), security: series.security,
      message:
        "a new price, \(price), on \(series.dates[row]), where the row's status says suspended; the row is "
        + "not used",
      help: "check the row, and which words of the status column mean suspended ('suspended_status')")
  }

  static func priceWhileSuspended(_ series: PriceSeries, row: Int, price: Double) -> Diagnostic {
    Diagnostic(
      .priceWhileSuspended, at: series.location(ofRow: row), security: series.security,
      message: "a new price, \(price), on \(series.dates[row]), inside a declared suspension; the row is not "
        + "used",
      help: "correct 'from' and 'until' in the suspensions file, or remove the row")
  }
}
