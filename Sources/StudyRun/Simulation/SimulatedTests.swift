import CoreTypes
import Inference

/// Those of a study's tests that a simulation makes.
struct SimulatedTests: Sendable {
  let battery: [any TestStatistic]
  /// Tests that are left out, since they draw samples and nobody said how many.
  let drawing: [String]

  /// - Throws: 65 where no test is left.
  init(_ study: StudyConfiguration, _ choice: SimulationChoice) throws(RunFailure) {
    let tests = study.tests.compactMap { TestStatistics.named($0) }.filter { !$0.needs.contains(.pricing) }
    let draws = { (test: any TestStatistic) in choice.resamples == nil && test.resamples }
    battery = tests.filter { !draws($0) }
    drawing = tests.filter(draws).map(\.id)
    guard battery.isEmpty else { return }
    throw RunFailure(
      .unusable,
      drawing.isEmpty
        ? "none of the study's tests can be simulated"
        : "none of the study's tests can be simulated without drawing samples: "
          + drawing.joined(separator: ", "),
      help: drawing.isEmpty
        ? "name tests of one group in 'tests'" : "say how many samples they draw, such as --resamples 199")
  }
}
