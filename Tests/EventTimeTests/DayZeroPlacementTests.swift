import CoreTypes
import Testing

@testable import EventTime

@Suite struct DayZeroPlacementTests {
  private func place(
    _ values: [Double?], reaction: Int, policy: SuspensionPolicy = .resumption,
    suspended: [ClosedRange<Int>] = [], asOf: Int = 39, shortest: Int = 1
  ) -> Result<DayZero, ExclusionFailure> {
    DayZeroPlacement.place(
      reactionSession: reaction, in: TestMarket.trades(values, suspended: suspended, asOf: asOf),
      policy: policy, lastSession: asOf, shortestFound: shortest)
  }

  @Test func aSecurityThatTradesHasDayZeroOnItsReactionSession() throws {
    let dayZero = try place([10, 11, 12, 13, 14], reaction: 3).get()
    #expect(dayZero.clock == EventClock(running: 3))
    #expect(dayZero.suspendedSessions == 0)
    #expect(dayZero.suspension == nil)
  }

  /// Of sessions 2 to 5 no row has a price; one of them has a row that was refused: the security traded that day.
  @Test(arguments: [
    (2, 3, EventClock(dayBefore: 2, dayZero: 6), 3), (4, 3, EventClock(dayBefore: 1, dayZero: 4), 1),
    (3, 4, EventClock(dayBefore: 3, dayZero: 6), 2), (2, 2, EventClock(running: 2), 0),
  ])
  func aRefusedRowIsNoSuspension(_ refused: Int, _ reaction: Int, _ clock: EventClock, _ suspended: Int)
    throws
  {
    var series = TestMarket.series([10, 11, nil, nil, nil, nil, 14, 15])
    // Also one after the last date that counts, and one beside a row that can be used.
    series.refusedDates = [TestMarket.date(1), TestMarket.date(refused), TestMarket.date(39)]
    var diagnostics: [Diagnostic] = []
    let trades = TradedSeries(
      series, on: TestMarket.calendar(), suspensions: [], asOf: TestMarket.date(20), diagnostics: &diagnostics
    )
    #expect(trades.refusedSessions == [Int32(refused)])
    let placed = DayZeroPlacement.place(
      reactionSession: reaction, in: trades, policy: .resumption, lastSession: 20, shortestFound: 1)
    let found = try placed.get()
    #expect(found.clock == clock && found.suspendedSessions == suspended)
  }

  /// A volume after the last date that counts does not make a suspension of a row before it.
  @Test func laterRowsDoNotTellWhatAVolumeOfZeroMeans() throws {
    let values: [Double?] = [-10, -11, -11, -12, 13]
    #expect(TestMarket.trades(values, asOf: 3).sessions == [0, 1, 2, 3])
    #expect(TestMarket.trades(values, asOf: 4).sessions == [0, 1, 3, 4])
  }

  @Test func theClockStopsForTheWholeSuspensionThatCoversTheReactionSession() throws {
    // Suspended on sessions 2, 3 and 4; the news hits session 3.
    let dayZero = try place([10, 11, nil, nil, nil, 14, 15], reaction: 3).get()
    #expect(dayZero.clock == EventClock(dayBefore: 1, dayZero: 5))
    #expect(dayZero.suspendedSessions == 2)
    #expect(dayZero.suspension == SuspensionSpell(first: 2, last: 4, lastKnown: 4, isDeclared: false))
  }

  @Test func aRowWithVolumeZeroThatRepeatsThePriceIsNoTrade() throws {
    let dayZero = try place([10, 11, -11, -11, 14, 15], reaction: 2).get()
    #expect(dayZero.clock == EventClock(dayBefore: 1, dayZero: 4))
  }

  @Test func aRowWithVolumeZeroAndANewPriceIsATrade() throws {
    let dayZero = try place([10, 11, -12, 13], reaction: 2).get()
    #expect(dayZero.clock == EventClock(running: 2))
  }

  @Test func tradeToTradeLetsTheClockRun() throws {
    let dayZero = try place([10, 11, nil, nil, 14], reaction: 2, policy: .tradeToTrade).get()
    #expect(dayZero.clock == EventClock(running: 2))
    #expect(dayZero.suspendedSessions == 2)
  }

  @Test func excludeStillSaysWhereDayZeroWouldBe() throws {
    let dayZero = try place([10, 11, nil, 13], reaction: 2, policy: .exclude).get()
    #expect(dayZero.clock == EventClock(running: 2))
    #expect(dayZero.suspension != nil)
  }

  @Test func aRunToTheLastRowIsNoSuspension() {
    #expect(
      place([10, 11, 12], reaction: 5) == .failure(ExclusionFailure(.noPriceAfterAnnouncement)))
  }

  @Test func aDeclaredSuspensionThatHasNotEndedLeavesDayZeroOpen() throws {
    let dayZero = try place([10, 11, 12], reaction: 5, suspended: [3...39]).get()
    #expect(dayZero.clock == EventClock(dayBefore: 2, dayZero: nil))
    #expect(dayZero.suspension?.last == nil)
    #expect(dayZero.suspendedSessions == 35)
  }

  @Test func aReactionSessionAfterTheDataIsOnlyAhead() throws {
    let dayZero = try place([10, 11, 12], reaction: 3, asOf: 2).get()
    #expect(dayZero.clock == EventClock(running: 3))
  }

  @Test func newsBeforeTheFirstPriceIsNotListedYet() {
    #expect(place([nil, nil, 12, 13], reaction: 1) == .failure(ExclusionFailure(.notListedYet)))
  }
}
