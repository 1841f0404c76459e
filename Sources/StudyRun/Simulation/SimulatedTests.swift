import CoreTypes
import Inference

/// Those of a study's tests that a simulation makes.
package struct SimulatedTests: Sendable {
  /// A test that it does not make.
  package struct LeftOut: Sendable {
    /// Why, as the terminal says it.
    package enum Reason: String, Sendable, CaseIterable {
      case drawsSamples = "without --resamples"
      case regressesPortfolios = "since portfolio regressions are not simulated"
      case comparesGroups = "since groups are not simulated"
    }

    package let test: String
    package let reason: Reason
  }

  let battery: [any TestStatistic]
  let leftOut: [LeftOut]

  /// - Throws: 65 where no test is left.
  init(_ study: StudyConfiguration, _ choice: SimulationChoice) throws(RunFailure) {
    var battery: [any TestStatistic] = []
    var leftOut: [LeftOut] = []
    for id in study.tests {
      let forms = study.forms(of: id)
      if forms.isEmpty { leftOut.append(LeftOut(test: id, reason: .comparesGroups)) }
      for test in forms {
        if test.needs.contains(.pricing) {
          leftOut.append(LeftOut(test: test.id, reason: .regressesPortfolios))
        } else if choice.resamples == nil, test.resamples {
          leftOut.append(LeftOut(test: test.id, reason: .drawsSamples))
        } else {
          battery.append(test)
        }
      }
    }
    self.battery = battery
    self.leftOut = leftOut
    guard battery.isEmpty else { return }
    let drawing = leftOut.filter { $0.reason == .drawsSamples }.map(\.test)
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
