import CoreTypes
import TestSupport
import Testing

@testable import Inference

/// Variants of the sign and signed-rank tests: zeros that count half or not at all, and the step of the normal approximation.
@Suite struct ZeroAndStepVariantsTests {
  private func result(_ test: some TestStatistic, _ cars: [Double]) throws -> TestResult {
    let workspace = SampleWorkspace(
      SimulatedSample(count: 8, seed: 1, missing: 0).sample(),
      resampling: Resampling(seed: 1, replications: 9))
    let variance = [Double](repeating: 1e-4, count: cars.count)
    let window = WindowMeasures(
      window: EventWindow(first: 0, last: 0), car: cars, variance: variance, scar: cars.map { $0 / 0.01 })
    guard case .result(let result) = test.evaluate(workspace, over: window) else {
      Issue.record("no result")
      throw NoStatistic(.noEvents)
    }
    return result
  }

  private static let zeros = [0.01, 0.02, 0, 0, -0.01, 0.03, 0.04, 0]

  /// Of eight CARs four are positive and three zero.
  @Test func zerosCountHalfOrNot() throws {
    let half = try result(SignTest(form: .half), Self.zeros)
    #expect(
      abs(half.statistic - 1.5 / 2.0.squareRoot()) < 1e-14 && half.events == 8 && half.estimate == 5.5 / 8)
    let drop = try result(SignTest(form: .drop), Self.zeros)
    #expect(abs(drop.statistic - 1.5 / 1.25.squareRoot()) < 1e-14 && drop.events == 5 && drop.estimate == 0.8)
    #expect(drop.note == "3 CARs of zero left out" && half.note == nil)
    #expect(try result(SignTest(form: .normal), Self.zeros).statistic == 0)
  }

  /// scipy.stats.wilcoxon(values, correction=True, method="asymptotic"), which Scripts/oracles/sign_tests.py calls.
  @Test func aContinuityCorrection() throws {
    let tied = [0.01, 0.01, 0.02, -0.01, 0.03, -0.02, 0.04, 0.05]
    let corrected = try result(Wilcoxon(form: .continuity), tied)
    #expect(agrees(corrected.pValue, 0.12118138858542601, relative: 1e-13))
    #expect(agrees(try #require(corrected.pGreater), 0.06059069429271301, relative: 1e-13))
    #expect(agrees(try #require(corrected.pLess), 0.9545556073771365, relative: 1e-13))
    let plain = try result(Wilcoxon(form: .returns), tied)
    #expect(
      agrees(plain.pValue, 0.1051719513086604, relative: 1e-13) && plain.statistic == corrected.statistic)
    // Without ties it is exact, and there is no step to allow for.
    let untied = tied.enumerated().map { $1 * (1 + 0.001 * Double($0)) }
    #expect(
      try result(Wilcoxon(form: .continuity), untied).pValue
        == result(Wilcoxon(form: .returns), untied).pValue)
  }
}
