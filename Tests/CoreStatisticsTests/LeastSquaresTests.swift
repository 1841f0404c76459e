import TestSupport
import Testing

@testable import CoreStatistics

@Suite struct LeastSquaresTests {
  @Test func fitsOfStatsmodels() throws {
    let data = try NumberTable(fixture: "Oracles/core-statistics/least_squares_data.csv")
    let expected = try NumberTable(fixture: "Oracles/core-statistics/least_squares.csv")
    var fits: [String: LinearFit] = [:]
    for name in ["mean", "market", "spans", "three", "five"] {
      let rows = try data.rows.indices.filter { try data.text($0, "fit") == name }
      var columns: [[Double]] = []
      for column in 0..<6 {
        let values = try rows.map { try data.number($0, "x\(column)") }
        if values.allSatisfy(\.isFinite) { columns.append(values) }
      }
      fits[name] = LinearFit.leastSquares(
        columns: columns, response: try rows.map { try data.number($0, "y") })
    }
    for row in expected.rows.indices {
      let fit = try #require(fits[try expected.text(row, "fit")])
      let quantity = Array(try expected.text(row, "quantity"))
      let value: Double
      switch quantity[0] {
      case "b": value = fit.coefficients[try #require(quantity[1].wholeNumberValue)]
      case "g":
        let i = try #require(quantity[1].wholeNumberValue)
        let j = try #require(quantity[2].wholeNumberValue)
        value = fit.inverseGram[i * fit.coefficients.count + j]
      default: value = fit.residualSumOfSquares
      }
      let reference = try expected.number(row, "value")
      #expect(agrees(value, reference, relative: 1e-11, scale: 1e-4), "row \(row): \(value), \(reference)")
    }
  }
}
