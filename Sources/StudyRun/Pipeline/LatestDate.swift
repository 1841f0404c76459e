import CoreTypes
import DataInput

/// The latest date of all prices, up to which the data are taken to reach (METHODS 0.11), where one row alone says so.
enum LatestDate {
  /// Prices of a quarter are the rarest that a study has.
  private static let longestStep: Int32 = 100
  /// Weekends and holidays leave prices that are as new as can be that far behind.
  private static let longestHoliday: Int32 = 10

  /// A warning where the prices end before the day up to which the data shall count, or where nothing but one row says
  /// that they reach that far.
  static func warning(_ prices: PriceInput, asOf: CalendarDate?) -> Diagnostic? {
    guard let asOf, let latest = prices.latestDate else { return warning(prices) }
    guard asOf.dayNumber - latest.dayNumber > longestHoliday else { return nil }
    return Diagnostic(
      .pricesEndBeforeAsOf, at: nil,
      message:
        "the prices end on \(latest), before the date of --as-of, \(asOf): event windows that "
        + "end between the two count as over",
      help: "update the price files, or leave out --as-of, which is then \(latest)")
  }

  /// A warning where no other day of any file lies within that many days before it.
  private static func warning(_ prices: PriceInput) -> Diagnostic? {
    guard let latest = prices.latestDate else { return nil }
    let others = prices.latestByFile.compactMap { $0.date < latest ? $0.date : $0.before }
    guard let next = others.max(), latest.dayNumber - next.dayNumber > longestStep else { return nil }
    let series = prices.seriesBySource.joined().first { $0.dates.last == latest }
    return Diagnostic(
      .dateOutOfOrder,
      at: series.map { $0.location(ofRow: $0.count - 1) }
        ?? prices.latestByFile.first { $0.date == latest }.map { SourceLocation(file: $0.file) },
      message:
        "the latest date of all prices, \(latest), stands here alone: every other row ends by \(next); the data are "
        + "taken to reach to it",
      help: "correct the date if it is mistyped, or name the last day that counts with --as-of")
  }
}
