import EventTime
import Testing

@Suite struct EventClockTests {
  @Test func aRunningClockCountsSessions() {
    let clock = EventClock(running: 100)
    #expect(clock.session(of: -3) == 97)
    #expect(clock.session(of: 0) == 100)
    #expect(clock.session(of: 4) == 104)
    #expect(clock.day(of: 99) == -1)
    #expect(clock.stoppedSessions == 0)
  }

  @Test func aStoppedClockSkipsTheSuspension() {
    let clock = EventClock(dayBefore: 97, dayZero: 100)
    #expect(clock.stoppedSessions == 2)
    #expect(clock.session(of: -1) == 97)
    #expect(clock.session(of: -2) == 96)
    #expect(clock.session(of: 0) == 100)
    #expect(clock.day(of: 98) == nil)
    #expect(clock.day(of: 99) == nil)
    for day in -5...5 { #expect(clock.session(of: day).flatMap(clock.day(of:)) == day) }
  }

  @Test func whileASuspensionLastsThereIsNoDayZero() {
    let clock = EventClock(dayBefore: 97, dayZero: nil)
    #expect(clock.session(of: 0) == nil)
    #expect(clock.session(of: -1) == 97)
    #expect(clock.day(of: 98) == nil)
  }
}
