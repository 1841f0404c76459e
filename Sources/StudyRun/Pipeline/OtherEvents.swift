import CoreTypes
import EventTime

/// The event windows of each security, in sessions: what other news fell into an event's own windows.
struct OtherEvents: Sendable {
  private struct Span {
    let order: Int
    let dayZero: Int
    let sessions: ClosedRange<Int>
  }

  private let bySecurity: [SecurityID: [Span]]

  /// Events whose day 0 is known count, excluded or not: the news came out all the same.
  init(_ events: [AlignedEvent], eventWindow: EventWindow) {
    var spans: [SecurityID: [Span]] = [:]
    for event in events {
      guard let clock = event.dayZero?.clock, let dayZero = clock.dayZero,
        let first = clock.session(of: eventWindow.first), let last = clock.session(of: eventWindow.last)
      else { continue }
      spans[event.security, default: []].append(
        Span(order: event.request.order, dayZero: dayZero, sessions: first...last))
    }
    bySecurity = spans.filter { $0.value.count > 1 }
  }

  /// Session ranges of the other events' event windows.
  func sessions(besides event: AlignedEvent) -> [ClosedRange<Int>] {
    (bySecurity[event.security] ?? []).filter { $0.order != event.request.order }.map(\.sessions)
  }

  /// Another announcement of the security falls into this event's own event window.
  func fallsIntoWindow(of event: AlignedEvent, eventWindow: EventWindow) -> Bool {
    guard let clock = event.dayZero?.clock else { return false }
    return (bySecurity[event.security] ?? []).contains { other in
      guard other.order != event.request.order, let day = clock.day(of: other.dayZero) else { return false }
      return eventWindow.contains(day)
    }
  }
}
