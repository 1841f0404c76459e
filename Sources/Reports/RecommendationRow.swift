import CoreTypes
import Inference

extension CSVText {
  /// A row of `tests.csv` whose `test` is `recommendation`: the recommended ids in `convention`, the figures behind
  /// them and what they do to other tests in `reason`; no statistic, no p.
  package mutating func append(
    recommendation: TestRecommendation, group: String, model: String, alternative: OneSided?
  ) {
    let columns = ReportTable.tests.columns(alternative: alternative)
    field(group)
    field(model)
    field(recommendation.window.description)
    field(TestRecommendation.id)
    for _ in 4..<9 { missing() }
    field(recommendation.figures.events)
    missing()
    field(recommendation.tests.joined(separator: " "))
    field(
      recommendation.figures.events == 0
        ? TestReason.noEvents.rawValue : recommendation.sentences.joined(separator: " "))
    for _ in 13..<columns.count { missing() }
    endRow()
  }
}
