import CoreStatistics
import TestSupport

/// One of the simulated securities of the conditional-variance fixture, in percent.
struct SimulatedSeries {
  let number: Int
  let response: [Double]
  let benchmark: [Double]

  var data: ConditionalVarianceData {
    ConditionalVarianceData(
      columns: [[Double](repeating: 1, count: response.count), benchmark], response: response)
  }

  /// With the presample that arch has.
  var withBackcast: ConditionalVarianceData {
    var data = data
    data.presample = ConditionalVarianceData.backcast(data.residuals(mean: leastSquares))
    return data
  }

  var leastSquares: [Double] {
    LinearFit.leastSquares(
      columns: [[Double](repeating: 1, count: response.count), benchmark], response: response
    ).coefficients
  }

  var withoutLast: SimulatedSeries {
    SimulatedSeries(number: number, response: response.dropLast(), benchmark: benchmark.dropLast())
  }

  static func all() throws -> [SimulatedSeries] {
    let table = try NumberTable(fixture: "Oracles/conditional-variance/series.csv")
    var result: [SimulatedSeries] = []
    for first in stride(from: 0, to: table.rows.count, by: 250) {
      let rows = first..<(first + 250)
      result.append(
        SimulatedSeries(
          number: result.count, response: try rows.map { try table.number($0, "y") },
          benchmark: try rows.map { try table.number($0, "x") }))
    }
    return result
  }
}
