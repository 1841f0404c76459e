import CoreTypes

/// Reads an event's announcement as an instant and finds the first session that could react (METHODS 0.1).
///
/// Day 0 is the first session of the security's own exchange with `close > instant`. A local time that does not
/// exist, or that exists twice with different consequences, is a diagnostic and an exclusion, never a guess.
package struct AnnouncementReader {
  let calendar: ExchangeCalendar
  let lateCutoff: Int
  let halts: [TradingHalt]
  let exchangeNamed: (ExchangeID) -> ExchangeCalendar?

  /// - Parameters:
  ///   - calendar: that of the security's own exchange.
  ///   - lateCutoff: seconds; news that comes less than that before a close belongs to the next session.
  ///   - halts: those of the security, joined: one that cuts a session off before the news leaves it to the next.
  ///   - exchangeNamed: the calendar of another exchange, for `phase_exchange`.
  package init(
    calendar: ExchangeCalendar, lateCutoff: Int, halts: [TradingHalt],
    exchangeNamed: @escaping (ExchangeID) -> ExchangeCalendar?
  ) {
    self.calendar = calendar
    self.lateCutoff = lateCutoff
    self.halts = halts
    self.exchangeNamed = exchangeNamed
  }

  /// Places the announcement of one event; what is odd about it is added to `diagnostics`.
  package func read(_ request: EventRequest, diagnostics: inout [Diagnostic]) -> Announcement {
    var announcement = Announcement()
    let override = dayZero(request, &announcement, &diagnostics)
    if let typed = request.row.value("announced_at") {
      if let text = DateTimeText(typed) {
        read(text, request, &announcement, &diagnostics)
      } else {
        diagnostics.append(.unreadable(request, typed))
        announcement.exclude(.announcementUnreadable, whyUnread(typed, request, "a date or time"))
      }
    } else if override != nil {
      announcement.phase = .dateOnly
    } else if request.row.value("day_zero") == nil {
      diagnostics.append(.announcementEmpty(request))
      announcement.exclude(.announcementUnreadable, "no announced_at")
    }
    if announcement.firstOpenSession == nil { announcement.firstOpenSession = announcement.reactionSession }
    announcement.pass(halts, on: calendar)
    guard let override else { return announcement }
    if announcement.exclusion == .outsideCalendar || announcement.exclusion == .exchangeHoursUnknown {
      announcement.exclusion = nil
    }
    announcement.overrideReaction(with: override)
    if announcement.localDate == nil { announcement.localDate = calendar.sessionDates[override] }
    return announcement
  }

  private func read(
    _ text: DateTimeText, _ request: EventRequest, _ announcement: inout Announcement,
    _ diagnostics: inout [Diagnostic]
  ) {
    announcement.localDate = text.date
    let phase = typedPhase(request, &diagnostics)
    // Midnight without an offset and a zone is how spreadsheets and other programs write a date.
    let isDate =
      text.secondOfDay == 0 && !text.isEndOfDay && text.offset == nil && request.row.value("timezone") == nil
    if let second = text.secondOfDay, !isDate {
      guard let instant = instant(text, second, request, &announcement, &diagnostics) else { return }
      settle(instant, &announcement)
      // 24:00 is still part of the day that it ends.
      let moment = text.isEndOfDay ? instant.advanced(bySeconds: -1) : instant
      if let phase { compare(phase, with: moment, request, &announcement, &diagnostics) }
    } else if let phase {
      readPhase(phase, on: text.date, request, &announcement, &diagnostics)
    } else if request.row.value("phase") != nil {
      announcement.exclude(.announcementUnreadable, "the phase is not one that is known")
    } else {
      announcement.phase = .dateOnly
      announcement.warnings.insert(.announcementTimeUnknown)
      announcement.reactionSession = session(notBefore: text.date, &announcement)
    }
  }

  /// A date without a time and without a phase: that date's session, or the next one.
  private func session(notBefore date: CalendarDate, _ announcement: inout Announcement) -> Int? {
    guard calendar.knows(date), let session = calendar.firstIndex(notBefore: date) else {
      announcement.exclude(.outsideCalendar, calendar.rangeExplanation(of: date))
      return nil
    }
    return session
  }

  /// The instant of a date with a time: by its offset, its zone, or the exchange's own zone.
  private func instant(
    _ text: DateTimeText, _ second: Int, _ request: EventRequest, _ announcement: inout Announcement,
    _ diagnostics: inout [Diagnostic]
  ) -> Instant? {
    if let offset = text.offset {
      let instant = Instant(date: text.date, secondOfDay: second, offset: offset)
      // Whatever the zone, much is stamped in UTC.
      if offset != 0, let zone = request.row.value("timezone").flatMap({ TimeZoneRules(ianaName: $0) }),
        zone.local(of: instant).utcOffset != offset
      {
        diagnostics.append(.zoneContradictsOffset(request, zone, at: instant))
      }
      return instant
    }
    guard let zone = zone(request, &announcement, &diagnostics) else { return nil }
    switch zone.resolve(date: text.date, secondOfDay: second) {
    case .unique(let instant):
      if let usual = calendar.timeZone, zone.isUsualTime(of: usual, at: instant) {
        diagnostics.append(.withoutSummerTime(request, zone, usual, at: instant))
      }
      return instant
    case .skipped(let before, let after):
      diagnostics.append(.timeSkipped(request, zone: zone, before: before, after: after))
      announcement.exclude(.announcementUnreadable, "the clocks in \(zone.name) skipped that time")
      return nil
    case .repeated(let first, let second):
      // Without hours no time has a session, this one or another.
      guard calendar.hasHours else { return first }
      if reactionSession(to: first) == reactionSession(to: second) {
        announcement.warnings.insert(.announcementTimeRepeated)
        return first
      }
      diagnostics.append(.timeRepeated(request, zone: zone, first: first, second: second))
      announcement.exclude(
        .announcementUnreadable, "the clocks in \(zone.name) showed that time twice, with different days 0")
      return nil
    }
  }

  private func zone(
    _ request: EventRequest, _ announcement: inout Announcement, _ diagnostics: inout [Diagnostic]
  ) -> TimeZoneRules? {
    guard let name = request.row.value("timezone") else {
      if calendar.timeZone == nil {
        announcement.exclude(.exchangeHoursUnknown, "the exchange's time zone is not known")
      }
      return calendar.timeZone
    }
    if let zone = TimeZoneRules(ianaName: name) { return zone }
    let fault = TimeZoneRules.fault(of: name, example: calendar.timeZone?.name ?? "America/New_York")
    diagnostics.append(.unknownZone(request, fault.message, help: fault.help))
    announcement.exclude(.announcementUnreadable, fault.message)
    return nil
  }

  /// Everything that follows from an instant.
  func settle(_ instant: Instant, _ announcement: inout Announcement) {
    announcement.instant = instant
    if let zone = calendar.timeZone {
      let local = zone.local(of: instant)
      let date = local.date
      announcement.localDate = date
      announcement.utcOffset = Int32(local.utcOffset)
      if calendar.hasHours, calendar.knows(date) {
        announcement.phase = Announcement.Phase(at: instant, on: calendar, localDate: date)
      }
    }
    guard calendar.hasHours else {
      return announcement.exclude(
        .exchangeHoursUnknown,
        calendar.exchange.text.isEmpty
          ? "no exchange is named, so that the trading hours are not known"
          : "the trading hours of the exchange '\(calendar.exchange)' are not known")
    }
    let date = announcement.localDate ?? instant.utc.date
    guard let session = calendar.firstIndex(closingAfter: instant, on: date, leaving: lateCutoff) else {
      return announcement.exclude(.outsideCalendar, calendar.rangeExplanation(ofNewsOn: date))
    }
    announcement.reactionSession = session
    announcement.firstOpenSession = lateCutoff == 0 ? session : calendar.firstIndex(closingAfter: instant)
  }

  /// The first session that had long enough to go to react, and that no halt had cut off.
  func reactionSession(to instant: Instant) -> Int? {
    let reaction = calendar.firstIndex(closingAfter: instant, leaving: lateCutoff)
    guard !halts.isEmpty, let reaction, let first = calendar.firstIndex(closingAfter: instant),
      halts.cutOff(calendar.session(at: first), at: instant)
    else { return reaction }
    return max(reaction, first + 1)
  }

  private func dayZero(
    _ request: EventRequest, _ announcement: inout Announcement, _ diagnostics: inout [Diagnostic]
  ) -> Int? {
    guard let text = request.row.value("day_zero") else { return nil }
    // Midnight is how spreadsheets write a date.
    if let date = DateTimeText(text), (date.secondOfDay ?? 0) == 0, !date.isEndOfDay, date.offset == nil {
      if let session = calendar.index(of: date.date) { return session }
      diagnostics.append(.dayZeroClosed(request, date.date, calendar))
      announcement.exclude(.announcementUnreadable, "\(calendar.name) has no session on \(date.date)")
      return nil
    }
    let typed = request.typed("day_zero") ?? text
    diagnostics.append(.dayZeroUnreadable(request, typed))
    announcement.exclude(.announcementUnreadable, whyUnread(typed, request, "a date"))
    return nil
  }

  /// What `07/10/2019` means is not known, unless it is known how the dates of the file are written.
  private func whyUnread(_ typed: String, _ request: EventRequest, _ wanted: String) -> String {
    guard !request.hasDateFormat, let readings = DatePatterns.bothReadings(typed) else {
      return "'\(typed)' is not \(wanted)"
    }
    return "'\(typed)' has two readings, \(readings)"
  }
}

extension ExchangeCalendar {
  /// Why news has no session that reacts to it.
  fileprivate func rangeExplanation(ofNewsOn date: CalendarDate) -> String {
    guard knows(date) else { return rangeExplanation(of: date) }
    return "the news of \(date) met no known session of \(name) any more, the last of which is of "
      + "\(sessionDates.last?.description ?? "no date")"
  }

  /// Why a date has no answer: the known range.
  func rangeExplanation(of date: CalendarDate) -> String {
    "\(date) is outside the known sessions of \(name), \(validFrom) to \(validTo)"
  }
}
