import CoreTypes
import ImpactMeasures
import TestSupport
import Testing

/// Which sums of estimation residuals a CAR is ranked among.
@Suite struct SampleQuantileTests {
  private static let missing = Double.nan

  @Test func everySumOfACompleteWindowCounts() {
    let sums = SampleQuantile(residuals: [1, -2, 3, -4, 5], spans: [1, 1, 1, 1, 1], isUnbroken: false)
    // Two-day sums: -1, 1, -1, 1. Nothing lies above 1.5; two are 1 or more, and all are at most 1.
    #expect(sums.probability(of: 1.5, sessions: 2)?.twoSided == 2.0 * 1 / 5)
    #expect(sums.probability(of: 1, sessions: 2)?.twoSided == 1)
    #expect(sums.probability(of: 0, sessions: 2)?.twoSided == 1)
    // Single days: 5, 3 and 1 are 1 or more; 3 and 5 are 3 or more.
    #expect(sums.probability(of: 3, sessions: 1)?.twoSided == 1)
    #expect(sums.probability(of: 5, sessions: 1)?.twoSided == 2.0 * 2 / 6)
    #expect(sums.probability(of: -6, sessions: 1)?.twoSided == 2.0 * 1 / 6)
    #expect(sums.probability(of: 4, sessions: 1)?.greater == 2.0 / 6)
    #expect(sums.probability(of: 4, sessions: 1)?.less == 5.0 / 6)
  }

  /// The CAR is the largest of the two-day sums, though the difference of sums from the beginning on is a little less.
  @Test func aSumThatIsTheCarButForRoundingIsEqualToIt() {
    let residuals = [-0.028, -0.008, -0.047, -0.028, -0.006, 0, -0.027, -0.027]
    let sums = SampleQuantile(
      residuals: residuals, spans: [1, 1, 1, 1, 1, 1, 1, 1], isUnbroken: true)
    #expect(sums.probability(of: residuals[4] + residuals[5], sessions: 2)?.twoSided == 2.0 * 2 / 8)
  }

  @Test func aMissingDayBreaksTheSumsThatHoldIt() {
    let sums = SampleQuantile(
      residuals: [1, 1, Self.missing, 1, 1, 1], spans: [1, 1, 0, 1, 1, 1], isUnbroken: false)
    // Two-day sums: one before the gap, two after it.
    #expect(sums.probability(of: 5, sessions: 2)?.twoSided == 2.0 * 1 / 4)
    #expect(sums.probability(of: 5, sessions: 3)?.twoSided == nil)  // a single sum says nothing
    #expect(sums.probability(of: 5, sessions: 4)?.twoSided == nil)
  }

  @Test func aReturnOverThreeSessionsCountsWhole() {
    // Day 3's return covers days 1, 2 and 3; its residual is divided by the square root of 3.
    let residual = 6 / 3.0.squareRoot()
    let sums = SampleQuantile(
      residuals: [1, Self.missing, Self.missing, residual, 1, 1], spans: [1, 0, 0, 3, 1, 1], isUnbroken: false
    )
    // Three sessions: the return itself (6). Four: 1 + 6 and 6 + 1. One: days 0, 4 and 5.
    #expect(sums.probability(of: 0, sessions: 3)?.twoSided == nil)
    #expect(sums.probability(of: 6.5, sessions: 4)?.twoSided == 2.0 * 1 / 3)
    #expect(sums.probability(of: 7, sessions: 4)?.twoSided == 1)
    #expect(sums.probability(of: 2, sessions: 1)?.twoSided == 2.0 * 1 / 4)
  }

  /// It belongs to the session it ends on, and is part of the sums that begin with it.
  @Test func aReturnThatBeganBeforeTheWindowCountsWhole() {
    let residual = 6 / 3.0.squareRoot()
    let sums = SampleQuantile(
      residuals: [residual, 1, 1, 1, 1, 1], spans: [3, 1, 1, 1, 1, 1], isUnbroken: false)
    // Two sessions: 1 + 1 four times. Three: the return itself, 6, and 1 + 1 + 1 three times. Seven: 6 + 4 alone.
    #expect(sums.probability(of: 9, sessions: 2)?.twoSided == 2.0 * 1 / 5)
    #expect(sums.probability(of: 6, sessions: 3)?.twoSided == 2.0 * 2 / 5)
    #expect(sums.probability(of: 7, sessions: 3)?.twoSided == 2.0 * 1 / 5)
    #expect(sums.probability(of: 10, sessions: 7)?.twoSided == nil)
    #expect(sums.probability(of: 10, sessions: 9)?.twoSided == nil)
    // The first residual ends on the second day.
    let late = SampleQuantile(
      residuals: [Self.missing, residual, 1, 1, 1, 1, 1], spans: [0, 3, 1, 1, 1, 1, 1], isUnbroken: false)
    #expect(late.probability(of: 6, sessions: 3)?.twoSided == 2.0 * 2 / 5)
  }

  @Test func withoutAnswer() {
    let sums = SampleQuantile(residuals: [1, 2, 3], spans: [1, 1, 1], isUnbroken: false)
    #expect(sums.probability(of: .nan, sessions: 1)?.twoSided == nil)
    #expect(sums.probability(of: 1, sessions: 4)?.twoSided == nil)
    #expect(sums.probability(of: 1, sessions: 0)?.twoSided == nil)
    let empty = SampleQuantile(
      residuals: [Self.missing, Self.missing, Self.missing], spans: [0, 0, 0], isUnbroken: false)
    #expect(empty.probability(of: 1, sessions: 1)?.twoSided == nil)
  }

  /// Against sums that are put together day by day, for holes and spans anywhere: at both ends, over all days, on none.
  @Test(arguments: 1...120 as ClosedRange<UInt64>) func sumsAreThoseOfTheDefinition(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let days = Int.random(in: 1...24, using: &random)
    let (holes, long) = ([0, 0.1, 0.5, 1][Int(seed % 4)], [0, 0.3][Int(seed / 4 % 2)])
    var residuals = [Double](repeating: Self.missing, count: days)
    var spans = [Double](repeating: 0, count: days)
    // The day after the last one that a return covers; the first return may have begun before the window.
    var next = -Int.random(in: 0...3, using: &random)
    for day in 0..<days where day >= next {
      if Double.random(in: 0..<1, using: &random) < holes {
        // Nothing covers this day, or the next return does.
        if Double.random(in: 0..<1, using: &random) >= long { next = day + 1 }
        continue
      }
      spans[day] = Double(day - min(next, day) + 1)
      residuals[day] = Double(Int.random(in: -9...9, using: &random)) / spans[day].squareRoot()
      next = day + 1
    }
    let sums = SampleQuantile(residuals: residuals, spans: ColumnPart(spans), isUnbroken: false)
    for sessions in 1...(days + 4) {
      let complete = (-3..<days).compactMap { first in
        Self.sum(residuals, spans, of: first..<(first + sessions))
      }
      let car = Double(Int.random(in: -6...6, using: &random)) + 0.5
      let found = sums.probability(of: car, sessions: sessions)
      guard complete.count >= 2 else {
        #expect(found == nil)
        continue
      }
      let outcomes = Double(complete.count + 1)
      #expect(try #require(found).greater == Double(1 + complete.count { $0 >= car }) / outcomes)
      #expect(try #require(found).less == Double(1 + complete.count { $0 <= car }) / outcomes)
    }
  }

  /// nil where the returns that end inside do not cover the days exactly.
  private static func sum(_ residuals: [Double], _ spans: [Double], of days: Range<Int>) -> Double? {
    guard days.upperBound <= residuals.count else { return nil }
    var (next, sum) = (days.lowerBound, 0.0)
    for day in residuals.indices where days.contains(day) && !residuals[day].isNaN {
      guard day - Int(spans[day]) + 1 == next else { return nil }
      sum += residuals[day] * spans[day].squareRoot()
      next = day + 1
    }
    return next == days.upperBound ? sum : nil
  }
}
