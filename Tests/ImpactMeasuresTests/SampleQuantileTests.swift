import ImpactMeasures
import Testing

/// Which sums of estimation residuals a CAR is ranked among.
@Suite struct SampleQuantileTests {
  private static let missing = Double.nan

  @Test func everySumOfACompleteWindowCounts() {
    let sums = SampleQuantile(residuals: [1, -2, 3, -4, 5], spans: [1, 1, 1, 1, 1], isUnbroken: false)
    // Two-day sums: -1, 1, -1, 1. Nothing lies above 1.5; two are 1 or more, and all are at most 1.
    #expect(sums.pValue(of: 1.5, sessions: 2) == 2.0 * 1 / 5)
    #expect(sums.pValue(of: 1, sessions: 2) == 1)
    #expect(sums.pValue(of: 0, sessions: 2) == 1)
    // Single days: 5, 3 and 1 are 1 or more; 3 and 5 are 3 or more.
    #expect(sums.pValue(of: 3, sessions: 1) == 1)
    #expect(sums.pValue(of: 5, sessions: 1) == 2.0 * 2 / 6)
    #expect(sums.pValue(of: -6, sessions: 1) == 2.0 * 1 / 6)
  }

  /// The CAR is the largest of the two-day sums, though the difference of sums from the beginning on is a little less.
  @Test func aSumThatIsTheCarButForRoundingIsEqualToIt() {
    let residuals = [-0.028, -0.008, -0.047, -0.028, -0.006, 0, -0.027, -0.027]
    let sums = SampleQuantile(
      residuals: residuals, spans: [1, 1, 1, 1, 1, 1, 1, 1], isUnbroken: true)
    #expect(sums.pValue(of: residuals[4] + residuals[5], sessions: 2) == 2.0 * 2 / 8)
  }

  @Test func aMissingDayBreaksTheSumsThatHoldIt() {
    let sums = SampleQuantile(
      residuals: [1, 1, Self.missing, 1, 1, 1], spans: [1, 1, 0, 1, 1, 1], isUnbroken: false)
    // Two-day sums: one before the gap, two after it.
    #expect(sums.pValue(of: 5, sessions: 2) == 2.0 * 1 / 4)
    #expect(sums.pValue(of: 5, sessions: 3) == nil)  // a single sum says nothing
    #expect(sums.pValue(of: 5, sessions: 4) == nil)
  }

  @Test func aReturnOverThreeSessionsCountsWhole() {
    // Day 3's return covers days 1, 2 and 3; its residual is divided by the square root of 3.
    let residual = 6 / 3.0.squareRoot()
    let sums = SampleQuantile(
      residuals: [1, Self.missing, Self.missing, residual, 1, 1], spans: [1, 0, 0, 3, 1, 1], isUnbroken: false
    )
    // Three sessions: the return itself (6). Four: 1 + 6 and 6 + 1. One: days 0, 4 and 5.
    #expect(sums.pValue(of: 0, sessions: 3) == nil)
    #expect(sums.pValue(of: 6.5, sessions: 4) == 2.0 * 1 / 3)
    #expect(sums.pValue(of: 7, sessions: 4) == 1)
    #expect(sums.pValue(of: 2, sessions: 1) == 2.0 * 1 / 4)
  }

  /// It belongs to the session it ends on, and is part of the sums that begin with it.
  @Test func aReturnThatBeganBeforeTheWindowCountsWhole() {
    let residual = 6 / 3.0.squareRoot()
    let sums = SampleQuantile(
      residuals: [residual, 1, 1, 1, 1, 1], spans: [3, 1, 1, 1, 1, 1], isUnbroken: false)
    // Two sessions: 1 + 1 four times. Three: the return itself, 6, and 1 + 1 + 1 three times. Seven: 6 + 4 alone.
    #expect(sums.pValue(of: 9, sessions: 2) == 2.0 * 1 / 5)
    #expect(sums.pValue(of: 6, sessions: 3) == 2.0 * 2 / 5)
    #expect(sums.pValue(of: 7, sessions: 3) == 2.0 * 1 / 5)
    #expect(sums.pValue(of: 10, sessions: 7) == nil)
    #expect(sums.pValue(of: 10, sessions: 9) == nil)
    // The first residual ends on the second day.
    let late = SampleQuantile(
      residuals: [Self.missing, residual, 1, 1, 1, 1, 1], spans: [0, 3, 1, 1, 1, 1, 1], isUnbroken: false)
    #expect(late.pValue(of: 6, sessions: 3) == 2.0 * 2 / 5)
  }

  @Test func withoutAnswer() {
    let sums = SampleQuantile(residuals: [1, 2, 3], spans: [1, 1, 1], isUnbroken: false)
    #expect(sums.pValue(of: .nan, sessions: 1) == nil)
    #expect(sums.pValue(of: 1, sessions: 4) == nil)
    #expect(sums.pValue(of: 1, sessions: 0) == nil)
    let empty = SampleQuantile(
      residuals: [Self.missing, Self.missing, Self.missing], spans: [0, 0, 0], isUnbroken: false)
    #expect(empty.pValue(of: 1, sessions: 1) == nil)
  }
}
