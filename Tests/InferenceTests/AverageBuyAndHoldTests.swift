import Inference
import Testing

/// Averages of buy-and-hold returns whose dispersion is none.
@Suite struct AverageBuyAndHoldTests {
  /// One share in pounds and in pence: the two differ in the sixteenth digit of a growth of money.
  @Test func returnsThatAreEqualButForRoundingHaveNoTest() {
    let pence = 2946.0 / 5079
    let growths = [pence, pence.nextUp, pence.nextDown, pence]
    let average = AverageBuyAndHold(
      security: growths, benchmark: growths.map { _ in pence - 0.004 }, confidence: 0.95)
    #expect(abs(average.abnormalReturn - 0.004) < 1e-15)
    for test in [average.t, average.johnson, average.hall] {
      #expect(test.statistic.isNaN && test.pValue.isNaN)
    }
    let apart = AverageBuyAndHold(
      security: [1.01, 1.02, 1.01 + 1e-9], benchmark: [1, 1, 1], confidence: 0.95)
    #expect(apart.t.statistic.isFinite && apart.hall.pValue < 1)
  }
}
