import CoreTypes
import EventTime

/// Prices that end for good before an event window does, while others go on. Those of a security alone: a delisting, or a file
/// that was not fetched to its end, which nobody but whoever fetched it can tell from one. Those of its benchmark too: a market
/// whose files were not.
struct EarlyEnds {
  private enum Ended: Hashable {
    case security(SecurityID)
    /// All that is compared with one benchmark.
    case market(of: SecurityID?)
  }

  /// A security and what it is compared with, of which there may be many events.
  private struct Comparison: Hashable {
    let security: SecurityID
    let benchmark: SecurityID?
  }

  /// What an end costs the events.
  fileprivate struct Loss {
    /// Events whose windows it lies inside.
    var inside: [EventID] = []
    /// Events that come after it, and are excluded.
    var after: [EventID] = []
    let first: AlignedEvent
  }

  private let market: StudyMarket

  init(_ market: StudyMarket) { self.market = market }

  /// One a security or market, in the order of the events; none for a security whose delisting is in securities.csv.
  func diagnostics(of events: [AlignedEvent]) -> [Diagnostic] {
    var losses: [Ended: Loss] = [:]
    var order: [Ended] = []
    var found: [Comparison: Ended?] = [:]
    for event in events where isCut(event) {
      let comparison = Comparison(security: event.security, benchmark: event.benchmark)
      let ended = found[comparison] ?? ended(before: event)
      found[comparison] = ended
      guard let ended else { continue }
      if losses[ended] == nil { order.append(ended) }
      losses[ended, default: Loss(first: event)].add(event)
    }
    return order.compactMap { ended in losses[ended].flatMap { diagnostic(of: ended, $0) } }
  }

  /// The end of prices costs the event something.
  private func isCut(_ event: AlignedEvent) -> Bool {
    event.reason == .delisted || event.reason == .noPriceAfterAnnouncement
      || event.warnings.contains(.pricesEndEarly)
  }

  /// nil where all data end there.
  private func ended(before event: AlignedEvent) -> Ended? {
    guard let last = lastPrice(of: event)?.date else { return nil }
    if others(than: event).date > last { return .security(event.security) }
    return market.asOf > last ? .market(of: event.benchmark) : nil
  }

  private func diagnostic(of ended: Ended, _ loss: Loss) -> Diagnostic? {
    let security = loss.first.security
    guard let last = lastPrice(of: loss.first) else { return nil }
    let others = others(than: loss.first)
    let start = "the prices of '\(security)' end on \(last.date), those of \(others.name) "
    let message: String
    let help: String
    switch ended {
    case .security:
      guard market.trades(of: security)?.series.endsWithDelisting == false else { return nil }
      let windows = loss.inside.count == 1 ? "window" : "windows"
      message =
        start + "go on to \(others.date): "
        + loss.text { "it counts as delisted, inside the event \(windows) of \($0)" }
      help =
        "fetch the file again if it still traded after that; if it was delisted, say so by a delisting_return in the file of "
        + "`securities`, and let windows count that end after it by `incomplete_windows: available`"
    case .market:
      let lack = loss.inside.count == 1 ? "lacks" : "lack"
      message =
        start + "on \(others.date), while the data count up to \(market.asOf): "
        + loss.text { "\($0) \(lack) the later days of the event window" }
      help = "fetch these files again, or say by --as-of \(last.date) that later days have not come"
    }
    return Diagnostic(.pricesEndEarly, at: last.location, security: security, message: message, help: help)
  }

  private func lastPrice(of event: AlignedEvent) -> (date: CalendarDate, location: SourceLocation)? {
    guard let series = market.trades(of: event.security)?.series else { return nil }
    return series.lastRow(notAfter: market.asOf).map { (series.dates[$0], series.location(ofRow: $0)) }
  }

  /// What the event is compared with, and the latest date of its prices; without any, all the data.
  private func others(than event: AlignedEvent) -> (name: String, date: CalendarDate) {
    let found = market.benchmarkMembers(of: event).compactMap { id in
      market.trades(of: id)?.series.lastDate(notAfter: market.asOf).map { (name: "'\(id)'", date: $0) }
    }
    return found.max { $0.date < $1.date } ?? (name: "others", date: market.asOf)
  }
}

extension EarlyEnds.Loss {
  fileprivate mutating func add(_ event: AlignedEvent) {
    if event.status == .excluded { after.append(event.id) } else { inside.append(event.id) }
  }

  /// What was made of it.
  fileprivate func text(ofInside: (String) -> String) -> String {
    let parts = [
      inside.isEmpty ? nil : ofInside(list(inside)),
      after.isEmpty
        ? nil
        : "\(list(after)) \(after.count == 1 ? "comes after it and is" : "come after it and are") excluded",
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
