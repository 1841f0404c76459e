import CoreTypes
import ImpactMeasures
import Inference

/// Makes what the tests add up over events, beside the events themselves: ranks and signs take most of their time.
struct EventSeriesRows: Sendable {
  let plan: SeriesPlan
  let estimation: EstimationChoice
  /// Number of models of the study.
  let models: Int

  /// For each model the rows of `plan`, of the events that were not excluded and have measures of it.
  func rows(of impacts: [EventImpact]) -> [[Double]] {
    var maker = SeriesRowMaker(plan)
    var rows = [[Double]](repeating: [], count: models)
    for index in rows.indices { rows[index].reserveCapacity(impacts.count * plan.rowLength) }
    for impact in impacts where impact.event.status != .excluded {
      for (index, model) in impact.models.enumerated() {
        guard let measures = model.measures else { continue }
        let estimate = measures.estimate
        let returns = measures.abnormalReturns
        estimation.row(of: estimate.residuals, on: impact.estimationWindow).withUnsafeBufferPointer {
          residuals in
          returns.abnormal.withUnsafeBufferPointer { abnormal in
            returns.spans.withUnsafeBufferPointer { spans in
              let series = EventSeries(
                residuals: residuals, abnormalReturns: abnormal, spans: spans,
                deviation: estimate.residualVariance.squareRoot())
              maker.append(series, to: &rows[index])
            }
          }
        }
      }
    }
    return rows
  }
}
