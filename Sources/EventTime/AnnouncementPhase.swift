import CoreTypes

/// Phases typed by hand: a date with a part of the day on some exchange (METHODS 0.1).
extension AnnouncementReader {
  /// The `phase` column; nil where it is empty or not a phase (a diagnostic).
  func typedPhase(_ request: EventRequest, _ diagnostics: inout [Diagnostic]) -> TypedPhase? {
    guard let text = request.row.value("phase") else { return nil }
    if let phase = TypedPhase(rawValue: text) { return phase }
    diagnostics.append(.unknownPhase(request, text))
    return nil
  }

  /// A date with a phase is an instant on `phase_exchange`: one second before the open, the open, or the close.
  func readPhase(
    _ phase: TypedPhase, on date: CalendarDate, _ request: EventRequest, _ announcement: inout Announcement,
    _ diagnostics: inout [Diagnostic]
  ) {
    guard let other = phaseCalendar(request, &diagnostics) else {
      return announcement.exclude(.announcementUnreadable, "no calendar is known for its phase_exchange")
    }
    guard other.knows(date) else {
      return announcement.exclude(.outsideCalendar, other.rangeExplanation(of: date))
    }
    guard let span = span(of: phase, on: date, other) else {
      return announcement.exclude(
        .exchangeHoursUnknown, "the trading hours of \(other.name) are not known")
    }
    settle(span.instant, &announcement)
    // If any other moment of the same phase led to another day 0, the time matters and is not known.
    let reaction = reactionSession(to: span.instant)
    if [span.first, span.last].contains(where: { reactionSession(to: $0) != reaction }) {
      announcement.warnings.insert(.announcementTimeUnknown)
    }
  }

  /// A time beside a phase that contradicts it: the time wins.
  func compare(
    _ phase: TypedPhase, with instant: Instant, _ request: EventRequest, _ announcement: inout Announcement,
    _ diagnostics: inout [Diagnostic]
  ) {
    var ignored: [Diagnostic] = []
    guard let other = phaseCalendar(request, &ignored), other.hasHours, let zone = other.timeZone else {
      return
    }
    let date = zone.local(of: instant).date
    guard other.knows(date) else { return }
    let actual = Announcement.Phase(at: instant, on: other, localDate: date)
    if !actual.agrees(with: phase) {
      diagnostics.append(
        .phaseContradictsTime(request, phase.rawValue, actual: actual.rawValue, on: other.name))
      announcement.warnings.insert(.phaseContradictsTime)
    }
  }

  private func phaseCalendar(
    _ request: EventRequest, _ diagnostics: inout [Diagnostic]
  ) -> ExchangeCalendar? {
    guard let name = request.row.value("phase_exchange") else { return calendar }
    if let other = exchangeNamed(ExchangeID(name)) { return other }
    diagnostics.append(.unknownPhaseExchange(request, name))
    return nil
  }

  /// The instant that stands for a phase, and the first and last moments of it on that local date.
  private func span(
    of phase: TypedPhase, on date: CalendarDate, _ other: ExchangeCalendar
  ) -> (instant: Instant, first: Instant, last: Instant)? {
    guard other.hasHours, let zone = other.timeZone, let usual = other.usualHours(on: date) else {
      return nil
    }
    let session = other.index(of: date).map(other.session(at:))
    let open = session?.open ?? usual.open
    let close = session?.close ?? usual.close
    switch phase {
    case .preOpen:
      return (
        open.advanced(bySeconds: -1), zone.resolve(date: date, secondOfDay: 0).earliest,
        open.advanced(bySeconds: -1)
      )
    case .regular: return (open, open, close.advanced(bySeconds: -1))
    case .afterClose:
      return (
        close, close,
        zone.resolve(date: date.advanced(by: 1), secondOfDay: 0).earliest.advanced(bySeconds: -1)
      )
    }
  }
}
