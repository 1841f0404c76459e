import CoreTypes
import Testing

@testable import StudyRun

@Suite struct TotalLossTests {
  /// The first total loss is told, wherever it stands.
  @Test(arguments: [PriceSeries.Kind.prices, .returns])
  func theFirstOne(_ kind: PriceSeries.Kind) {
    let count = 70
    func said(_ losses: [Int]) -> Int? {
      var values = (0..<count).map { kind == .prices ? 100 + Double($0) : 0.01 - Double($0) / 1_000 }
      for row in losses { values[row] = kind == .prices ? 0 : -1 }
      let series = PriceSeries(
        security: SecurityID("S"), kind: kind, dates: (0..<count).map { CalendarDate(dayNumber: Int32($0)) },
        values: values, lines: (0..<count).map { UInt32($0 + 2) }, files: ["S.csv"])
      return Diagnostic.totalLoss(in: series)?.location?.line
    }
    #expect(said([]) == nil)
    for row in 0..<count { #expect(said([row, count - 1]) == row + 2) }
  }
}
