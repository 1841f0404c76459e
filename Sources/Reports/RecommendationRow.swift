import CoreTypes
import Inference

/// Which tests to believe, for a row of `tests.csv`.
package struct RecommendationRow: Sendable {
  /// A group, or a pair of groups.
  package let group: String
  package let model: String
  package let window: EventWindow
  /// Events that enter the window.
  package let events: Int
  /// Ids, the first one first.
  package let tests: [String]
  /// The figures behind them and what they do to other tests; for no events a reason's id.
  package let reason: String

  package init(_ recommendation: TestRecommendation, group: String, model: String) {
    self.group = group
    self.model = model
    window = recommendation.window
    events = recommendation.figures.events
    tests = recommendation.tests
    reason = events == 0 ? TestReason.noEvents.rawValue : recommendation.sentences.joined(separator: " ")
  }

  package init(_ recommendation: DifferenceRecommendation, pair: String, model: String, window: EventWindow) {
    group = pair
    self.model = model
    self.window = window
    events = recommendation.events
    tests = recommendation.tests
    reason = recommendation.sentence ?? TestReason.noEvents.rawValue
  }
}

extension CSVText {
  /// A row of `tests.csv` whose `test` is `recommendation`: the recommended ids in `convention`, why in `reason`; no
  /// statistic, no p.
  package mutating func append(recommendation row: RecommendationRow, alternative: OneSided?) {
    field(row.group)
    field(row.model)
    field(row.window.description)
    field(TestRecommendation.id)
    missing("statistic", "distribution", "df1", "df2", "p_value")
    field(row.events)
    missing("estimate")
    field(row.tests.joined(separator: " "))
    field(row.reason)
    if alternative != nil { missing() }
    missing("p_holm", "p_benjamini_hochberg")
    endRow()
  }
}
