import CoreTypes
import ImpactMeasures

extension CSVText {
  /// The rows of `averages.csv` for one group and model.
  package mutating func append(averages: [AverageAbnormalReturn], group: String, model: String) {
    for average in averages {
      field(group)
      field(model)
      field(average.day)
      field(average.events)
      field(average.mean)
      field(average.median)
      field(average.events > 0 ? average.positive : nil)
      field(average.events > 0 ? average.cumulative : nil)
      endRow()
    }
  }
}
