import CoreStatistics
import CoreTypes
import Inference

/// What one test says of one window, model and group.
package struct TestRow: Sendable {
  package let group: String
  package let model: String
  package let window: EventWindow
  /// The test's id, with its variant.
  package let test: String
  /// Number of events in the window.
  package let entering: Int
  package let outcome: TestOutcome

  package init(
    group: String, model: String, window: EventWindow, test: String, entering: Int, outcome: TestOutcome
  ) {
    self.group = group
    self.model = model
    self.window = window
    self.test = test
    self.entering = entering
    self.outcome = outcome
  }

  fileprivate var pValue: Double? {
    if case .result(let result) = outcome { result.pValue } else { nil }
  }
}

/// A two-sided p-value among those of its family: the results of one test under one model, for all windows and
/// groups (METHODS 5.20).
package struct AdjustedProbabilities: Sendable {
  package let holm: Double
  package let benjaminiHochberg: Double

  /// Of each row its adjusted probabilities; nil for a test without an answer, which does not count in its family.
  package static func of(_ rows: [TestRow]) -> [AdjustedProbabilities?] {
    // The places of a family's rows, by test and model.
    var families: [String: [String: [Int]]] = [:]
    for (place, row) in rows.enumerated() where row.pValue != nil {
      families[row.test, default: [:]][row.model, default: []].append(place)
    }
    var result = [AdjustedProbabilities?](repeating: nil, count: rows.count)
    for places in families.values.flatMap({ $0.values }) {
      let values = places.compactMap { rows[$0].pValue }
      let holm = MultipleComparisons.holm(values)
      let stepUp = MultipleComparisons.benjaminiHochberg(values)
      for (index, place) in places.enumerated() {
        result[place] = AdjustedProbabilities(holm: holm[index], benjaminiHochberg: stepUp[index])
      }
    }
    return result
  }
}

extension CSVText {
  /// The row of `tests.csv` of one test over one window; a test without an answer has a reason instead of a
  /// statistic, beside the number of events in the window.
  package mutating func append(
    test row: TestRow, adjusted: AdjustedProbabilities?, alternative: OneSided?
  ) {
    field(row.group)
    field(row.model)
    field(row.window.description)
    field(row.test)
    switch row.outcome {
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
      if let alternative { field(alternative.of(greater: result.pGreater, less: result.pLess)) }
    case .notApplicable(let reason):
      missing("statistic", "distribution", "df1", "df2", "p_value")
      field(row.entering)
      missing("estimate", "convention")
      field(reason.rawValue)
      if alternative != nil { missing() }
    }
    field(adjusted?.holm)
    field(adjusted?.benjaminiHochberg)
    endRow()
  }
}
