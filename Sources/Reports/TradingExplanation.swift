import CoreTypes
import EventTime

/// Halts and price limits in the story of an event.
extension EventExplanation {
  /// When the security could first trade, and the halts on the way there.
  mutating func halts(_ calendar: ExchangeCalendar) {
    let event = impact.event
    guard let zone = calendar.timeZone else { return }
    for halt in event.halts {
      let reason = halt.reason.map { " (\($0))" } ?? ""
      step("halt", "\(halt.times(on: calendar))\(reason), declared in \(halt.location.text)")
    }
    guard let moment = event.firstTradable else { return }
    let early = event.earliestReaction / 60
    let auction = early > 0 ? "; its opening auction counts from \(early) minutes before the open" : ""
    step("can trade", "from \(zone.isoText(of: moment)) on in regular hours\(auction)")
  }

  /// How long the price stood at its limit.
  func text(of lock: LimitLock, _ calendar: ExchangeCalendar) -> String {
    let origin = lock.isFound ? ", as their equal returns say (no limit of the exchange is known)" : ""
    let end = lock.firstUnlocked.map { "; the first one that did not is \(calendar.sessionDates[$0])" }
    return lock.sentence + origin + (end ?? "; none up to \(context.asOf) did not")
  }
}

extension SuspensionSpell {
  /// `2019-10-08 to 2019-10-09`; `2019-10-08 on` while it has not ended.
  func dates(on calendar: ExchangeCalendar) -> String {
    "\(calendar.sessionDates[first]) \(last.map { "to \(calendar.sessionDates[$0])" } ?? "on")"
  }
}

extension TradingHalt {
  /// On the exchange's clock, `2019-10-08T10:15:00-04:00 to now` while it has not ended.
  func times(on calendar: ExchangeCalendar?) -> String {
    func text(_ moment: Instant) -> String { calendar?.timeZone?.isoText(of: moment) ?? moment.description }
    return "\(text(start)) to \(end.map(text) ?? "now")"
  }
}

extension LimitLock {
  /// `2 sessions from day 0 on closed at the lower limit of 10 %`
  var sentence: String {
    "\(sessions.counted("session", "sessions")) from day 0 on closed at the \(side > 0 ? "upper" : "lower") limit of "
      + "\(rounded(limit * 100, 2)) %"
  }
}
