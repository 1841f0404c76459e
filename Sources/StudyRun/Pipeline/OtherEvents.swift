import CoreTypes
import EventTime
import ExpectedReturns

/// Where the news of each security lies, in sessions: what besides an event fell into its windows.
///
/// Events whose day 0 is known count, excluded or not: the news came out all the same.
struct OtherEvents: Sendable {
  private struct Span {
    let order: Int32
    let dayZero: Int32
    /// The event window.
    let first: Int32
    let last: Int32

    var sessions: ClosedRange<Int> { Int(first)...Int(last) }
  }

  /// Other news of an event's security that lies near it.
  struct Neighbor: Sendable, Equatable {
    let id: EventID
    /// On the clock of the event.
    let day: Int
    /// It has the earlier day 0, or the same one and is no event of the study or an earlier row of it.
    let cameFirst: Bool
  }

  /// Security by security, each one's in the order of days 0.
  private let spans: [Span]
  /// Where the spans of each security begin, by `EventRequest.securityNumber`, and where the last one's end.
  private let starts: [Int32]
  /// By `EventRequest.order`.
  private let ids: [EventID]
  /// How many of them are events of the study.
  private let events: Int
  /// The days of an event's clock on which other news is near.
  private let reach: EventWindow
  /// The most sessions by which an event window begins before its day 0, and by which it ends after it: more than its days
  /// where the clock stood still.
  private let reachBefore: Int
  private let reachAfter: Int

  /// - Parameters:
  ///   - news: what is no event of the study, numbered on from the events.
  ///   - margin: days before and after the event window that count as near.
  init(_ events: [AlignedEvent], news: [AlignedEvent] = [], eventWindow: EventWindow, margin: Int = 0) {
    let all = [events, news].joined()
    // Each event is looked at once: those of a large study lie far apart.
    let found = all.map {
      (security: $0.request.securityNumber, span: OtherEvents.span(of: $0, eventWindow), id: $0.id)
    }
    let securities = (found.lazy.map(\.security).max() ?? -1) + 1
    var starts = [Int32](repeating: 0, count: securities + 1)
    for event in found where event.span != nil { starts[event.security + 1] += 1 }
    for security in 0..<securities { starts[security + 1] += starts[security] }
    var next = starts
    let none = Span(order: 0, dayZero: 0, first: 0, last: 0)
    var spans = [Span](repeating: none, count: Int(starts[securities]))
    for event in found {
      guard let span = event.span else { continue }
      spans[Int(next[event.security])] = span
      next[event.security] += 1
    }
    for security in 0..<securities {
      spans[Int(starts[security])..<Int(starts[security + 1])].sort {
        ($0.dayZero, $0.order) < ($1.dayZero, $1.order)
      }
    }
    reachBefore = spans.lazy.map { Int($0.dayZero - $0.first) }.max() ?? 0
    reachAfter = spans.lazy.map { Int($0.last - $0.dayZero) }.max() ?? 0
    self.spans = spans
    self.starts = starts
    self.events = events.count
    ids = found.map(\.id)
    reach = EventWindow(first: eventWindow.first - margin, last: eventWindow.last + margin)
  }

  private static func span(of event: AlignedEvent, _ eventWindow: EventWindow) -> Span? {
    guard let clock = event.clock, let dayZero = clock.dayZero,
      let first = clock.session(of: eventWindow.first), let last = clock.session(of: eventWindow.last)
    else { return nil }
    return Span(
      order: Int32(event.request.order), dayZero: Int32(dayZero), first: Int32(first), last: Int32(last))
  }

  /// What the event windows of the other events cover of some sessions, and what they cover next to them.
  func sessions(besides event: AlignedEvent, near sessions: ClosedRange<Int>) -> [ClosedRange<Int>] {
    let own = spans[range(of: event)]
    let start = own.partitionPoint { Int($0.dayZero) < sessions.lowerBound - reachAfter }
    let near = own[start...].prefix { Int($0.dayZero) - reachBefore <= sessions.upperBound }
    return OtherEvents.joined(near.lazy.filter { Int($0.order) != event.request.order })
  }

  /// What the event windows of all news of its security cover, its own too.
  func sessions(ofSecurityOf event: AlignedEvent) -> [ClosedRange<Int>] {
    OtherEvents.joined(spans[range(of: event)])
  }

  /// Ranges that follow each other without a gap are one: a security with news on every day has one range, not thousands.
  private static func joined(_ spans: some Sequence<Span>) -> [ClosedRange<Int>] {
    var joined: [ClosedRange<Int>] = []
    for span in spans {
      if let before = joined.last, before.lowerBound <= span.first, span.first <= before.upperBound + 1 {
        joined[joined.count - 1] = before.lowerBound...max(before.upperBound, Int(span.last))
      } else {
        joined.append(span.sessions)
      }
    }
    return joined
  }

  /// Other news of the security lies near this event.
  func isNear(_ event: AlignedEvent) -> Bool {
    var isNear = false
    near(event) { _, _ in
      isNear = true
      return false
    }
    return isNear
  }

  /// Other news of the security near this event, in the order of days 0.
  func neighbors(of event: AlignedEvent) -> [Neighbor] {
    let dayZero = event.clock?.dayZero ?? .max
    var neighbors: [Neighbor] = []
    near(event) { span, day in
      let order = Int(span.order)
      let cameFirst =
        Int(span.dayZero) == dayZero
        ? order >= events || order < event.request.order : Int(span.dayZero) < dayZero
      neighbors.append(Neighbor(id: ids[order], day: day, cameFirst: cameFirst))
      return true
    }
    return neighbors
  }

  /// Gives other days 0 on days of the event's clock that are within reach, in their order, until `goesOn` says no. While its
  /// own is not known, whatever comes after the first of those days is.
  private func near(_ event: AlignedEvent, goesOn: (Span, _ day: Int) -> Bool) {
    guard let clock = event.clock, let first = clock.session(of: reach.first) else { return }
    let last = clock.session(of: reach.last) ?? .max
    let order = event.request.order
    let own = range(of: event)
    var place = spans[own].partitionPoint { Int($0.dayZero) < first }
    while place < own.upperBound, Int(spans[place].dayZero) <= last {
      let span = spans[place]
      place += 1
      guard Int(span.order) != order, let day = clock.day(of: Int(span.dayZero)) else { continue }
      if !goesOn(span, day) { return }
    }
  }

  private func range(of event: AlignedEvent) -> Range<Int> {
    let number = event.request.securityNumber
    return Int(starts[number])..<Int(starts[number + 1])
  }
}

extension OtherEvents {
  /// Excludes the events that the study does not want because of other news near them.
  func judge(_ events: inout [AlignedEvent], _ treatment: OtherEventsChoice.Treatment) {
    guard treatment != .flag else { return }
    for place in events.indices {
      let near = neighbors(of: events[place]).filter { treatment == .drop || $0.cameFirst }
      if !near.isEmpty { events[place].exclude(.otherEventInWindow, OtherEvents.text(of: near)) }
    }
  }

  /// What a reader should know of an event with other news near it; nil where there is none.
  func note(on event: AlignedEvent) -> EstimateWarning? {
    let near = neighbors(of: event)
    return near.isEmpty ? nil : EstimateWarning(.otherEventInWindow, OtherEvents.text(of: near))
  }

  /// `'AMBA-Q2' lies on event day -3, 'AMBA-Q3' on event day 9`
  private static func text(of neighbors: [Neighbor]) -> String {
    let shown = 5
    let named = neighbors.prefix(shown).enumerated().map { place, neighbor in
      "'\(neighbor.id)' \(place == 0 ? "lies " : "")on event day \(neighbor.day)"
    }
    let rest = neighbors.count > shown ? " and \(neighbors.count - shown) more" : ""
    return named.joined(separator: ", ") + rest
  }
}
