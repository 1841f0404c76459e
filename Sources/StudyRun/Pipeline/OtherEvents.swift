import CoreTypes
import EventTime

/// Where the news of each security lies, in sessions: what besides an event fell into its windows.
///
/// Events whose day 0 is known count, excluded or not: the news came out all the same.
struct OtherEvents: Sendable {
  private struct Span {
    /// That of the event; `several` in a run of more than one.
    fileprivate(set) var order: Int32
    let dayZero: Int32
    /// The event window.
    let first: Int32
    let last: Int32

    static let several: Int32 = -1

    func isAt(_ other: Span) -> Bool {
      dayZero == other.dayZero && first == other.first && last == other.last
    }

    var sessions: ClosedRange<Int> { Int(first)...Int(last) }
  }

  /// Other news of an event's security that lies near it.
  struct Neighbor: Sendable, Equatable {
    let id: EventID
    /// On the clock of the event.
    let day: Int
  }

  /// Security by security, each one's in the order of days 0.
  private let spans: [Span]
  /// Where the spans of each security begin, by `EventRequest.securityNumber`, and where the last one's end.
  private let starts: [Int32]
  /// The spans, those of one security with the same sessions as one: thousands of events may lie on one day.
  private let runs: [Span]
  private let runStarts: [Int32]
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
  init(_ events: [AlignedEvent], news: [AlignedEvent], eventWindow: EventWindow, margin: Int) {
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
    (runs, runStarts) = OtherEvents.runs(of: spans, starts)
    self.events = events.count
    ids = found.map(\.id)
    reach = EventWindow(first: eventWindow.first - margin, last: eventWindow.last + margin)
  }

  private static func runs(of spans: [Span], _ starts: [Int32]) -> (runs: [Span], starts: [Int32]) {
    var runs: [Span] = []
    var runStarts: [Int32] = [0]
    for security in 0..<(starts.count - 1) {
      let start = runs.count
      for span in spans[Int(starts[security])..<Int(starts[security + 1])] {
        if let last = runs.indices.last, last >= start, runs[last].isAt(span) {
          runs[last].order = Span.several
        } else {
          runs.append(span)
        }
      }
      runStarts.append(Int32(runs.count))
    }
    return runs.count == spans.count ? (spans, starts) : (runs, runStarts)
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
    let own = runs[range(of: event, in: runStarts)]
    let start = own.partitionPoint { Int($0.dayZero) < sessions.lowerBound - reachAfter }
    let near = own[start...].prefix { Int($0.dayZero) - reachBefore <= sessions.upperBound }
    return near.lazy.filter { Int($0.order) != event.request.order }.map(\.sessions).joinedWithoutGaps
  }

  /// What the event windows of all news of its security cover, its own too.
  func sessions(ofSecurityOf event: AlignedEvent) -> [ClosedRange<Int>] {
    runs[range(of: event, in: runStarts)].lazy.map(\.sessions).joinedWithoutGaps
  }

  /// Other news of the security lies near this event.
  func isNear(_ event: AlignedEvent) -> Bool {
    guard let clock = event.clock, let (first, last) = sessions(near: clock) else { return false }
    let own = spans[range(of: event, in: starts)]
    let order = Int32(event.request.order)
    // Mostly there is nothing within reach but the event itself.
    return own[own.partitionPoint { $0.dayZero < first }...].prefix { $0.dayZero <= last }.contains {
      $0.order != order && clock.day(of: Int($0.dayZero)) != nil
    }
  }

  /// Other news of the security near this event: how many there are, and the first of them in the order of days 0.
  ///
  /// - Parameters:
  ///   - cameFirst: those alone that have the earlier day 0, or the same one and are no event of the study or an earlier row
  ///     of it.
  ///   - most: no more are made; a security with news on every day has thousands near each.
  func neighbors(of event: AlignedEvent, cameFirst: Bool, most: Int) -> (count: Int, first: [Neighbor]) {
    let places = places(near: event, cameFirst: cameFirst)
    let count = places.reduce(0) { $0 + $1.count }
    var first: [Neighbor] = []
    var left = min(most, count)
    for range in places {
      for place in range.prefix(left) {
        guard let day = event.clock?.day(of: Int(spans[place].dayZero)) else { continue }
        first.append(Neighbor(id: ids[Int(spans[place].order)], day: day))
      }
      left -= min(left, range.count)
    }
    return (count, first)
  }

  /// Where the spans lie whose day 0 is a day of the event's clock within reach, but for its own: in the order of days 0. While
  /// its own is not known, whatever comes after day -1 is on no day.
  private func places(near event: AlignedEvent, cameFirst: Bool) -> [Range<Int>] {
    guard isNear(event), let clock = event.clock, let (near, end) = sessions(near: clock) else { return [] }
    let (first, last) = (Int(near), Int(end))
    let own = range(of: event, in: starts)
    let order = event.request.order
    func place(_ session: Int, _ order: Int = 0) -> Int {
      spans[own].partitionPoint { (Int($0.dayZero), Int($0.order)) < (session, order) }
    }
    func between(_ from: Int, _ to: Int) -> Range<Int> { from..<max(from, to) }
    var places = [between(place(first), place(min(clock.dayBefore, last) + 1))]
    guard let dayZero = clock.dayZero else { return places }
    if (first...last).contains(dayZero) {
      places.append(between(place(dayZero), place(dayZero, order)))
      let news = max(events, order + 1)
      if !cameFirst { places.append(between(place(dayZero, order + 1), place(dayZero, news))) }
      places.append(between(place(dayZero, news), place(dayZero + 1)))
    }
    if !cameFirst { places.append(between(place(max(first, dayZero + 1)), place(last + 1))) }
    return places
  }

  /// The other news whose event windows hold one of some days of an event, in the order of days 0: their ids and days.
  func others(covering days: [Int], of event: AlignedEvent) -> [(id: EventID, day: Int)] {
    guard let clock = event.clock else { return [] }
    let sessions = days.compactMap { clock.session(of: $0) }
    return spans[range(of: event, in: starts)].compactMap { span in
      let next = sessions.partitionPoint { $0 < Int(span.first) }
      guard Int(span.order) != event.request.order, next < sessions.count, sessions[next] <= Int(span.last),
        let day = clock.day(of: Int(span.dayZero))
      else { return nil }
      return (ids[Int(span.order)], day)
    }
  }

  /// The first and the last session that can be within reach; nil where its days before the event are not known.
  private func sessions(near clock: EventClock) -> (first: Int32, last: Int32)? {
    clock.session(of: reach.first).map { (Int32($0), Int32(clamping: clock.session(of: reach.last) ?? .max)) }
  }

  private func range(of event: AlignedEvent, in starts: [Int32]) -> Range<Int> {
    let number = event.request.securityNumber
    return Int(starts[number])..<Int(starts[number + 1])
  }
}
