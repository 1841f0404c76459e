import CoreStatistics
import CoreTypes
import ImpactMeasures

extension CSVText {
  /// The rows of `averages.csv` for one group and model.
  ///
  /// - Parameter confidence: of the bounds of the CAAR, which are Student's t with N - 1 degrees of freedom.
  package mutating func append(
    averages: [AverageAbnormalReturn], group: String, model: String, confidence: Double
  ) {
    var (known, critical) = (0, Double.nan)
    for average in averages {
      field(group)
      field(model)
      field(average.day)
      field(average.events)
      field(average.mean)
      field(average.median)
      field(average.events > 0 ? average.positive : nil)
      field(average.events > 0 ? average.cumulative : nil)
      let errors = average.errors
      if errors.events > 1, errors.events != known {
        known = errors.events
        critical = StudentT(degreesOfFreedom: Double(known - 1)).critical(confidence: confidence) ?? .nan
      }
      let half = average.events > 0 ? critical * errors.cumulative : .nan
      numbers([
        errors.mean, average.events > 0 ? errors.cumulative : .nan, average.cumulative - half,
        average.cumulative + half,
      ])
      endRow()
    }
  }
}
