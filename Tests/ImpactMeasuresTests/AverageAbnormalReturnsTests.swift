import CoreTypes
import ImpactMeasures
import Testing

@Suite struct AverageAbnormalReturnsTests {
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
}
