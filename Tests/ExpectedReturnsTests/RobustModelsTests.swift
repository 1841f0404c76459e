import CoreStatistics
import ExpectedReturns
import TestSupport
import Testing

/// Theil-Sen, least absolute deviations and Huber beyond what the oracle's configurations show.
@Suite struct RobustModelsTests {
  static let models: [any ExpectedReturnModel] = [TheilSen(), LeastAbsoluteDeviations(), Huber()]

  @Test func theirVarianceIsNamedApproximate() throws {
    let sample = SampleOfReturns.sample(SimulatedReturns(count: 65))
    let plain = try MarketModel().estimate(on: sample).get()
    for model in Self.models {
      let found = try model.estimate(on: sample).get()
      #expect(found.conventions == [.approximateVariance])
      #expect(found.prediction.inverseGram == plain.prediction.inverseGram)
      let squares = found.residuals.filter { !$0.isNaN }.reduce(0) { $0 + $1 * $1 }
      #expect(agrees(found.residualVariance, squares / 58, relative: 1e-13))
      #expect(found.residualVariance >= plain.residualVariance)
    }
  }

  @Test func residualsOfPointsOnTheLineAreZero() throws {
    let sample = SampleOfReturns.sample(SimulatedReturns(count: 66))
    let lad = try LeastAbsoluteDeviations().estimate(on: sample).get()
    #expect(lad.residuals.count { $0 == 0 } == 2)
    let theil = try TheilSen().estimate(on: sample).get()
    #expect(theil.residuals.count { $0 == 0 } == 1, "61 days: the middle one is on the line")
  }

  /// A security of which most days' returns lie on one line.
  @Test func manyPointsOnOneLineAreAllZero() throws {
    var returns = SimulatedReturns(count: 65)
    for day in 0..<65 where day % 3 != 0 { returns.security[day] = 0.001 + 1.5 * returns.benchmark[day] }
    let sample = SampleOfReturns.sample(returns)
    for model in [TheilSen(), LeastAbsoluteDeviations()] as [any ExpectedReturnModel] {
      let found = try model.estimate(on: sample).get()
      #expect(agrees(found.parameters[1].estimate, 1.5, relative: 1e-12))
      #expect(found.residuals.count { $0 == 0 } == 40)
    }
    guard case .failure(let failure) = Huber().estimate(on: sample) else {
      Issue.record("a scale of nothing")
      return
    }
    #expect(failure.reason == .zeroResidualVariance)
    #expect(failure.explanation.contains("half of the 60 estimation returns"))
  }

  /// Returns over several sessions: alpha counts n times, and a span of exact returns stays on the line.
  @Test func aSpanCountsItsSessions() throws {
    var returns = SimulatedReturns(count: 65)
    for day in 0..<65 where day % 3 != 0 { returns.security[day] = 0.001 + 1.5 * returns.benchmark[day] }
    returns.security[10] = 0.004 + 1.5 * returns.benchmark[10]
    let sample = SampleOfReturns.sample(returns, spans: [10: 4])
    for model in [TheilSen(), LeastAbsoluteDeviations()] as [any ExpectedReturnModel] {
      let found = try model.estimate(on: sample).get()
      #expect(agrees(found.parameters[0].estimate, 0.001, relative: 1e-10))
      #expect(found.residuals[10] == 0)
    }
  }

  @Test func oneWildDayDoesNotMoveThemFar() throws {
    var returns = SimulatedReturns(count: 65)
    let before = try Self.models.map { try $0.estimate(on: SampleOfReturns.sample(returns)).get() }
    let plain = try MarketModel().estimate(on: SampleOfReturns.sample(returns)).get()
    returns.security[20] = 8
    let moved = try MarketModel().estimate(on: SampleOfReturns.sample(returns)).get()
    let least = abs(moved.parameters[1].estimate - plain.parameters[1].estimate)
    for (model, old) in zip(Self.models, before) {
      let new = try model.estimate(on: SampleOfReturns.sample(returns)).get()
      #expect(abs(new.parameters[1].estimate - old.parameters[1].estimate) < 0.02 * least)
    }
  }
}
