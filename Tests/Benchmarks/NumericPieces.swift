import CoreStatistics
import CoreTypes
import DataInput
import Reports

/// Numbers and dates read and written, and one event's estimation.
enum NumericPieces {
  static func all() -> [Piece] { text() + estimation() }

  private static func text() -> [Piece] {
    var stream = RandomStream(seed: 5)
    let values = (0..<1_000).map { _ in 50 + 20 * stream.normal() }
    let short = values.map { "\(($0 * 100).rounded() / 100)" }
    let long = values.map { "\($0)" }
    let dates = (0..<1_000).map { CalendarDate(dayNumber: 15_000 + Int32($0)).description }
    return [
      Piece(name: "decimal of 2 places", unit: "number", units: short.count) { sum(of: short) },
      Piece(name: "decimal of 17 digits", unit: "number", units: long.count) { sum(of: long) },
      Piece(name: "date", unit: "date", units: dates.count) {
        var scan = DateScan(format: nil)
        return dates.reduce(0) { $0 + Double(scan.date($1)?.dayNumber ?? 0) }
      },
      Piece(name: "number written", unit: "number", units: values.count) {
        var text = CSVText()
        for value in values { text.field(value) }
        return Double(text.bytes.count)
      },
    ]
  }

  private static func sum(of texts: [String]) -> Double {
    texts.reduce(0) { $0 + (NumberScan.number($1, decimalMark: 46) ?? .nan) }
  }

  private static func estimation() -> [Piece] {
    var stream = RandomStream(seed: 3)
    let market = (0..<250).map { _ in stream.normal() }
    let returns = market.map { 0.05 + 1.1 * $0 + 2 * stream.normal() }
    let ones = [Double](repeating: 1, count: returns.count)
    let design = Array([ones, market].joined())
    var ranks = RankWorkspace()
    var room = [Double](repeating: 0, count: returns.count)
    let line = LinearFit.leastSquares(columns: [ones, market], response: returns).coefficients
    let data = ConditionalVarianceData(columns: [ones, market], response: returns)
    let models: [(String, ConditionalVarianceModel)] = [
      ("garch", .garch), ("gjr-garch", .gjrGarch), ("egarch", .egarch),
    ]
    return [
      Piece(name: "least squares, 250 days", unit: "fit", units: 1) {
        LinearFit.leastSquares(design: design, columns: 2, response: returns).coefficients[1]
      },
      Piece(name: "ranks of 250 returns", unit: "series", units: 1) {
        returns.withUnsafeBufferPointer { values in
          room.withUnsafeMutableBufferPointer { ranks.rank(values, into: $0).tieSum }
        }
      },
    ]
      + models.map { name, model in
        Piece(name: "\(name), 250 days", unit: "fit", units: 1) {
          ConditionalVarianceFit(model, data: data, mean: line)?.logLikelihood ?? .nan
        }
      }
  }
}
