import CoreTypes
import DataInput
import EventTime

/// The clocks of the exchanges that each `prices` entry's securities trade on: what dates mean that are written as moments.
struct EntryClocks {
  /// One a `prices` entry.
  let byEntry: [ExchangeClocks]
  /// That of all entries; nil = they have several, or one has none.
  let common: ExchangeClock?

  init(_ entries: [PriceEntry], _ calendars: StudyCalendars, _ securities: [SecurityAttributes]) {
    var zones: [ExchangeID: TimeZoneRules] = [:]
    func zone(_ exchange: ExchangeID) -> TimeZoneRules? {
      if let known = zones[exchange] { return known }
      let zone = calendars.byExchange[exchange]?.timeZone ?? ExchangeCalendars.timeZone(of: exchange)
      zones[exchange] = zone
      return zone
    }
    let bySecurity = Dictionary(
      securities.compactMap { row in row.exchange.flatMap(zone).map { (row.security, $0) } },
      uniquingKeysWith: { first, _ in first })
    let own = entries.map { entry in
      func hours() -> TimeZoneRules? { entry.hours.flatMap { TimeZoneRules(ianaName: $0.timeZone) } }
      func exchange() -> TimeZoneRules? { entry.exchange.flatMap(zone) }
      return entry.calendar == .benchmark ? hours() ?? exchange() : exchange() ?? hours()
    }
    let named = Set(own.compactMap(\.self)).union(bySecurity.values)
    let clocks = Dictionary(uniqueKeysWithValues: named.map { ($0, ExchangeClock($0)) })
    let all = named.count == 1 ? named.first : nil
    // An index without an exchange of its own is that of the entry that names it.
    let indexes = Dictionary(
      zip(entries, own).compactMap { entry, zone in
        entry.benchmark.flatMap { id in zone.map { (id, $0) } }
      }, uniquingKeysWith: { first, _ in first })
    byEntry = own.map { zone in
      let known = zone == nil ? bySecurity.merging(indexes) { first, _ in first } : bySecurity
      return ExchangeClocks(
        usual: (zone ?? all).flatMap { clocks[$0] }, bySecurity: known.compactMapValues { clocks[$0] })
    }
    common = all.flatMap { clocks[$0] }
  }

  /// The files of the entries, which know the clocks.
  func sources(of entries: [PriceEntry]) -> [PriceSource] {
    zip(entries, byEntry).map { entry, clocks in
      var source = entry.source
      source.clocks = clocks
      return source
    }
  }
}

extension ExchangeClock {
  fileprivate convenience init(_ zone: TimeZoneRules) {
    self.init(zone: zone.name, rules: TimeZoneRules.dataVersion) { zone.local(of: $0) }
  }
}
