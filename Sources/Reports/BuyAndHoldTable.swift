import CoreTypes
import ImpactMeasures
import Inference

extension ReportTable {
  /// Columns of `buy_and_hold.csv` for which samples are drawn.
  package static let columnsOfBootstrap = [
    "skewness_bootstrap_p_value", "skewness_bootstrap_p_greater", "skewness_bootstrap_p_less",
  ]
}

extension CSVText {
  /// The row of `buy_and_hold.csv` of one group, model and window.
  ///
  /// - Parameters:
  ///   - drawn: probabilities of Johnson's statistic by bootstrap; nil = none.
  ///   - against: what the returns are measured against, `benchmark`, `model` or `control`.
  package mutating func append(
    _ average: AverageBuyAndHold, drawn: DrawnProbabilities?, group: String, model: String,
    window: EventWindow, against: String, alternative: OneSided?
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
    field(drawn?.twoSided)
    if let alternative { field(alternative.of(greater: drawn?.greater, less: drawn?.less)) }
    endRow()
  }
}
