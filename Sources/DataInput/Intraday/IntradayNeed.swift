import CoreTypes

/// What a study needs of a security's intraday rows: of minute files hardly more than one row in a hundred.
package struct IntradayNeed: Sendable {
  /// A closed range of stamps, in seconds since 1970-01-01T00:00:00Z.
  package struct Span: Sendable, Equatable {
    package let first: Int64
    package let last: Int64
    /// All rows are kept; otherwise only the latest, such as a session's last price.
    package let keepsAll: Bool

    package init(first: Int64, last: Int64, keepsAll: Bool) {
      self.first = first
      self.last = last
      self.keepsAll = keepsAll
    }
  }

  /// Ascending, none overlapping another.
  package let spans: [Span]
  /// The clock of local times; `nil` = none is known.
  package let clock: LocalClock?

  package init(spans: [Span], clock: LocalClock?) {
    self.spans = spans
    self.clock = clock
  }

  /// The span that holds `stamp`, or the gap around it (`keepsAll` = `nil`).
  func surroundings(of stamp: Int64) -> (first: Int64, last: Int64, keepsAll: Bool?) {
    let place = spans.partitionPoint { $0.last < stamp }
    if place < spans.count, spans[place].first <= stamp {
      return (spans[place].first, spans[place].last, spans[place].keepsAll)
    }
    return (
      place > 0 ? spans[place - 1].last + 1 : .min, place < spans.count ? spans[place].first - 1 : .max, nil
    )
  }
}

/// A place's clocks: what a local time says about the moment. DataInput knows no time zones; whoever reads hands
/// them in.
package struct LocalClock: Sendable {
  /// What a local time says about the moment.
  package enum Moment: Sendable, Equatable {
    /// Seconds since 1970-01-01T00:00:00Z.
    case unique(Int64)
    /// The clocks were put forward over that time.
    case skipped
    /// The clocks were put back: they showed that time twice.
    case repeated
  }

  /// As messages call it.
  package let name: String
  package let moment: @Sendable (_ date: CalendarDate, _ secondOfDay: Int) -> Moment

  package init(name: String, moment: @escaping @Sendable (CalendarDate, Int) -> Moment) {
    self.name = name
    self.moment = moment
  }

  /// The offset from UTC in seconds that holds all day long; `nil` on a day on which clocks are changed.
  func offset(on day: Int32) -> Int64? {
    let date = CalendarDate(dayNumber: day)
    let midnight = Int64(day) * 86_400
    guard case .unique(let first) = moment(date, 0), case .unique(let last) = moment(date, 86_399),
      last - first == 86_399
    else { return nil }
    return midnight - first
  }
}
