import CoreTypes
import EventTime

/// Events that stand twice under two ids: one security, one moment, and nothing by which a study tells events apart.
enum RepeatedEvents {
  fileprivate struct Place: Hashable {
    let security: Int
    /// Seconds of the instant, or the day's number of a date alone.
    let moment: Int
    let isInstant: Bool

    /// A number that equal places have in common, and hardly any others: what hundreds of thousands of events are looked
    /// through by takes the memory of one number each.
    var mark: Int { security &<< 41 &+ moment &<< 1 &+ (isInstant ? 1 : 0) }
  }

  /// One an event that stands before it.
  static func diagnostics(of events: [AlignedEvent]) -> [Diagnostic] {
    var marks: Set<Int> = []
    marks.reserveCapacity(events.count)
    let repeated = Set(
      events.compactMap { event in
        Place(event).flatMap { marks.insert($0.mark).inserted ? nil : $0.mark }
      })
    guard !repeated.isEmpty else { return [] }
    var places: [Place: Int] = [:]
    return events.indices.compactMap { index in
      let event = events[index]
      guard let place = Place(event), repeated.contains(place.mark) else { return nil }
      guard let first = places[place] else {
        places[place] = index
        return nil
      }
      return isSame(event, events[first]) ? diagnostic(of: event, events[first]) : nil
    }
  }

  /// One event in two groups, or against two benchmarks, is meant.
  private static func isSame(_ event: AlignedEvent, _ other: AlignedEvent) -> Bool {
    event.group == other.group && event.benchmark == other.benchmark
      && ["day_zero", "control", "announcement_id"].allSatisfy {
        event.request.typed($0) == other.request.typed($0)
      }
  }

  private static func diagnostic(of event: AlignedEvent, _ first: AlignedEvent) -> Diagnostic {
    let line = first.request.location().line.map { " of line \($0)" } ?? ""
    let moment =
      event.announcement?.instant?.description ?? event.announcement?.localDate?.description ?? ""
    return Diagnostic(
      .eventRepeated, at: event.request.location(ofColumn: "security"), security: event.security,
      event: event.id,
      message:
        "'\(event.id)' is '\(first.id)'\(line) once more, '\(event.security)' on \(moment): every average and test counts "
        + "both",
      help: "remove one of the two, or correct it if another event is meant",
      excerpt: event.request.row.excerpt(ofColumn: "security"))
  }
}

extension RepeatedEvents.Place {
  fileprivate init?(_ event: AlignedEvent) {
    guard event.status != .excluded, let announcement = event.announcement else { return nil }
    if let instant = announcement.instant {
      self.init(
        security: event.request.securityNumber, moment: Int(instant.secondsSinceEpoch), isInstant: true)
    } else if let date = announcement.localDate {
      self.init(security: event.request.securityNumber, moment: Int(date.dayNumber), isInstant: false)
    } else {
      return nil
    }
  }
}
