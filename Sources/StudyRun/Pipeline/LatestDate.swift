import CoreTypes
import DataInput

/// The latest date of the prices that a study uses, up to which the data are taken to reach (METHODS 0.11), and what makes it
/// doubtful: that one row, or one file, alone says so.
struct LatestDate {
  /// Prices of a quarter are the rarest that a study has.
  private static let longestStep: Int32 = 100
  /// Weekends and holidays leave prices that are as new as can be that far behind.
  private static let longestHoliday: Int32 = 10

  let date: CalendarDate
  private let ends: [End]
  private let benchmarks: Set<SecurityID>

  /// Where the prices of a security end.
  private struct End {
    let series: PriceSeries
    let date: CalendarDate
  }

  /// Of securities that neither an event nor a benchmark names nothing is used, nor of those all of whose rows were refused:
  /// their dates count only where no others are left. nil = no file has a row that can be read.
  init?(_ prices: PriceInput, used: UsedSecurities) {
    let all = used.all
    ends = prices.seriesBySource.joined().compactMap { series in
      guard all.contains(series.security), let last = series.dates.last else { return nil }
      return End(series: series, date: max(last, prices.suspendedThrough[series.security] ?? last))
    }
    benchmarks = used.asBenchmarks
    guard let date = ends.map(\.date).max() ?? prices.latestDate else { return nil }
    self.date = date
  }

  /// A warning where the prices end before the day up to which the data shall count, or where nothing but one row or one file
  /// says that they reach that far.
  func warning(asOf: CalendarDate?) -> Diagnostic? {
    guard let asOf else { return rowAlone ?? fileAlone }
    guard asOf.dayNumber - date.dayNumber > Self.longestHoliday else { return nil }
    return Diagnostic(
      .pricesEndBeforeAsOf, at: nil,
      message:
        "the prices end on \(date), before the date of --as-of, \(asOf): event windows that "
        + "end between the two count as over",
      help: "update the price files, or leave out --as-of, which is then \(date)")
  }

  /// No other security's rows and no other row of its own end within that many days before it.
  private var rowAlone: Diagnostic? {
    var others: [CalendarDate] = []
    var place: SourceLocation?
    for end in ends {
      let last = end.series.count - 1
      if end.date < date || end.series.dates[last] < end.date {
        others.append(end.series.dates[last])
      } else {
        place = end.series.location(ofRow: last)
        if last > 0 { others.append(end.series.dates[last - 1]) }
      }
    }
    guard let next = others.max(), date.dayNumber - next.dayNumber > Self.longestStep else { return nil }
    return Diagnostic(
      .dateOutOfOrder, at: place,
      message:
        "the latest date of all prices, \(date), stands here alone: every other row ends by \(next); the data are "
        + "taken to reach to it",
      help: Self.help)
  }

  /// One file alone goes on while all others, two at the least, end together: the others know where the data end. A benchmark's
  /// file may: an index is often newer than the prices held against it, and no mistake. Of two files nobody knows which one is
  /// right, and securities that end one here and one there were delisted.
  private var fileAlone: Diagnostic? {
    var latest: [String: (date: CalendarDate, isBenchmark: Bool)] = [:]
    for end in ends {
      let isBenchmark = benchmarks.contains(end.series.security)
      let file = end.series.location(ofRow: end.series.count - 1).file
      let known = latest[file] ?? (end.date, false)
      latest[file] = (max(known.date, end.date), known.isBenchmark || isBenchmark)
    }
    let files = latest.sorted { ($1.value.date, $0.key) < ($0.value.date, $1.key) }
    guard files.count > 2, !files[0].value.isBenchmark else { return nil }
    let (next, third) = (files[1].value.date, files[2].value.date)
    guard date.dayNumber - next.dayNumber > Self.longestHoliday,
      next.dayNumber - third.dayNumber <= Self.longestHoliday
    else { return nil }
    return Diagnostic(
      .dateOutOfOrder, at: SourceLocation(file: files[0].key),
      message:
        "the prices of this file alone reach to \(date): those of all \(files.count - 1) others end by \(next); the data "
        + "are taken to reach to \(date)",
      help: Self.help)
  }

  private static let help =
    "correct the date if it is mistyped, or name the last day that counts with --as-of"
}
