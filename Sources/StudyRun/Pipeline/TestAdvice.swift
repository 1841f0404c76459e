import Inference
import Reports

/// Which tests to believe for one group, model and window, with what they say where the study has them.
package struct TestAdvice: Sendable {
  package let group: String
  package let model: String
  package let recommendation: TestRecommendation
  /// The recommended tests that are among the study's, in the order of the recommendation.
  package let results: [TestRow]

  /// Some recommended test over events is none of the study's.
  package var lacksTests: Bool {
    recommendation.figures.events > 1 && results.count < recommendation.tests.count
  }

  init(group: String, model: String, recommendation: TestRecommendation, rows: some Sequence<TestRow>) {
    self.group = group
    self.model = model
    self.recommendation = recommendation
    results = recommendation.tests.compactMap { test in rows.first { $0.test == test } }
  }
}
