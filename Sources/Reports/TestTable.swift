import CoreTypes
import Inference

extension CSVText {
  /// The row of `tests.csv` of one test over one window; a test without an answer has a reason instead of a
  /// statistic, beside the number of events in the window.
  package mutating func append(
    _ outcome: TestOutcome, of test: String, group: String, model: String, window: EventWindow,
    entering: Int, alternative: String?
  ) {
    field(group)
    field(model)
    field(window.description)
    field(test)
    switch outcome {
    case .result(let result):
      field(result.statistic)
      field(result.distribution.id)
      field(result.distribution.parameters.first)
      field(result.distribution.parameters.second)
      field(result.pValue)
      field(result.events)
      field(result.estimate)
      field(result.convention)
      field(result.note)
      if let alternative { field(alternative == "greater" ? result.pGreater : result.pLess) }
    case .notApplicable(let reason):
      for _ in 0..<5 { missing() }
      field(entering)
      missing()
      missing()
      field(reason.rawValue)
      if alternative != nil { missing() }
    }
    endRow()
  }
}
