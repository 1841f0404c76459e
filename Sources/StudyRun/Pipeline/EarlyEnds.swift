import CoreTypes
import EventTime

/// Securities whose prices end for good before an event window does, while those of others go on: a delisting, or a file that
/// was not fetched to its end, which nobody but whoever fetched it can tell from one.
struct EarlyEnds {
  /// What a security's end costs its events.
  fileprivate struct Loss {
    var delisted: [EventID] = []
    var excluded: [EventID] = []
    let first: AlignedEvent
  }

  private let market: StudyMarket

  init(_ market: StudyMarket) { self.market = market }

  /// One a security, in the order of the events; none for a security whose delisting is in securities.csv.
  func diagnostics(of events: [AlignedEvent]) -> [Diagnostic] {
    var losses: [SecurityID: Loss] = [:]
    var order: [SecurityID] = []
    for event in events {
      let isExcluded = event.reason == .noPriceAfterAnnouncement
      guard isExcluded || event.reason == .delisted else { continue }
      if losses[event.security] == nil { order.append(event.security) }
      losses[event.security, default: Loss(first: event)].add(event.id, isExcluded: isExcluded)
    }
    return order.compactMap { id in losses[id].flatMap { diagnostic(of: id, $0) } }
  }

  private func diagnostic(of security: SecurityID, _ loss: Loss) -> Diagnostic? {
    guard let series = market.trades(of: security)?.series, !series.endsWithDelisting,
      let row = series.lastRow(notAfter: market.asOf)
    else { return nil }
    let others = market.benchmarkMembers(of: loss.first).compactMap { id in
      market.trades(of: id)?.series.lastDate(notAfter: market.asOf).map { (name: "'\(id)'", date: $0) }
    }
    let other = others.max { $0.date < $1.date } ?? (name: "others", date: market.asOf)
    guard other.date > series.dates[row] else { return nil }
    return Diagnostic(
      .pricesEndEarly, at: series.location(ofRow: row), security: security,
      message: "the prices of '\(security)' end on \(series.dates[row]), those of \(other.name) go on to "
        + "\(other.date): \(loss.text)",
      help:
        "fetch the file again if it still traded after that; if it was delisted, say so by a delisting_return in the file of "
        + "`securities`")
  }
}

extension EarlyEnds.Loss {
  fileprivate mutating func add(_ event: EventID, isExcluded: Bool) {
    if isExcluded { excluded.append(event) } else { delisted.append(event) }
  }

  /// What was made of it.
  fileprivate var text: String {
    let parts = [
      delisted.isEmpty
        ? nil
        : "it counts as delisted, inside the event \(delisted.count == 1 ? "window" : "windows") of \(list(delisted))",
      excluded.isEmpty
        ? nil
        : "\(list(excluded)) \(excluded.count == 1 ? "comes after it and is" : "come after it and are") excluded",
    ]
    return parts.compactMap(\.self).joined(separator: "; ")
  }

  /// `'E1' and 3 more`
  private func list(_ events: [EventID]) -> String {
    "'\(events[0])'" + (events.count == 1 ? "" : " and \(events.count - 1) more")
  }
}

extension PriceSeries {
  fileprivate func lastDate(notAfter date: CalendarDate) -> CalendarDate? {
    lastRow(notAfter: date).map { dates[$0] }
  }
}
