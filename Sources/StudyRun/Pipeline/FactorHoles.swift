import CoreTypes
import EventTime

/// Sessions on which a factors file has nothing although it goes on behind them: a row that is not there, whose date is mistyped,
/// or in which a factor is empty. The days of events on them have no abnormal return under the models that need the factors.
enum FactorHoles {
  /// One diagnostic a calendar whose events are touched.
  ///
  /// - Parameters:
  ///   - events: that are used.
  ///   - firstDay: the first event day that models need.
  static func diagnostics(
    _ part: FactorFiles.Part, isOnlyFile: Bool, needed: [String], events: [AlignedEvent], firstDay: Int
  ) -> [Diagnostic] {
    guard !part.table.isMonthly, let first = part.table.dates.first, let last = part.table.dates.last else {
      return []
    }
    let columns = Array(zip(part.table.names, part.table.columns).filter { needed.contains($0.0) })
    let known = part.table.dates.indices.lazy.filter { row in columns.allSatisfy { $0.1[row].isFinite } }
      .map { part.table.dates[$0] }
    let dates = Set(known)
    return byCalendar(events).compactMap { calendar, events in
      let spans = events.compactMap { event -> ClosedRange<CalendarDate>? in
        guard let end = event.date(of: event.lastKnownDay) else { return nil }
        let start = event.date(of: firstDay) ?? first
        return max(start, first) <= min(end, last) ? max(start, first)...min(end, last) : nil
      }
      guard let start = spans.map(\.lowerBound).min(), let end = spans.map(\.upperBound).max() else {
        return nil
      }
      let sessions = calendar.sessionDates
      let range =
        sessions.firstPosition(notBefore: start)..<sessions.firstPosition(notBefore: end.advanced(by: 1))
      let holes = sessions[range].filter { !dates.contains($0) }
      let touched = spans.filter { span in
        let next = holes.firstPosition(notBefore: span.lowerBound)
        return next < holes.count && holes[next] <= span.upperBound
      }.count
      guard touched > 0, let hole = holes.first else { return nil }
      let empty = columns.filter { !isWhole($0.1, on: holes, of: part.table) }.map(\.0)
      let what =
        isOnlyFile && empty.count == columns.count
        ? "factors have"
        : (empty.count == 1 ? "factor " : "factors ") + empty.joined(separator: ", ")
          + (empty.count == 1 ? " has" : " have")
      let closed = part.table.dates.filter { start <= $0 && $0 <= end && calendar.index(of: $0) == nil }
      return diagnostic(
        part.file,
        "the \(what) no values on \(holes.count) of the \(range.count) sessions of "
          + "\(calendar.name) from \(start) to \(end), the first of them \(hole): \(touched) of \(events.count) "
          + "events need them",
        closed: closed)
    }
  }

  /// The column has a value on each of the dates.
  private static func isWhole(_ column: [Double], on dates: [CalendarDate], of table: FactorTable) -> Bool {
    dates.allSatisfy { date in
      let row = table.dates.firstPosition(notBefore: date)
      return row < table.dates.count && table.dates[row] == date && column[row].isFinite
    }
  }

  private static func diagnostic(_ file: String, _ message: String, closed: [CalendarDate]) -> Diagnostic {
    let closedDays =
      closed.first.map {
        closed.count == 1
          ? "; the row of \($0) is of no session: is its date mistyped?"
          : "; \(closed.count) rows are of no session, the first of \($0): are their dates mistyped?"
      } ?? ""
    return Diagnostic(
      .factorMissing, at: SourceLocation(file: file), message: message,
      help:
        "add what is missing, or leave it where the factors are of another market with holidays of its own"
        + closedDays)
  }

  /// The events by calendar, in the order of the events.
  private static func byCalendar(_ events: [AlignedEvent]) -> [(ExchangeCalendar, [AlignedEvent])] {
    var found: [(calendar: ExchangeCalendar, events: [AlignedEvent])] = []
    var places: [String: Int] = [:]
    for event in events {
      guard let calendar = event.calendar else { continue }
      let place = places[calendar.identity] ?? found.count
      if place == found.count { found.append((calendar, [])) }
      places[calendar.identity] = place
      found[place].events.append(event)
    }
    return found
  }
}
