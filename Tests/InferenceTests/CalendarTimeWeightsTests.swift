import CoreStatistics
import CoreTypes
import Testing

@testable import Inference

/// Calendar-time portfolios with weights, and signs by the conventions of another program, from their definitions.
@Suite struct CalendarTimeWeightsTests {
  private func result(_ outcome: TestOutcome) throws -> TestResult {
    guard case .result(let result) = outcome else { throw NoResult() }
    return result
  }

  private struct NoResult: Error {}

  /// Each date's return over the standard deviation of the same portfolio, a quarter of one and three of the other, on their
  /// common estimation days.
  @Test func theDispersionIsThatOfTheWeightedPortfolio() throws {
    var made = SimulatedSample(count: 2, seed: 11, missing: 0)
    made.dayZeroDates = [20_000, 20_000]
    var sample = made.sample()
    sample.weights = [1, 3]
    let rule = CalendarTimeRule(weights: "cap", minimumFirms: 1, lags: nil)
    let workspace = SampleWorkspace(
      sample, resampling: Resampling(seed: 1, replications: 19), calendarTime: rule,
      blocks: .inTurn)
    let portfolio = zip(made.returns[0], made.returns[1]).map { ($0 + 3 * $1) / 4 }
    let history = try #require(Moments(Array(portfolio[..<120])).standardDeviation)
    let window = try #require(sample.windows.first { $0.window == EventWindow(first: -1, last: 1) })
    let values = portfolio[124...126].map { $0 / history }

    let found = try result(CalendarTime(form: .standardizedZ).evaluate(workspace, over: window))
    #expect(abs(found.statistic - values.reduce(0, +) / 3.0.squareRoot()) < 1e-12)
    let t = try result(CalendarTime(form: .standardizedT).evaluate(workspace, over: window))
    let moments = Moments(values)
    let deviation = try #require(moments.standardDeviation)
    #expect(abs(t.statistic - moments.mean / (deviation / 3.0.squareRoot())) < 1e-12)
  }

  /// As where the events file has no column of the weights' name.
  @Test(arguments: [CalendarTime.Form.plain, .standardizedZ, .neweyWest])
  func noEventHasAWeight(_ form: CalendarTime.Form) throws {
    var sample = SimulatedSample(count: 2, seed: 11, missing: 0).sample()
    sample.weights = [.nan, 0]
    let workspace = SampleWorkspace(
      sample, resampling: Resampling(seed: 1, replications: 19),
      calendarTime: CalendarTimeRule(weights: "cap", minimumFirms: 1, lags: nil), blocks: .inTurn)
    let outcome = CalendarTime(form: form).evaluate(workspace, over: sample.windows[0])
    guard case .notApplicable(let reason) = outcome else { throw NoResult() }
    #expect(reason == .noWeights)
  }

  /// Days -3 and -2 have no return, and day 0's is over five sessions, in which the clock stood still: no return covers them.
  @Test func crudeDependenceCountsDaysAndNotSessions() throws {
    var made = SimulatedSample(count: 3, seed: 15, missing: 0)
    let dayZero = SimulatedSample.estimationWindow.length - SimulatedSample.eventWindow.first
    for event in made.returns.indices {
      for day in [-3, -2] { made.returns[event][dayZero + day] = .nan }
    }
    func t() throws -> Double {
      let workspace = SampleWorkspace(
        made.sample(), resampling: Resampling(seed: 1, replications: 19), calendarTime: .equalWeights,
        blocks: .inTurn)
      let window = try #require(workspace.sample.windows.last)
      return try result(CrudeDependence().evaluate(workspace, over: window)).statistic
    }
    let running = try t()
    made.spanOfDayZero = 5
    #expect(try t() == running)
  }

  /// Two events share their dates, a third stands alone on its own: with at least two a date it does not enter.
  @Test func eventsThatNoDateHoldsAreNotCounted() throws {
    var made = SimulatedSample(count: 3, seed: 12, missing: 0)
    made.dayZeroDates = [20_000, 20_000, 20_040]
    let sample = made.sample()
    let window = try #require(sample.windows.first { $0.window == EventWindow(first: -1, last: 1) })
    func portfolio(least: Int, lags: Int?) -> SampleWorkspace {
      SampleWorkspace(
        sample, resampling: Resampling(seed: 1, replications: 19),
        calendarTime: CalendarTimeRule(weights: nil, minimumFirms: least, lags: lags), blocks: .inTurn)
    }
    let two = try result(CalendarTime(form: .plain).evaluate(portfolio(least: 2, lags: nil), over: window))
    #expect(two.events == 2 && two.note == "left out: 1 event on dates with fewer than 2")
    let all = try result(CalendarTime(form: .plain).evaluate(portfolio(least: 1, lags: nil), over: window))
    #expect(all.events == 3 && all.note == nil)
    let lagged = CalendarTime(form: .neweyWest).evaluate(portfolio(least: 1, lags: 3), over: window)
    guard case .notApplicable(let reason) = lagged else {
      Issue.record("six dates cannot carry three lags: \(lagged)")
      return
    }
    #expect(reason == .tooFewDays)
  }

  /// Of 30 CARs ten are positive, ten zero and ten negative: the Stata module counts zeros as positive.
  @Test func theStataModulesSignsOfZero() throws {
    var made = SimulatedSample(count: 30, seed: 8, missing: 0)
    for event in made.returns.indices { made.returns[event][125] = [0, 0.02, -0.02][event % 3] }
    let sample = made.sample()
    let window = try #require(sample.windows.first { $0.window == EventWindow(first: 0, last: 0) })
    let workspace = SampleWorkspace(sample, resampling: Resampling(seed: 1, replications: 19))
    let found = try result(GeneralizedSign(form: .eventstudy2).evaluate(workspace, over: window))
    #expect(found.estimate == 20.0 / 30)
    let residuals = made.returns.flatMap { $0[..<120] }
    let share = Double(residuals.count { $0 > 0 }) / Double(residuals.count)
    let z = (20 - 30 * share) / (30 * share * (1 - share)).squareRoot()
    #expect(abs(found.statistic - z) < 1e-12)
    let own = try result(GeneralizedSign(form: .windowSums).evaluate(workspace, over: window))
    #expect(own.estimate == 10.0 / 30)
  }
}
