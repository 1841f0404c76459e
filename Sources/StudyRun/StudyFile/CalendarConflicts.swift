import CoreTypes

/// One exchange id with two calendars or two sets of hours: nobody could say on which days its
/// securities trade.
enum CalendarConflicts {
  private typealias Entry = (entry: PriceEntry, value: StudyValue)

  /// Of an exchange the first entry with each calendar and with each set of hours.
  private struct Known {
    var calendars: [Entry] = []
    var hours: [Entry] = []

    mutating func add(_ entry: Entry) {
      let own = calendar(entry.entry)
      if !calendars.contains(where: { calendar($0.entry) == own }) { calendars.append(entry) }
      if let own = entry.entry.hours, !hours.contains(where: { $0.entry.hours == own }) {
        hours.append(entry)
      }
    }
  }

  static func check(_ entries: [(entry: PriceEntry, value: StudyValue)]) {
    var known: [ExchangeID: Known] = [:]
    for later in entries {
      guard let exchange = later.entry.exchange else { continue }
      defer { known[exchange, default: Known()].add(later) }
      let own = calendar(later.entry)
      if let other = known[exchange]?.calendars.first(where: { calendar($0.entry) != own }) {
        later.value.fault(
          "the exchange '\(exchange)' has two calendars: \(calendar(other.entry)) in '\(other.value.key)'"
            + " and \(calendar(later.entry)) in '\(later.value.key)'",
          help: "give both entries the same calendar, or one of them another exchange id")
      } else if let hours = later.entry.hours,
        let other = known[exchange]?.hours.first(where: { $0.entry.hours != hours })
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
