import CoreTypes
import Testing

@testable import EventTime

/// Closes at daily price limits.
@Suite struct LimitLockTests {
  private func lock(
    _ values: [Double?], dayZero: Int, security: String, exchange: String = "XSHE",
    kind: PriceSeries.Kind = .prices
  ) -> LimitLock? {
    var diagnostics: [Diagnostic] = []
    let trades = TradedSeries(
      TestMarket.series(values, kind: kind, id: security), on: TestMarket.calendar(), suspensions: [],
      asOf: TestMarket.date(39), diagnostics: &diagnostics)
    return LimitLock.find(in: trades, dayZero: dayZero, exchange: ExchangeID(exchange))
  }

  /// ZTE's closes of June 2018, after a suspension: eight at the lower limit, the ninth is not.
  @Test(arguments: ["000063", "sz.000063", "000063.SZ", "SZ000063"])
  func eightSessionsAtTheLimitAfterASuspension(_ id: String) throws {
    let closes: [Double?] = [
      30.2, 31.31, nil, nil, nil, 28.18, 25.36, 22.82, 20.54, 18.49, 16.64, 14.98, 13.48, 13.02, 14.32,
    ]
    let found = try #require(lock(closes, dayZero: 5, security: id))
    #expect(found == LimitLock(sessions: 8, limit: 0.1, side: -1, isFound: false, firstUnlocked: 13))
    // Begun later, fewer are left; the first unlocked session is the same.
    #expect(lock(closes, dayZero: 11, security: id)?.sessions == 2)
    #expect(lock(closes, dayZero: 13, security: id) == nil)
    // 13.02 x 1.1 = 14.322: the upper limit, and the data end there.
    #expect(
      lock(closes, dayZero: 14, security: id)
        == LimitLock(sessions: 1, limit: 0.1, side: 1, isFound: false, firstUnlocked: nil))
  }

  @Test func oneTickBesideTheLimitIsNoLock() {
    #expect(lock([31.31, 28.18], dayZero: 1, security: "000063") != nil)
    #expect(lock([31.31, 28.17], dayZero: 1, security: "000063") == nil)
    #expect(lock([31.31, 28.19], dayZero: 1, security: "000063") == nil)
    // Half a tick is rounded up: 10.05 x 1.1 = 11.055.
    #expect(lock([10.05, 11.06], dayZero: 1, security: "000063")?.side == 1)
    // In Taipei to the last tick inside the limit: 1.9 x 1.1 is 2.09, as a double a little less.
    #expect(lock([1.9, 2.09], dayZero: 1, security: "2330", exchange: "XTAI")?.side == 1)
    #expect(lock([1.9, 2.08], dayZero: 1, security: "2330", exchange: "XTAI") == nil)
  }

  /// On an ex-date the exchange counts from the last close less the dividend, or divided by the split.
  @Test func exDatesLowerTheReferencePrice() {
    func lock(_ closes: [Double], _ adjusted: [Double], dayZero: Int = 1) -> LimitLock? {
      var diagnostics: [Diagnostic] = []
      var series = TestMarket.series(adjusted, id: "000063")
      series.close = closes
      let trades = TradedSeries(
        series, on: TestMarket.calendar(), suspensions: [], asOf: TestMarket.date(39),
        diagnostics: &diagnostics)
      return LimitLock.find(in: trades, dayZero: dayZero, exchange: ExchangeID("XSHE"))
    }
    // 1.00 of 17.69 on the second day: 16.69 x 0.9 = 15.021.
    let dividend = lock([19.65, 17.69, 15.02, 13.52, 13.74], [18.539203, 16.69, 15.02, 13.52, 13.74])
    #expect(dividend == LimitLock(sessions: 3, limit: 0.1, side: -1, isFound: false, firstUnlocked: 4))
    // Two for one: 21.55 / 2 is 10.78, and 10.78 x 1.1 = 11.858.
    #expect(lock([21.55, 11.86, 13.05, 13.1], [10.775, 11.86, 13.05, 13.1])?.sessions == 2)
    // Eleven for ten: a fall of 9.1 % that is none, beside a true one; 10.01 / 1.1 is 9.10.
    #expect(lock([10.01, 9.01], [9.1, 9.01]) == nil)
    #expect(lock([10.01, 8.19], [9.1, 8.19])?.side == -1)
    // Adjusted closes that were rounded move nothing.
    #expect(lock([31.31, 28.18, 25.36], [3.13, 2.82, 2.54])?.sessions == 2)
  }

  @Test func theBoardDecidesTheLimit() {
    // TestMarket lies in 2020, before ChiNext's wider limit of 24 August; the STAR market has 20 %.
    #expect(lock([10, 11], dayZero: 1, security: "300059")?.limit == 0.1)
    #expect(lock([10, 12], dayZero: 1, security: "300059") == nil)
    #expect(lock([10, 12], dayZero: 1, security: "688001", exchange: "XSHG")?.limit == 0.2)
    #expect(lock([10, 11], dayZero: 1, security: "688001", exchange: "XSHG") == nil)
    let later = PriceLimits.limits(
      of: SecurityID("300059"), on: ExchangeID("XSHE"),
      at: CalendarDate(year: 2020, month: 8, day: 24) ?? TestMarket.date(0))
    #expect(later.map(\.limit) == [0.2])
  }

  /// ChiNext's limit of 10 % became 20 % on 2020-08-24, a Monday.
  @Test func aWiderLimitHoldsFromItsFirstDayOn() throws {
    let days = [20, 21, 24, 25, 26].compactMap { CalendarDate(year: 2020, month: 8, day: $0) }
    let before = try #require(CalendarDate(year: 2020, month: 8, day: 19))
    func lock(_ closes: [Double]) -> LimitLock? {
      var diagnostics: [Diagnostic] = []
      let series = PriceSeries(
        security: SecurityID("300189"), kind: .prices, dates: [before] + days, values: closes,
        zeroVolume: closes.map { _ in false }, lines: closes.indices.map { UInt32($0 + 2) },
        files: ["300189.csv"])
      let calendar = ExchangeCalendar(
        exchange: ExchangeID("XSHE"), sessionDates: [before] + days, hours: nil)
      let trades = TradedSeries(
        series, on: calendar, suspensions: [], asOf: days[4], diagnostics: &diagnostics)
      return LimitLock.find(in: trades, dayZero: 1, exchange: ExchangeID("XSHE"))
    }
    // 10 % on Thursday and Friday, 20 % on Monday and Tuesday.
    let found = try #require(lock([10, 11, 12.1, 14.52, 17.42, 17]))
    #expect(found.sessions == 4 && found.limit == 0.1 && found.firstUnlocked == 5)
    // 10 % is no limit any more on Monday.
    #expect(lock([10, 11, 12.1, 13.31, 14.64, 15])?.sessions == 2)
  }

  @Test func specialTreatmentMustRepeat() {
    #expect(lock([10, 9.5], dayZero: 1, security: "000063") == nil)
    let twice = lock([10, 9.5, 9.03, 9.1], dayZero: 1, security: "000063")
    #expect(twice?.sessions == 2 && twice?.limit == 0.05)
  }

  @Test func koreanAndTaiwaneseLimitsAreRoundedInward() {
    // 10,150 x 1.3 = 13,195, in steps of 50: 13,150.
    #expect(lock([10_150, 13_150], dayZero: 1, security: "A005930", exchange: "XKRX")?.side == 1)
    #expect(lock([10_150, 13_200], dayZero: 1, security: "A005930", exchange: "XKRX") == nil)
    // 101 x 0.9 = 90.9, in steps of 0.1.
    #expect(lock([101, 90.9], dayZero: 1, security: "2330", exchange: "XTAI")?.side == -1)
  }

  @Test func repeatedReturnsGiveALimitAwayThatNobodyKnows() throws {
    let found = try #require(
      lock([100, 115, 132.25, 152.09, 150], dayZero: 1, security: "X", exchange: "XTST"))
    #expect(found.isFound && found.sessions == 3 && found.firstUnlocked == 4)
    #expect(abs(found.limit - 0.15) < 1e-12)
    #expect(lock([100, 115, 132.25, 150], dayZero: 1, security: "X", exchange: "XTST") == nil)
    #expect(lock([100, 103, 106.09, 109.27], dayZero: 1, security: "X", exchange: "XTST") == nil)
    // Where the exchange's limits are known they alone count.
    #expect(lock([100, 107, 114.49, 122.5], dayZero: 1, security: "000063") == nil)
  }

  @Test func readyMadeReturnsAreRounded() {
    let returns: [Double?] = [0.01, -0.1003, -0.0999, 0.02]
    #expect(lock(returns, dayZero: 1, security: "000063", kind: .returns)?.sessions == 2)
    #expect(lock([0.01, -0.098, 0], dayZero: 1, security: "000063", kind: .returns) == nil)
  }

  @Test func everyLimitHasASourceAndSaneNumbers() {
    for exchange in ["XSHE", "XSHG", "XKRX", "XTAI"] {
      for day in [TestMarket.date(0), TestMarket.date(30)] {
        let limits = PriceLimits.limits(of: SecurityID("000001"), on: ExchangeID(exchange), at: day)
        #expect(!limits.isEmpty && limits.allSatisfy { $0.limit > 0 && $0.limit < 1 && !$0.ticks.isEmpty })
      }
    }
    #expect(PriceLimits.limits(of: SecurityID("A"), on: ExchangeID("XNYS"), at: TestMarket.date(0)).isEmpty)
  }
}
