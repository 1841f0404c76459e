import CoreTypes

/// Prices of one day a week or a month, which have no return of a session: files of another frequency than daily, taken by
/// mistake. A share that trades seldom has no such beat.
enum SparsePrices {
  /// A frequency: how many days lie between two of its dates.
  private struct Beat {
    let word: String
    let days: ClosedRange<Int32>
  }

  private static let beats = [
    Beat(word: "week", days: 5...9), Beat(word: "month", days: 26...35), Beat(word: "quarter", days: 84...98),
  ]
  private static let fewestRows = 12
  /// Of a daily file, from Friday to Monday.
  private static let usualGap: Int32 = 4
  /// The share of a series' steps that have to keep the beat.
  private static let share = 0.9

  /// nil where the series is daily, or no beat is found in it.
  static func diagnostic(of series: PriceSeries) -> Diagnostic? {
    let steps = series.count - 1
    guard steps >= fewestRows, let first = series.dates.first, let last = series.dates.last,
      (last.dayNumber - first.dayNumber) / Int32(steps) >= usualGap
    else { return nil }
    for beat in beats {
      let kept = zip(series.dates, series.dates.dropFirst()).count { earlier, later in
        beat.days.contains(later.dayNumber - earlier.dayNumber)
      }
      guard Double(kept) >= share * Double(steps) else { continue }
      return Diagnostic(
        .pricesNotDaily, at: series.location(ofRow: 0), security: series.security,
        message:
          "the prices of '\(series.security)' are one a \(beat.word), from \(first) to \(last): nothing tells the return of a session",
        help: "give daily prices")
    }
    return nil
  }
}
