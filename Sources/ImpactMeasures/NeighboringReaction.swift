/// A day beside day 0 on which the market moved far more than on day 0 itself: often news that carries the wrong
/// time or phase.
///
/// Rule: of days -1 and +1 the one with the larger standardized abnormal return, where that is at least 4 in size
/// and at least 3 times day 0's.
package struct NeighboringReaction: Sendable, Equatable {
  /// -1 or 1.
  package let day: Int
  /// The standardized abnormal return of that day, and of day 0.
  package let standardized: Double
  package let standardizedOnDayZero: Double

  /// Daily standardized abnormal returns beyond 4 are rare without news.
  private static let smallest = 4.0
  /// How many times day 0's it must be: a big day 0 with an echo is no wrong label.
  private static let ratio = 3.0

  /// nil = no day beside day 0 stands out, or day 0 has no abnormal return.
  ///
  /// - Parameters:
  ///   - before: the standardized abnormal return of day -1; NaN = none, as in the others.
  ///   - onDayZero: that of day 0.
  ///   - after: that of day 1.
  package init?(before: Double, onDayZero: Double, after: Double) {
    let isAfter = after.isFinite && !(before.isFinite && before.magnitude >= after.magnitude)
    let (day, value) = isAfter ? (1, after) : (-1, before)
    guard onDayZero.isFinite, value.isFinite, value.magnitude >= NeighboringReaction.smallest,
      value.magnitude >= NeighboringReaction.ratio * onDayZero.magnitude
    else { return nil }
    self.day = day
    standardized = value
    standardizedOnDayZero = onDayZero
  }
}

extension AbnormalReturns {
  /// nil where no day beside day 0 stands out, or the event window has none.
  package var neighboringReaction: NeighboringReaction? {
    func standardized(on day: Int) -> Double {
      eventWindow.contains(day) ? self.standardized(at: position(of: day)) : .nan
    }
    return NeighboringReaction(
      before: standardized(on: -1), onDayZero: standardized(on: 0), after: standardized(on: 1))
  }
}

extension EventImpact {
  /// Judged by the first of the study's models that has an estimate.
  package var neighboringReaction: NeighboringReaction? {
    models.lazy.compactMap(\.measures).first?.abnormalReturns.neighboringReaction
  }
}
