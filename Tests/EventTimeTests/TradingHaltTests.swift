import CoreTypes
import Testing

@testable import EventTime

/// Suspensions with times of day on Shenzhen's calendar: 09:30-11:30 and 13:00-15:00.
@Suite struct TradingHaltTests {
  private func suspension(_ from: String, _ until: String?) throws -> DeclaredSuspension {
    let end = until.flatMap(DateTimeText.init)
    #expect((end == nil) == (until == nil))
    return DeclaredSuspension(
      security: SecurityID("S"), from: try #require(DateTimeText(from)),
      until: end, reason: nil,
      location: SourceLocation(file: "suspensions.csv", line: 2))
  }

  private func days(_ from: String, _ until: String?) throws -> [String] {
    let calendar = try exchange("XSHE")
    guard let range = try suspension(from, until).sessions(on: calendar) else { return [] }
    let dates = range.prefix(4).map { calendar.sessionDates[$0].description }
    return dates
  }

  @Test(
    arguments: [
      ("2019-10-10T10:05", "2019-10-10T14:30", []), ("2019-10-10T10:05", "2019-10-11T09:30", []),
      ("2019-10-10T10:05", "2019-10-14T14:30", ["2019-10-11"]),
      ("2019-10-10T09:30", "2019-10-11T15:00", ["2019-10-10", "2019-10-11"]),
      ("2019-10-10", "2019-10-11T13:00", ["2019-10-10"]),
      ("2019-10-10T10:05", "2019-10-11", ["2019-10-11"]),
      ("2019-10-10", "2019-10-11", ["2019-10-10", "2019-10-11"]),
      // The same instants by their offsets from UTC.
      ("2019-10-10T02:05Z", "2019-10-14T02:30-04:00", ["2019-10-11"]),
    ] as [(String, String, [String])])
  func onlySessionsThatLieInItWhollyAreSuspended(_ from: String, _ until: String, _ expected: [String]) throws
  {
    #expect(try days(from, until) == expected)
  }

  /// Without hours nobody knows whether trading went on before or after a time of day.
  @Test func withoutHoursADayWithATimeInItMayHaveTraded() throws {
    let calendar = TestMarket.calendar()
    func days(_ from: String, _ until: String) throws -> ClosedRange<Int>? {
      try suspension(from, until).sessions(on: calendar)
    }
    #expect(try days("2020-01-07", "2020-01-09") == 1...3)
    #expect(try days("2020-01-07", "2020-01-09T10:00") == 1...2)
    #expect(try days("2020-01-07T10:00", "2020-01-09") == 2...3)
    #expect(try days("2020-01-07T10:00", "2020-01-07T12:00") == nil)
  }

  @Test func anOpenEndSuspendsEverythingAfterIt() throws {
    #expect(try days("2019-10-10T10:05", nil) == ["2019-10-11", "2019-10-14", "2019-10-15", "2019-10-16"])
  }

  /// The reaction session, and the first one whose close was made after the news.
  private func passed(
    news: String, _ from: String, _ until: String?, dayZero: Int? = nil
  ) throws -> [String] {
    let calendar = try exchange("XSHE")
    let declared = try suspension(from, until)
    let halt = try #require(declared.halt(on: calendar))
    var announcement = Announcement()
    let moment = try instant(news)
    announcement.instant = moment
    announcement.reactionSession = calendar.firstIndex(closingAfter: moment)
    announcement.firstOpenSession = announcement.reactionSession
    announcement.pass([halt], on: calendar)
    if let dayZero { announcement.overrideReaction(with: dayZero) }
    return try [announcement.reactionSession, announcement.firstInformedSession].map {
      calendar.sessionDates[try #require($0)].description
    }
  }

  @Test func aSessionCutOffBeforeTheNewsCannotReact() throws {
    let (halted, next) = (["2019-10-10", "2019-10-10"], ["2019-10-11", "2019-10-11"])
    // Halted from 10:05 on and not resumed that day: its close is of 10:05. News at 10:30 = 02:30Z.
    #expect(try passed(news: "2019-10-10T02:30:00Z", "2019-10-10T10:05", "2019-10-11T09:30") == next)
    #expect(try passed(news: "2019-10-10T02:30:00Z", "2019-10-10T10:05", nil) == next)
    // Resumed at 14:30: the close knows the news.
    #expect(try passed(news: "2019-10-10T02:30:00Z", "2019-10-10T10:05", "2019-10-10T14:30") == halted)
    // News before the halt was traded on.
    #expect(try passed(news: "2019-10-10T02:00:00Z", "2019-10-10T10:05", nil) == halted)
    // A session suspended as a whole is left to the study's policy.
    #expect(try passed(news: "2019-10-10T02:30:00Z", "2019-10-09T10:05", "2019-10-11T09:30") == halted)
    #expect(try passed(news: "2019-10-10T02:30:00Z", "2019-10-10T09:30", "2019-10-10T15:00") == halted)
    // A halt that ends with the close lasted to it.
    #expect(try passed(news: "2019-10-10T02:30:00Z", "2019-10-10T10:05", "2019-10-10T15:00") == next)
    // Where `day_zero` says which session reacts, the close before the halt still does not know the news.
    let given = try #require(try exchange("XSHE").index(of: CalendarDate(iso: "2019-10-10")!))
    #expect(
      try passed(news: "2019-10-10T02:30:00Z", "2019-10-10T10:05", nil, dayZero: given)
        == ["2019-10-10", "2019-10-11"])
  }
}

/// Halts that leave no trading between them are one, on Shenzhen's calendar.
@Suite struct JoinedHaltsTests {
  private func closures(_ halts: [(from: String, until: String?)]) throws -> (
    days: [String], halts: [TradingHalt], calendar: ExchangeCalendar
  ) {
    let calendar = try exchange("XSHE")
    let declared = try halts.map { halt in
      DeclaredSuspension(
        security: SecurityID("S"), from: try #require(DateTimeText(halt.from)),
        until: halt.until.flatMap(DateTimeText.init), reason: nil,
        location: SourceLocation(file: "suspensions.csv", line: 2))
    }
    let found = declared.closures(on: calendar)
    let days = found.sessions.flatMap { $0 }.sorted().prefix(4).map { calendar.sessionDates[$0].description }
    return (days, found.halts, calendar)
  }

  @Test(
    arguments: [
      // One after the other, overlapping, one inside the other, and with the lunch break between them.
      (
        [("2019-10-10T09:30", "2019-10-10T11:00"), ("2019-10-10T11:00", "2019-10-10T15:00")], ["2019-10-10"],
        1
      ),
      (
        [("2019-10-10T11:00", "2019-10-10T15:00"), ("2019-10-10T09:30", "2019-10-10T13:30")], ["2019-10-10"],
        1
      ),
      (
        [("2019-10-10T09:30", "2019-10-10T15:00"), ("2019-10-10T10:30", "2019-10-10T11:30")], ["2019-10-10"],
        1
      ),
      (
        [("2019-10-10T09:30", "2019-10-10T11:30"), ("2019-10-10T13:00", "2019-10-10T15:00")], ["2019-10-10"],
        1
      ),
      // A night and a weekend: each session is only cut into.
      ([("2019-10-11T10:30", "2019-10-11T15:00"), ("2019-10-14T09:30", "2019-10-14T11:00")], [], 1),
      // A minute of trading lies between them.
      ([("2019-10-10T09:30", "2019-10-10T11:29"), ("2019-10-10T13:00", "2019-10-10T15:00")], [], 2),
      // What has not ended takes in all that follows, whole days stay by themselves.
      (
        [("2019-10-11T10:30", nil), ("2019-10-15T09:30", "2019-10-15T11:00")],
        ["2019-10-14", "2019-10-15", "2019-10-16", "2019-10-17"], 1
      ),
      ([("2019-10-10", "2019-10-10"), ("2019-10-11T09:30", "2019-10-11T11:00")], ["2019-10-10"], 1),
    ] as [([(String, String?)], [String], Int)])
  func joined(_ halts: [(String, String?)], _ days: [String], _ count: Int) throws {
    let found = try closures(halts)
    #expect(found.days == days && found.halts.count == count)
  }

  /// News from 12:00 in the lunch break on, which the halt that begins at 13:00 keeps from being traded on.
  @Test func newsInABreakCountsAsAtItsEnd() throws {
    func isCutOff(_ from: String, _ until: String, _ news: String) throws -> Bool {
      let (_, halts, calendar) = try closures([(from, until)])
      let moment = try instant(news)
      return halts.cutOff(
        calendar.session(at: try #require(calendar.firstIndex(closingAfter: moment))), at: moment)
    }
    #expect(try isCutOff("2019-10-10T13:00", "2019-10-10T15:00", "2019-10-10T04:00:00Z"))
    #expect(try isCutOff("2019-10-10T12:30", "2019-10-10T15:00", "2019-10-10T03:30:00Z"))
    #expect(try !isCutOff("2019-10-10T13:01", "2019-10-10T15:00", "2019-10-10T04:00:00Z"))
    #expect(try !isCutOff("2019-10-10T13:00", "2019-10-10T15:00", "2019-10-10T03:29:00Z"))
    #expect(try !isCutOff("2019-10-10T13:00", "2019-10-10T14:59", "2019-10-10T04:00:00Z"))
  }
}

/// Runs without a trade that reach the end of the rows, and thin trading.
@Suite struct FoundSuspensionTests {
  private func place(
    _ values: [Double?], reaction: Int, shortest: Int = 1
  ) -> Result<DayZero, ExclusionFailure> {
    DayZeroPlacement.place(
      reactionSession: reaction, in: TestMarket.trades(values), policy: .resumption, lastSession: 39,
      shortestFound: shortest)
  }

  @Test func aShortRunIsThinTradingWhereTheStudySaysSo() throws {
    let values: [Double?] = [10, 11, nil, nil, 12, 13]
    #expect(try place(values, reaction: 2).get().suspension != nil)
    #expect(try place(values, reaction: 2, shortest: 2).get().suspension != nil)
    let thin = try place(values, reaction: 2, shortest: 3).get()
    #expect(thin.suspension == nil && thin.clock == EventClock(running: 2))
  }

  @Test func rowsThatGoOnWithoutATradeAreASuspensionThatHasNotEnded() throws {
    let going = try place([10, 11, -11, -11, -11], reaction: 3).get()
    #expect(going.suspension == SuspensionSpell(first: 2, last: nil, lastKnown: 39, isDeclared: false))
    #expect(going.clock.dayZero == nil)
    // No rows at all say nothing about the time after them.
    #expect(place([10, 11, nil], reaction: 3) == .failure(ExclusionFailure(.noPriceAfterAnnouncement)))
    #expect(place([10, 11, -11, -11], reaction: 5) == .failure(ExclusionFailure(.noPriceAfterAnnouncement)))
  }

  /// A status column says what volume and price do not.
  @Test func aRowMarkedSuspendedIsNoTrade() throws {
    var series = TestMarket.series([10, 11, 11, 11, 12])
    series.suspended = [false, false, true, true, false]
    var diagnostics: [Diagnostic] = []
    let trades = TradedSeries(
      series, on: TestMarket.calendar(), suspensions: [], asOf: TestMarket.date(39), diagnostics: &diagnostics
    )
    #expect(trades.sessions == [0, 1, 4] && diagnostics.isEmpty)
    series.values[3] = 11.5
    _ = TradedSeries(
      series, on: TestMarket.calendar(), suspensions: [], asOf: TestMarket.date(39), diagnostics: &diagnostics
    )
    #expect(diagnostics.map(\.id) == [.priceWhileSuspended])
    var returns = TestMarket.series([0.1, 0.1, 0, 0, 0.2], kind: .returns)
    returns.suspended = [false, false, true, true, false]
    let changes = TradedSeries(
      returns, on: TestMarket.calendar(), suspensions: [], asOf: TestMarket.date(39),
      diagnostics: &diagnostics)
    #expect(changes.sessions == [0, 1, 4] && diagnostics.count == 1)
  }
}
