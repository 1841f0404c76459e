import CoreTypes
import EventTime

/// The event windows of each security, in sessions: what other news fell into an event's own windows.
struct OtherEvents: Sendable {
  private struct Span {
    let order: Int32
    /// Day -1 and day 0 of the event's clock, which stands still between them.
    let dayBefore: Int32
    let dayZero: Int32
    let first: Int32
    let last: Int32

    var sessions: ClosedRange<Int> { Int(first)...Int(last) }
  }

  /// Security by security, each one's in the order of days 0.
  private let spans: [Span]
  /// Where the spans of each security begin, by `EventRequest.securityNumber`, and where the last one's end.
  private let starts: [Int32]
  /// By `EventRequest.order`: another announcement falls into the event's window.
  private let disturbed: [Bool]

  /// Events whose day 0 is known count, excluded or not: the news came out all the same.
  init(_ events: [AlignedEvent], eventWindow: EventWindow) {
    // Each event is looked at once: those of a large study lie far apart.
    let found = events.map {
      (
        security: $0.request.securityNumber, order: $0.request.order,
        span: OtherEvents.span(of: $0, eventWindow)
      )
    }
    let securities = (found.lazy.map(\.security).max() ?? -1) + 1
    var starts = [Int32](repeating: 0, count: securities + 1)
    for event in found where event.span != nil { starts[event.security + 1] += 1 }
    for security in 0..<securities { starts[security + 1] += starts[security] }
    var next = starts
    let none = Span(order: 0, dayBefore: 0, dayZero: 0, first: 0, last: 0)
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
    var disturbed = [Bool](repeating: false, count: (found.lazy.map(\.order).max() ?? -1) + 1)
    for security in 0..<securities {
      let places = Int(starts[security])..<Int(starts[security + 1])
      for place in places {
        disturbed[Int(spans[place].order)] = OtherEvents.isDisturbed(place, among: spans, places)
      }
    }
    // While day 0 is not known, whatever comes after the window's first day falls into it.
    for (place, event) in found.enumerated() where event.span == nil {
      guard let clock = events[place].clock, clock.dayZero == nil,
        let first = clock.session(of: eventWindow.first)
      else { continue }
      let (number, last) = (event.security, clock.session(of: eventWindow.last) ?? .max)
      disturbed[event.order] = spans[Int(starts[number])..<Int(starts[number + 1])].contains {
        Int($0.dayZero) >= first && Int($0.dayZero) <= last && clock.day(of: Int($0.dayZero)) != nil
      }
    }
    self.spans = spans
    self.starts = starts
    self.disturbed = disturbed
  }

  private static func span(of event: AlignedEvent, _ eventWindow: EventWindow) -> Span? {
    guard let clock = event.clock, let dayZero = clock.dayZero,
      let first = clock.session(of: eventWindow.first), let last = clock.session(of: eventWindow.last)
    else { return nil }
    return Span(
      order: Int32(event.request.order), dayBefore: Int32(clock.dayBefore), dayZero: Int32(dayZero),
      first: Int32(first), last: Int32(last))
  }

  /// Whether another day 0 lies in the event window of the event at `place`, where its clock runs.
  private static func isDisturbed(_ place: Int, among spans: [Span], _ security: Range<Int>) -> Bool {
    let own = spans[place]
    func isSeen(_ other: Span) -> Bool {
      other.dayZero >= own.first && other.dayZero <= own.last
        && (other.dayZero <= own.dayBefore || other.dayZero >= own.dayZero)
    }
    var other = place
    while other > security.lowerBound, spans[other - 1].dayZero >= own.first {
      other -= 1
      if isSeen(spans[other]) { return true }
    }
    other = place + 1
    while other < security.upperBound, spans[other].dayZero <= own.last {
      if isSeen(spans[other]) { return true }
      other += 1
    }
    return false
  }

  /// Session ranges of the other events' event windows.
  func sessions(besides event: AlignedEvent) -> [ClosedRange<Int>] {
    let number = event.request.securityNumber
    return spans[Int(starts[number])..<Int(starts[number + 1])]
      .filter { Int($0.order) != event.request.order }.map(\.sessions)
  }

  /// Another announcement of the security falls into this event's own event window.
  func fallsIntoWindow(of event: AlignedEvent) -> Bool { disturbed[event.request.order] }
}
