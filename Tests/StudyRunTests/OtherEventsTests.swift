import CoreTypes
import TestSupport
import Testing

@testable import EventTime
@testable import StudyRun

/// What other news lies near an event is the same as when each event is held against each other one.
@Suite struct OtherEventsTests {
  private struct Case {
    let number: Int
    let clock: EventClock?
  }

  private func event(_ order: Int, _ found: Case) -> AlignedEvent {
    let row = TextRow(line: order + 2, source: "", columns: [], values: [])
    let request = EventRequest(
      id: EventID("E\(order)"), security: SecurityID("S\(found.number)"), order: order,
      securityNumber: found.number, row: row, file: "events.csv", refusal: nil)
    let setting = EventSetting(exchange: nil, calendar: nil, benchmark: nil, earliestReaction: 0)
    var event = AlignedEvent(request: request, group: "", setting: setting)
    event.dayZero = found.clock.map {
      DayZero(clock: $0, reactionSession: $0.dayZero ?? $0.dayBefore + 1, suspension: nil)
    }
    return event
  }

  /// By the definition: another day 0 on a day of the event's own clock that is within reach.
  private func neighbors(
    of own: AlignedEvent, among all: [AlignedEvent], events: Int, _ reach: EventWindow
  ) -> [(neighbor: OtherEvents.Neighbor, cameFirst: Bool)] {
    guard let clock = own.clock, clock.dayZero != nil || reach.first < 0 else { return [] }
    let found = all.compactMap {
      other -> (session: Int, order: Int, id: EventID, day: Int, cameFirst: Bool)? in
      let order = other.request.order
      guard order != own.request.order, other.security == own.security, let session = other.clock?.dayZero,
        let day = clock.day(of: session), reach.contains(day)
      else { return nil }
      let isEarlier = clock.dayZero.map { session < $0 } ?? true
      let isTie = session == clock.dayZero && (order >= events || order < own.request.order)
      return (session, order, other.id, day, isEarlier || isTie)
    }
    return found.sorted { ($0.session, $0.order) < ($1.session, $1.order) }.map {
      (OtherEvents.Neighbor(id: $0.id, day: $0.day), $0.cameFirst)
    }
  }

  @Test(arguments: [(-10, 10), (-3, 0), (0, 5), (1, 4), (-5, -2)], [0, 3])
  func likeEachAgainstEachOther(_ ends: (first: Int, last: Int), _ margin: Int) {
    var random = SeededGenerator(seed: 42)
    func draw(_ below: Int) -> Int { Int.random(in: 0..<below, using: &random) }
    let window = EventWindow(first: ends.first, last: ends.last)
    let reach = EventWindow(first: ends.first - margin, last: ends.last + margin)
    for count in [0, 1, 2, 40, 200] {
      let all = (0..<count).map { order in
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
      // Some of a security with news but no event as well: nobody asks for it.
      let events = Array(all.prefix(count - count / 4))
      let others = OtherEvents(
        events, news: Array(all.dropFirst(events.count)), eventWindow: window, margin: margin)
      for own in events {
        let expected = neighbors(of: own, among: all, events: events.count, reach)
        let near = others.neighbors(of: own, cameFirst: false, most: .max)
        #expect(near.first == expected.map(\.neighbor) && near.count == expected.count, "\(own.id)")
        let before = expected.filter(\.cameFirst).map(\.neighbor)
        let few = others.neighbors(of: own, cameFirst: true, most: 3)
        #expect(few.first == Array(before.prefix(3)) && few.count == before.count, "\(own.id)")
        #expect(others.isNear(own) == !expected.isEmpty, "\(own.id)")
        let ranges = all.filter { $0.security == own.security && $0.request.order != own.request.order }
          .compactMap { other -> ClosedRange<Int>? in
            guard let clock = other.clock, let first = clock.session(of: window.first),
              let last = clock.session(of: window.last), clock.dayZero != nil
            else { return nil }
            return first...last
          }
        for near in [0...300, 60...60, 90...110] {
          let found = others.sessions(besides: own, near: near)
          #expect(Set(found.joined()).intersection(near) == Set(ranges.joined()).intersection(near))
          #expect(found.count <= ranges.count)
        }
      }
    }
  }

  /// Windows that follow each other are one range, so that news on every day costs no more than one piece of news.
  @Test func joinsWindows() {
    let clocks = [EventClock(running: 110), EventClock(dayBefore: 115, dayZero: 121)]
    let events =
      (0..<500).map { event($0, Case(number: 1, clock: EventClock(running: 100 + $0 / 50))) }
      + clocks.enumerated().map { event(500 + $0, Case(number: 1, clock: $1)) }
    let others = OtherEvents(events, news: [], eventWindow: EventWindow(first: -1, last: 1), margin: 0)
    #expect(others.sessions(besides: events[0], near: 0...500) == [99...111, 115...122])
    #expect(others.sessions(besides: events[501], near: 0...500) == [99...111])
    #expect(others.sessions(besides: events[0], near: 112...130) == [115...122])
    #expect(others.sessions(ofSecurityOf: events[0]) == [99...111, 115...122])
  }

  /// A chain of three: the first stays under `keep-first`, none under `drop`.
  @Test func treatments() {
    let events = [(2, 104), (2, 100), (2, 108), (3, 100)].enumerated().map { order, found in
      event(order, Case(number: found.0, clock: EventClock(running: found.1)))
    }
    let others = OtherEvents(events, news: [], eventWindow: EventWindow(first: -5, last: 5), margin: 0)
    func kept(_ treatment: OtherEventsChoice.Treatment) -> [Bool] {
      var judged = events
      others.judge(&judged, treatment)
      #expect(judged.allSatisfy { ($0.reason == .otherEventInWindow) == ($0.status == .excluded) })
      return judged.map { $0.status == .used }
    }
    #expect(kept(.flag) == [true, true, true, true])
    #expect(kept(.keepFirst) == [false, true, false, true])
    #expect(kept(.drop) == [false, false, false, true])
    #expect(
      others.note(on: events[0])?.text
        == "other-event-in-window: 'E1' lies on event day -4, 'E2' on event day 4")
    #expect(others.note(on: events[3]) == nil)
  }
}
