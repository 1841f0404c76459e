import CoreTypes
import EventTime
import ExpectedReturns
import ImpactMeasures
import Testing

/// Which windows have a sum, by every rule (METHODS 0.7).
@Suite struct WindowCoverageTests {
  /// Event days -3 ... 3 with returns on the days of `spans`; the value is the event days each covers.
  private func returns(_ spans: [Int: Int32], benchmarkMissing: Set<Int> = []) throws -> AbnormalReturns {
    let window = EventWindow(first: -3, last: 3)
    let axis = EventWindow(first: -33, last: 3)
    var security = (0..<axis.length).map { Double($0 % 7) * 0.001 }
    var benchmark = security.map { $0 * 0.5 }
    var daySpans = [Int32](repeating: 1, count: axis.length)
    for day in window.days {
      let position = day - axis.first
      daySpans[position] = spans[day] ?? 0
      if spans[day] == nil { security[position] = .nan }
      if benchmarkMissing.contains(day) { benchmark[position] = .nan }
    }
    let sample = EstimationSample(
      returns: EventReturns(
        axis: axis, returns: security, benchmark: benchmark, spans: daySpans.map(Double.init),
        daySpans: daySpans),
      estimationWindow: EventWindow(first: -33, last: -4), eventWindow: window,
      isUsable: [Bool](repeating: true, count: 30), isUsableLater: [], minimum: 10)
    return AbnormalReturns(
      sample, try MarketAdjusted().estimate(on: sample).get(), missingRegressor: .benchmarkMissing)
  }

  private func days(
    _ first: Int, _ last: Int, _ rule: IncompleteWindows, _ spans: [Int: Int32],
    benchmarkMissing: Set<Int> = [], lastKnownDay: Int = 3
  ) throws -> Result<[Int], WindowExclusion> {
    WindowCoverage.positions(
      of: EventWindow(first: first, last: last), in: try returns(spans, benchmarkMissing: benchmarkMissing),
      rule: rule, lastKnownDay: lastKnownDay
    ).map { $0.map { $0 - 3 } }
  }

  private let whole: [Int: Int32] = [-3: 1, -2: 1, -1: 1, 0: 1, 1: 1, 2: 1, 3: 1]
  /// No trade on day 0; day 1's return covers days 0 and 1.
  private let gap: [Int: Int32] = [-3: 1, -2: 1, -1: 1, 1: 2, 2: 1, 3: 1]
  /// The same under `gaps: drop`: day 1's return is gone too.
  private let dropped: [Int: Int32] = [-3: 1, -2: 1, -1: 1, 2: 1, 3: 1]

  @Test(arguments: IncompleteWindows.allCases)
  func aWholeWindowIsWholeByEveryRule(_ rule: IncompleteWindows) throws {
    #expect(try days(-1, 1, rule, whole) == .success([-1, 0, 1]))
  }

  @Test func strictTakesHolesThatALaterReturnCovers() throws {
    #expect(try days(-1, 1, .strict, gap) == .success([-1, 1]))
    #expect(try days(0, 1, .strict, gap) == .success([1]))
  }

  @Test func strictNamesItsReasons() throws {
    #expect(try days(-1, 0, .strict, gap) == .failure(.noTradeOnLastDay))
    #expect(try days(0, 0, .strict, gap) == .failure(.noTradeOnLastDay))
    #expect(try days(1, 2, .strict, gap) == .failure(.spanCrossesWindowStart))
    #expect(try days(-1, 2, .strict, dropped) == .failure(.holeInWindow))
    #expect(try days(-1, 1, .strict, whole, benchmarkMissing: [1]) == .failure(.benchmarkMissing))
    #expect(try days(-1, 1, .strict, whole, lastKnownDay: 0) == .failure(.windowNotOver))
  }

  @Test func availableSumsWhatThereIs() throws {
    #expect(try days(-1, 2, .available, dropped) == .success([-1, 2]))
    #expect(try days(0, 0, .available, gap) == .failure(.noAbnormalReturns))
    #expect(try days(0, 0, .available, whole, benchmarkMissing: [0]) == .failure(.benchmarkMissing))
  }

  @Test func completeWantsEveryDay() throws {
    #expect(try days(-1, 1, .complete, gap) == .failure(.holeInWindow))
    #expect(try days(-1, 1, .complete, whole, benchmarkMissing: [0]) == .failure(.benchmarkMissing))
  }

  @Test func extendGoesOnToTheNextTrade() throws {
    #expect(try days(-1, 0, .extend, gap) == .success([-1, 1]))
    #expect(try days(0, 0, .extend, gap) == .success([1]))
    #expect(try days(-1, 1, .extend, gap) == .success([-1, 1]))
  }

  @Test func anExtendedWindowIsMeasuredToItsLastReturn() throws {
    let measured = { (first: Int, last: Int) in
      let window = EventWindow(first: first, last: last)
      let returns = try returns(gap)
      let coverage = WindowCoverage.positions(of: window, in: returns, rule: .extend, lastKnownDay: 3)
      return WindowCoverage.days(of: window, by: coverage, in: returns)
    }
    #expect(try measured(-1, 0) == EventWindow(first: -1, last: 1))
    #expect(try measured(0, 0) == EventWindow(first: 0, last: 1))
    #expect(try measured(-1, 1) == EventWindow(first: -1, last: 1))
  }
}
