import CoreTypes

/// The sessions of events' days, in days since 1970-01-01.
package enum SessionDates: Sendable {
  /// A row an event, a date a day.
  case rows([Int32])
  /// By the events' clocks: a few numbers an event. Days whose session is not known have the date `unknown`.
  case clocks(SessionClocks, unknown: Int32)

  /// No event has a date.
  var isEmpty: Bool {
    switch self {
    case .rows(let dates): dates.isEmpty
    case .clocks(let clocks, _): clocks.count == 0
    }
  }

  /// There is a date for each of so many days of so many events.
  func covers(_ events: Int, days: Int) -> Bool {
    switch self {
    case .rows(let dates): dates.count == events * days
    case .clocks(let clocks, _): clocks.count == events
    }
  }

  /// The dates of one event's days of `window`; rows begin with its first day.
  func withDates<Result>(
    ofRow row: Int, _ window: EventWindow, _ body: (UnsafeBufferPointer<Int32>) -> Result
  ) -> Result {
    switch self {
    case .rows(let dates):
      let days = window.length
      return dates.withUnsafeBufferPointer {
        body(UnsafeBufferPointer(rebasing: $0[(row * days)..<((row + 1) * days)]))
      }
    case .clocks(let clocks, let unknown):
      return clocks.withDates(ofRow: row, window, unknown: unknown, body)
    }
  }
}

/// Events' own counts of sessions on their calendars: from them the date of any event day follows, so that none needs
/// to be kept.
package struct SessionClocks: Sendable {
  /// The sessions of each calendar, ascending.
  private var calendars: [[Int32]] = []
  private var clocks: [Clock] = []

  private struct Clock: Sendable {
    /// The place of its calendar; negative = none.
    let calendar: Int32
    /// The sessions of day -1 and day 0 on it, negative where day 0 is not known.
    let dayBefore: Int32
    let dayZero: Int32
  }

  package init() {}

  /// Number of events.
  package var count: Int { clocks.count }

  /// Makes room for so many events at once.
  package mutating func reserveCapacity(_ events: Int) { clocks.reserveCapacity(events) }

  /// The next calendar, from number 0 on.
  ///
  /// - Parameter sessions: dates in days since 1970-01-01, ascending.
  package mutating func addCalendar(_ sessions: [Int32]) { calendars.append(sessions) }

  /// Adds an event whose day -1 and day 0 are sessions of a calendar; without a calendar none of its dates is known,
  /// without a day 0 only those before it.
  package mutating func append(calendar: Int?, dayBefore: Int, dayZero: Int?) {
    clocks.append(
      Clock(
        calendar: Int32(calendar ?? -1), dayBefore: Int32(clamping: dayBefore),
        dayZero: dayZero.map(Int32.init(clamping:)) ?? .min))
  }

  fileprivate func withDates<Result>(
    ofRow row: Int, _ window: EventWindow, unknown: Int32, _ body: (UnsafeBufferPointer<Int32>) -> Result
  ) -> Result {
    let clock = clocks[row]
    let sessions = clock.calendar < 0 ? [] : calendars[Int(clock.calendar)]
    let first = session(of: window.first, clock)
    let last = session(of: window.last, clock)
    if let first, let last, first >= 0, last < sessions.count, last - first + 1 == window.length {
      return sessions.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[first...last])) }
    }
    let dates = window.days.map { day in
      let session = session(of: day, clock) ?? -1
      return sessions.indices.contains(session) ? sessions[session] : unknown
    }
    return dates.withUnsafeBufferPointer(body)
  }

  private func session(of day: Int, _ clock: Clock) -> Int? {
    if day < 0 { return Int(clock.dayBefore) + 1 + day }
    return clock.dayZero == .min ? nil : Int(clock.dayZero) + day
  }
}
