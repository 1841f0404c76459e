import CoreTypes

/// One exchange id with two calendars or two sets of hours: nobody could say on which days its
/// securities trade.
enum CalendarConflicts {
  static func check(_ entries: [(entry: PriceEntry, value: StudyValue)]) {
    for (position, later) in entries.enumerated() {
      guard let exchange = later.entry.exchange else { continue }
      let earlier = entries[..<position].filter { $0.entry.exchange == exchange }
      if let other = earlier.first(where: { calendar($0.entry) != calendar(later.entry) }) {
        later.value.fault(
          "the exchange '\(exchange)' has two calendars: \(calendar(other.entry)) in '\(other.value.key)'"
            + " and \(calendar(later.entry)) in '\(later.value.key)'",
          help: "give both entries the same calendar, or one of them another exchange id")
      } else if let hours = later.entry.hours,
        let other = earlier.first(where: { $0.entry.hours != nil && $0.entry.hours != hours })
      {
        later.value.fault(
          "the exchange '\(exchange)' has other hours in '\(later.value.key)' than in '\(other.value.key)'",
          help: "give both entries the same hours, or one of them another exchange id")
      }
    }
  }

  /// The calendar as messages call it; equal texts are equal calendars.
  private static func calendar(_ entry: PriceEntry) -> String {
    guard entry.calendar == .benchmark else { return "its own" }
    if let benchmark = entry.benchmark { return "the days of '\(benchmark)'" }
    // Without a benchmark the entry's own dates count: those of its one security, where it has one.
    let source = entry.source
    let only = source.files.count == 1 && source.columns?.security == nil ? source.files[0].stem : nil
    return (source.security ?? only).map { "the days of '\($0)'" } ?? "the entry's own dates"
  }
}
