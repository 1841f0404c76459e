import CoreTypes
import EventTime
import ImpactMeasures

/// What `check` says of one event.
package struct CheckLine: Sendable {
  package let event: EventID
  package let security: SecurityID
  /// On the exchange's clock, or as typed.
  package let announced: String
  package let phase: String
  /// When the security could first trade after the news, on the exchange's clock.
  package let firstTrade: String
  package let dayZero: String
  /// `2019-10-08 to 2019-10-09, found`, halts with times, sessions at a price limit; or empty.
  package let suspension: String
  /// `used` (perhaps with a reason, `delisted`), `provisional`, or the reason of the exclusion.
  package let verdict: String
  package let warnings: String
}

extension CheckLine {
  package init(_ impact: EventImpact) {
    let event = impact.event
    var verdict = event.status.rawValue
    if let reason = event.reason?.rawValue {
      verdict = event.status == .excluded ? reason : "\(verdict), \(reason)"
    }
    if let explanation = event.explanation { verdict += " (\(explanation))" }
    self.init(
      event: event.id, security: event.security, announced: event.announcedText ?? "",
      phase: CheckLine.phase(of: event), firstTrade: CheckLine.firstTrade(of: event),
      dayZero: event.date(of: 0)?.description ?? "",
      suspension: CheckLine.text(of: event), verdict: verdict,
      warnings: CheckLine.warnings(of: impact))
  }

  /// The ids; where another day than day 0 stands out, its date, and which other news lies near.
  private static func warnings(of impact: EventImpact) -> String {
    impact.event.warnings.sorted().map { warning in
      let more =
        switch warning {
        case .reactionOnNeighboringDay:
          impact.neighboringReaction.flatMap { impact.event.date(of: $0.day)?.description }
        case .otherEventInWindow: impact.notes.first { $0.id == warning }?.explanation
        default: nil as String?
        }
      return warning.rawValue + (more.map { " (\($0))" } ?? "")
    }.joined(separator: " ")
  }

  /// The phase, and in brackets what is finer about it.
  private static func phase(of event: AlignedEvent) -> String {
    guard let phase = event.announcement?.phase?.rawValue, let detail = event.phaseDetail?.rawValue else {
      return ""
    }
    return detail == phase ? phase : "\(phase) (\(detail))"
  }

  /// On the exchange's clock, with its offset.
  private static func firstTrade(of event: AlignedEvent) -> String {
    guard let moment = event.firstTradable else { return "" }
    return event.calendar?.timeZone?.isoText(of: moment) ?? moment.description
  }

  private static func text(of event: AlignedEvent) -> String {
    var parts: [String] = []
    if let spell = event.dayZero?.suspension, let calendar = event.calendar {
      parts.append("\(spell.dates(on: calendar)), \(spell.isDeclared ? "declared" : "found")")
    }
    parts += event.halts.map { "halted \($0.times(on: event.calendar))" }
    if let lock = event.limitLock {
      parts.append("\(lock.sessions.counted("session", "sessions")) at the price limit")
    }
    return parts.joined(separator: "; ")
  }
}
