import CoreTypes
import TestSupport
import Testing

@testable import EventTime
@testable import StudyRun

/// What other news fell into an event's windows is the same as when each event is held against each other one.
@Suite struct OtherEventsTests {
  private struct Case {
    let number: Int
    let clock: EventClock?
  }

  private func event(_ order: Int, _ found: Case) -> AlignedEvent {
    let row = TextRow(line: order + 2, source: "", columns: [], values: [])
    let request = EventRequest(
      id: EventID("E\(order)"), security: SecurityID("S\(found.number)"), order: order,
      securityNumber: found.number, row: row, file: "events.csv", fault: nil)
    let setting = EventSetting(exchange: nil, calendar: nil, benchmark: nil, earliestReaction: 0)
    var event = AlignedEvent(request: request, group: "", setting: setting)
    event.dayZero = found.clock.map {
      DayZero(clock: $0, reactionSession: $0.dayZero ?? $0.dayBefore + 1, suspension: nil)
    }
    return event
  }

  /// By the definition: another event's day 0 on a day of the window of the event's own clock.
  private func fallsIntoWindow(_ own: AlignedEvent, _ events: [AlignedEvent], _ window: EventWindow) -> Bool {
    guard let clock = own.clock else { return false }
    return events.contains { other in
      guard other.request.order != own.request.order, other.security == own.security,
        let dayZero = other.clock?.dayZero, let day = clock.day(of: dayZero)
      else { return false }
      return window.contains(day)
    }
  }

  @Test(arguments: [(-10, 10), (-3, 0), (0, 5), (1, 4), (-5, -2)])
  func likeEachAgainstEachOther(_ first: Int, _ last: Int) {
    var random = SeededGenerator(seed: 42)
    func draw(_ below: Int) -> Int { Int.random(in: 0..<below, using: &random) }
    let window = EventWindow(first: first, last: last)
    for count in [0, 1, 2, 40, 200] {
      let events = (0..<count).map { order in
        let session = 20 + draw(150)
        let clock: EventClock? =
          switch draw(10) {
          case 0: nil
          case 1: EventClock(dayBefore: session, dayZero: nil)
          case 2, 3: EventClock(dayBefore: session - 1 - draw(12), dayZero: session)
          default: EventClock(running: session)
          }
        return event(order, Case(number: draw(5), clock: clock))
      }
      let others = OtherEvents(events, eventWindow: window)
      for own in events {
        #expect(others.fallsIntoWindow(of: own) == fallsIntoWindow(own, events, window), "\(own.id)")
        let ranges = events.filter { $0.security == own.security && $0.request.order != own.request.order }
          .compactMap { other -> ClosedRange<Int>? in
            guard let clock = other.clock, let first = clock.session(of: first),
              let last = clock.session(of: last), clock.dayZero != nil
            else { return nil }
            return first...last
          }
        #expect(Set(others.sessions(besides: own)) == Set(ranges))
      }
    }
  }
}
