import CoreTypes
import TestSupport
import Testing

@testable import Inference

/// Every test and variant on every hard sample: a sound result or a reason, and each cell stands in a table that is read.
@Suite struct HardSampleMatrixTests {
  /// `count` events of normal residuals whose event window is `row`.
  private static func events(_ count: Int, row: (_ event: Int, _ day: Int) -> Double) -> SimulatedSample {
    var sample = SimulatedSample(count: count, seed: 5, missing: 0)
    sample.returns = sample.returns.enumerated().map { event, values in
      values[..<SimulatedSample.estimationWindow.length]
        + (0..<SimulatedSample.eventWindow.length).map { row(event, $0) }
    }
    return sample
  }

  private static var samples: [(name: String, sample: EventSample)] {
    var together = SimulatedSample(count: 12, seed: 8, missing: 0)
    together.dayZeroDates = [Int32](repeating: 20_000, count: 12)
    var oneFirm = SimulatedSample(count: 8, seed: 8, missing: 0)
    oneFirm.dayZeroDates = (0..<8).map { 20_000 + 20 * $0 }
    var tied = SimulatedSample(count: 12, seed: 3, missing: 0.1)
    tied.returns = tied.returns.map { $0.map { ($0 * 50).rounded() / 50 } }
    var still = SimulatedSample(count: 6, seed: 3, missing: 0)
    still.returns = still.returns.map { [Double](repeating: 0, count: 120) + $0[120...] }
    var huge = events(20) { event, _ in 1e6 + Double(event) }
    huge.dayZeroDates = (0..<20).map { 20_000 + 20 * $0 }
    var bare = SimulatedSample(count: 5, seed: 3, missing: 0)
    bare.returns = bare.returns.map { [Double](repeating: .nan, count: 120) + $0[120...] }
    return [
      ("one-event", SimulatedSample(count: 1, seed: 9, missing: 0).sample()),
      ("two-events", SimulatedSample(count: 2, seed: 9, missing: 0).sample()),
      ("equal-cars", events(10) { _, _ in 0.01 }.sample()),
      ("zero-cars", events(10) { _, _ in 0 }.sample()),
      ("equal-but-for-rounding", events(10) { event, _ in 0.01 + Double(event) * 4e-17 }.sample()),
      ("zero-but-for-rounding", events(10) { event, _ in Double(event - 4) * 1e-17 }.sample()),
      ("one-date", together.sample()), ("one-firm", oneFirm.sample()),
      ("half-missing", SimulatedSample(count: 24, seed: 8, missing: 0.5).sample()),
      ("ties", tied.sample()), ("zero-variance", still.sample()),
      ("no-residuals", bare.sample()), ("huge-effect", huge.sample()),
    ]
  }

  /// Finite numbers, probabilities above 0, and no 1 but where nothing points anywhere.
  private func fault(_ outcome: TestOutcome) -> String? {
    guard case .result(let result) = outcome else { return nil }
    let probabilities = [result.pValue, result.pGreater, result.pLess].compactMap { $0 }
    guard result.statistic.isFinite, result.estimate.isFinite else { return "not finite" }
    // Below the smallest double a probability is 0.
    let mayVanish = abs(result.statistic) > 38
    guard probabilities.allSatisfy({ ($0 > 0 || ($0 == 0 && mayVanish)) && $0 <= 1 }) else {
      return "probabilities \(probabilities)"
    }
    guard result.events >= 1, !result.convention.isEmpty else { return "nothing entered" }
    switch result.distribution {
    case .normal, .t, .f:
      return result.pValue == 1 && abs(result.statistic) > 1e-9 ? "p = 1 for \(result.statistic)" : nil
    case .binomial, .exact, .bootstrap: return nil
    }
  }

  @Test func everyCellIsAResultOrAReason() throws {
    var text = "test"
    let samples = Self.samples
    for sample in samples { text += ",\(sample.name)" }
    var table: [String: [String]] = [:]
    for (name, sample) in samples {
      let workspace = SampleWorkspace(sample, resampling: Resampling(seed: 42, replications: 99))
      for test in everyTestAndVariant {
        var cell: [String] = []
        for window in sample.windows {
          let outcome = test.evaluate(workspace, over: window)
          #expect(fault(outcome) == nil, "\(name): \(test.id) \(window.window): \(fault(outcome) ?? "")")
          let word = if case .notApplicable(let reason) = outcome { reason.rawValue } else { "value" }
          if !cell.contains(word) { cell.append(word) }
        }
        table[test.id, default: []].append(cell.joined(separator: "/"))
      }
    }
    for test in everyTestAndVariant {
      let cells = try #require(table[test.id])
      #expect(cells.count == samples.count && cells.contains { $0.hasPrefix("value") }, "\(test.id)")
      text += "\n\(test.id),\(cells.joined(separator: ","))"
    }
    let difference = try GoldenText.difference(text + "\n", from: "Goldens/hard-samples.csv")
    #expect(difference == nil, "\(difference ?? "")")
  }
}
