/// A moment on the time line: whole seconds since 1970-01-01T00:00:00Z. No zone is attached.
@usableFromInline
package struct Instant: Hashable, Comparable, Sendable {
  @usableFromInline package let secondsSinceEpoch: Int64

  @inlinable
  package init(secondsSinceEpoch: Int64) { self.secondsSinceEpoch = secondsSinceEpoch }

  /// The moment at which a clock that is `offset` seconds ahead of UTC shows a date and a second of it.
  package init(date: CalendarDate, secondOfDay: Int, offset: Int) {
    self.init(secondsSinceEpoch: Int64(date.dayNumber) * 86_400 + Int64(secondOfDay - offset))
  }

  @inlinable
  package static func < (left: Instant, right: Instant) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }

  /// The moment so many seconds later; earlier where `seconds` is negative.
  @inlinable
  package func advanced(bySeconds seconds: Int) -> Instant {
    Instant(secondsSinceEpoch: secondsSinceEpoch + Int64(seconds))
  }

  /// The UTC calendar date and the second within it.
  package var utc: (date: CalendarDate, secondOfDay: Int) {
    let day = secondsSinceEpoch >= 0 ? secondsSinceEpoch / 86_400 : (secondsSinceEpoch - 86_399) / 86_400
    return (CalendarDate(dayNumber: Int32(day)), Int(secondsSinceEpoch - day * 86_400))
  }

  /// What a clock in UTC shows.
  package var isoMoment: ISOMoment {
    let (date, second) = utc
    return ISOMoment(date: date, secondOfDay: second, offset: nil)
  }
}

extension Instant: CustomStringConvertible {
  /// `2019-10-07T20:20:00Z`, the form of every instant in the reports.
  @usableFromInline package var description: String { isoMoment.description }
}
