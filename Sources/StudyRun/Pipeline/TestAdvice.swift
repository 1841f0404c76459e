import Inference
import Reports

/// Which tests to believe for one group, model and window, with what they say where the study has them.
package struct TestAdvice: Sendable {
  package let group: String
  package let model: String
  package let recommendation: TestRecommendation
  /// CAAR of the events that enter the window, a fraction; NaN where none does.
  package let averageCumulativeReturn: Double
  /// How many of their CARs are above zero.
  package let positive: Int
  /// The recommended tests that are among the study's, in the order of the recommendation.
  package let results: [TestRow]

  /// Some recommended test over events is none of the study's.
  package var lacksTests: Bool {
    recommendation.figures.events > 1 && results.count < recommendation.tests.count
  }

  init(
    group: String, model: String, recommendation: TestRecommendation, window: WindowMeasures,
    rows: some Sequence<TestRow>
  ) {
    self.group = group
    self.model = model
    self.recommendation = recommendation
    averageCumulativeReturn = window.averageCumulativeReturn
    positive = window.enteringReturns.count { $0 > 0 }
    results = recommendation.tests.compactMap { test in rows.first { $0.test == test } }
  }
}
