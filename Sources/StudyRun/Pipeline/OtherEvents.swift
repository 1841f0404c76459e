import CoreTypes
import EventTime

/// The event windows of each security, in sessions: what other news fell into an event's own windows.
struct OtherEvents: Sendable {
  private struct Span {
    let order: Int32
    let dayZero: Int32
    let first: Int32
    let last: Int32

    var sessions: ClosedRange<Int> { Int(first)...Int(last) }

    func isOther(than event: AlignedEvent) -> Bool { Int(order) != event.request.order }
  }

  /// In the order of days 0.
  private let bySecurity: [SecurityID: [Span]]

  /// Events whose day 0 is known count, excluded or not: the news came out all the same.
  init(_ events: [AlignedEvent], eventWindow: EventWindow) {
    var spans: [SecurityID: [Span]] = [:]
    for event in events {
      guard let clock = event.dayZero?.clock, let dayZero = clock.dayZero,
        let first = clock.session(of: eventWindow.first), let last = clock.session(of: eventWindow.last)
      else { continue }
      spans[event.security, default: []].append(
        Span(
          order: Int32(event.request.order), dayZero: Int32(dayZero), first: Int32(first), last: Int32(last)))
    }
    bySecurity = spans.filter { $0.value.count > 1 }
      .mapValues { $0.sorted { ($0.dayZero, $0.order) < ($1.dayZero, $1.order) } }
  }

  /// Session ranges of the other events' event windows.
  func sessions(besides event: AlignedEvent) -> [ClosedRange<Int>] {
    (bySecurity[event.security] ?? []).filter { $0.isOther(than: event) }.map(\.sessions)
  }

  /// Another announcement of the security falls into this event's own event window.
  func fallsIntoWindow(of event: AlignedEvent, eventWindow: EventWindow) -> Bool {
    guard let clock = event.dayZero?.clock, let first = clock.session(of: eventWindow.first),
      let spans = bySecurity[event.security]
    else { return false }
    let last = clock.session(of: eventWindow.last) ?? .max
    return spans[spans.partitionPoint { Int($0.dayZero) < first }...].prefix { Int($0.dayZero) <= last }
      .contains { $0.isOther(than: event) && clock.day(of: Int($0.dayZero)) != nil }
  }
}
