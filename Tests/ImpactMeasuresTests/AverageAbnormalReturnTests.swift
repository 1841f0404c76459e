import CoreTypes
import ImpactMeasures
import Testing

@Suite struct AverageAbnormalReturnTests {
  @Test func missingReturnsShrinkTheNumberOfEvents() {
    let nan = Double.nan
    let panel = [0.01, nan, 0.03, -0.01, nan, 0.05, 0.03, nan, -0.02]
    let rows = AverageAbnormalReturn.perDay(
      panel: panel, rows: nil, eventWindow: EventWindow(first: -1, last: 1))
    #expect(rows.map(\.day) == [-1, 0, 1])
    #expect(rows.map(\.events) == [3, 0, 3])
    #expect(abs(rows[0].mean - 0.01) < 1e-17)
    #expect(rows[0].median == 0.01)
    #expect(rows[0].positive == 2)
    #expect(rows[1].mean.isNaN && rows[1].median.isNaN)
    #expect(rows[1].cumulative == rows[0].mean)
    #expect(abs(rows[2].cumulative - 0.03) < 1e-16)
  }

  @Test func withoutMissingDaysTheErrorIsThatOfTheCARs() {
    // CARs over both days: 4, 0 and 2; their standard deviation is 2.
    let rows = AverageAbnormalReturn.perDay(
      panel: [1, 3, -1, 1, 2, 0], rows: nil, eventWindow: EventWindow(first: 0, last: 1))
    #expect(abs(rows[1].errors.cumulative - 2 / 3.0.squareRoot()) < 1e-15 && rows[1].errors.events == 3)
    #expect(abs(rows[0].errors.mean - rows[0].errors.cumulative) < 1e-15)
    let one = AverageAbnormalReturn.perDay(
      panel: [1, 3, -1, 1], rows: [0], eventWindow: EventWindow(first: 0, last: 1))
    #expect(one[1].errors.mean.isNaN && one[1].errors.cumulative.isNaN && one[1].errors.events == 1)
  }

  /// Blocks of days may come from anywhere, as long as they are handed on in order.
  @Test func daysSideBySide() {
    let window = EventWindow(first: -10, last: 10)
    var panel = [Double](repeating: .nan, count: 40 * window.length)
    for place in panel.indices where place % 11 != 0 { panel[place] = Double((place * 7_919) % 1_000) / 1e5 }
    func averages(_ run: AverageAbnormalReturn.RunDays) -> [[UInt64]] {
      let rows = AverageAbnormalReturn.perDay(
        panel: panel, rows: [1, 5, 6, 30, 39], eventWindow: window, run: run)
      return rows.map { row in
        [UInt64(row.events), UInt64(row.positive)]
          + [row.mean, row.median, row.cumulative].map(\.bitPattern)
      }
    }
    let aside = averages { days, blockSize, produce, consume in
      let blocks = stride(from: 0, to: days, by: blockSize).map { $0..<min($0 + blockSize, days) }
      let made = blocks.reversed().map { (first: $0.lowerBound, averages: produce($0)) }
      for block in made.sorted(by: { $0.first < $1.first }) { consume(block.averages) }
    }
    #expect(aside == averages(AverageAbnormalReturn.inTurn) && aside.count == window.length)
  }
}
