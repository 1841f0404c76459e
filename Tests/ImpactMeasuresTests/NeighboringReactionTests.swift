import ImpactMeasures
import Testing

/// When a day beside day 0 stands out.
@Suite struct NeighboringReactionTests {
  @Test(arguments: [
    // before, day 0, after, the day that stands out
    (-6.5, -0.5, 0.3, -1), (0.2, 1.3, 4.0, 1), (0.2, -1.4, 4.2, 1), (5.0, 1.0, -6.0, 1), (-6.0, 1.0, 5.0, -1),
    (-4.5, 0.0, .nan, -1), (.nan, 0.0, 4.5, 1),
  ])
  func aFarLargerNeighborIsFound(_ before: Double, _ zero: Double, _ after: Double, _ day: Int) throws {
    let found = try #require(NeighboringReaction(before: before, onDayZero: zero, after: after))
    #expect(found.day == day)
    #expect(found.standardized == (day < 0 ? before : after) && found.standardizedOnDayZero == zero)
  }

  @Test(arguments: [
    // Below 4; not 3 times day 0; day 0 itself the largest; nothing to compare with.
    (3.9, 0.1, 0.1), (0.1, 0.0, -3.99), (4.1, 1.4, 0.0), (9.0, -3.1, 0.0), (1.0, -8.0, 3.3),
    (9.0, .nan, 0.0), (.nan, 0.0, .nan), (.infinity, 0.0, 1.0),
  ])
  func otherwiseNothingIsSaid(_ before: Double, _ zero: Double, _ after: Double) {
    #expect(NeighboringReaction(before: before, onDayZero: zero, after: after) == nil)
  }
}
