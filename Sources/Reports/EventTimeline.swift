import CoreTypes
import EventTime
import ImpactMeasures

/// What happened when, event by event: the table that `check --format csv` prints.
package enum EventTimeline {
  /// The header line. New columns are only ever added at the end.
  package static let columns = [
    "event_id", "security", "exchange", "announced_at", "announced_local", "phase", "phase_detail",
    "first_tradable_at", "reaction_session", "reaction_open", "reaction_close", "day_zero",
    "suspended_from", "suspended_until", "suspension_origin", "suspended_sessions", "spanned_sessions",
    "halts",
    "locked_sessions", "reaction_order", "status", "reason", "explanation", "warnings", "file", "line",
  ]
}

extension CSVText {
  /// The row of one event: moments in UTC, dates of sessions, empty where nothing is known.
  package mutating func append(timelineOf impact: EventImpact) {
    let event = impact.event
    let announcement = event.announcement
    field(event.id.text)
    field(event.security.text)
    field(event.exchange?.text)
    field(announcement?.instant?.description)
    field(event.announcedText)
    field(announcement?.phase?.rawValue)
    field(event.phaseDetail?.rawValue)
    field(event.firstTradable?.description)
    reactionSession(of: event)
    field(event.date(of: 0))
    suspension(of: event)
    field(event.dayZero?.suspendedSessions)
    field(impact.dayZeroSpan)
    field(event.halts.map { "\($0.start)/\($0.end?.description ?? "")" }.joined(separator: " "))
    field(CSVText.lockedSessions(of: event))
    field(event.reactionOrder)
    field(event.status.rawValue)
    field(event.reason?.rawValue)
    field(CSVText.explanation(of: impact))
    field(event.warnings.sorted().map(\.rawValue).joined(separator: " "))
    field(event.request.file)
    field(event.request.row.line)
    endRow()
  }

  private mutating func reactionSession(of event: AlignedEvent) {
    guard let calendar = event.calendar, let index = event.dayZero?.reactionSession,
      calendar.sessionDates.indices.contains(index)
    else {
      missing("reaction_session", "reaction_open", "reaction_close")
      return
    }
    let session = calendar.session(at: index)
    field(session.date)
    field(calendar.hasHours ? session.open.description : nil)
    field(calendar.hasHours ? session.close.description : nil)
  }

  private mutating func suspension(of event: AlignedEvent) {
    let dates = event.calendar?.sessionDates ?? []
    let spell = event.dayZero?.suspension
    field(spell.map { dates[$0.first] })
    field(spell?.last.map { dates[$0] })
    field(spell.map { $0.isDeclared ? "declared" : "found" })
  }
}
