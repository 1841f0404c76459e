import CoreTypes
import ImpactMeasures

extension CSVText {
  /// The row of `buy_and_hold.csv` of one group, model and window.
  ///
  /// - Parameter against: what the returns are measured against, `benchmark`, `model` or `control`.
  package mutating func append(
    _ average: AverageBuyAndHold, group: String, model: String, window: EventWindow, against: String,
    alternative: OneSided?
  ) {
    field(group)
    field(model)
    field(window.description)
    field(average.events)
    field(average.securityReturn)
    field(average.benchmarkReturn)
    field(average.abnormalReturn)
    field(average.standardError)
    field(average.lowerBound)
    field(average.upperBound)
    field(average.wealthRelative)
    field("against-\(against)")
    let tests = [average.t, average.johnson, average.hall]
    for test in tests {
      field(test.statistic)
      field(test.pValue)
    }
    if let alternative {
      for test in tests { field(alternative.of(greater: test.pGreater, less: test.pLess)) }
    }
    endRow()
  }
}
