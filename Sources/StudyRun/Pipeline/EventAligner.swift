import CoreTypes
import DataInput
import EventTime

/// Turns each requested event into an aligned one: announcement -> reaction session -> day 0, or an exclusion.
struct EventAligner: Sendable {
  let study: StudyConfiguration
  let market: StudyMarket
  /// Made once: one a event would be the only memory that reading an announcement needs.
  private let calendarNamed: @Sendable (ExchangeID) -> ExchangeCalendar?
  /// For securities without prices why they have none, or what they are probably meant to be.
  private let help: [SecurityID: String]

  init(study: StudyConfiguration, market: StudyMarket, inputs: StudyInputs) {
    self.study = study
    self.market = market
    help = EventAligner.help(study, market.catalog, inputs)
    let calendars = market.calendars
    calendarNamed = { calendars.calendar(for: $0) }
  }

  /// Asked once for all: what the files hold is looked at once.
  private static func help(
    _ study: StudyConfiguration, _ catalog: SecurityCatalog, _ inputs: StudyInputs
  ) -> [SecurityID: String] {
    let unknown = inputs.eventSecurities.filter { catalog[$0] == nil }
    guard !unknown.isEmpty else { return [:] }
    let priceless = PricelessSecurities(inputs.prices, of: study.prices, wanted: inputs.eventSecurities)
    let nearest = catalog.names.nearest(to: unknown)
    let advice = priceless.advice
    return Dictionary(
      unknown.map { ($0, priceless.reason(against: $0, meant: nearest[$0]) ?? advice) }
    ) { first, _ in first }
  }

  func align(_ request: EventRequest, diagnostics: inout [Diagnostic]) -> AlignedEvent {
    let listed = market.listing(of: request)
    var event = AlignedEvent(
      request: request, group: group(of: request, listed?.security), setting: market.setting(of: request))
    if let refusal = request.refusal { event.exclude(refusal.reason, refusal.text) }
    guard let listed else {
      event.exclude(.unknownSecurity, "no price file holds '\(request.security)'")
      if request.refusal == nil {
        diagnostics.append(.unknownSecurity(request, help: help[request.security]))
      }
      return event
    }
    guard let trades = listed.trades else {
      event.exclude(.unknownExchange, "no calendar is known for '\(event.exchange?.text ?? "")'")
      // What securities.csv says is told there, once.
      if listed.security.record?.exchange == nil {
        diagnostics.append(.unknownExchange(request, event.exchange))
      }
      return event
    }
    let calendar = trades.calendar
    guard event.status != .excluded else { return event }
    if event.benchmark == nil, study.needsBenchmark {
      diagnostics.append(.benchmarkNotNamed(request, in: study))
    }
    announce(&event, on: calendar, halts: trades.joinedHalts, diagnostics: &diagnostics)
    place(&event, among: trades)
    if let meeting = market.meeting(of: event, listed) {
      if closesAtAnotherTime(event, calendar, meeting) { event.warnings.insert(.closesAtAnotherTime) }
      if currencyDiffers(listed.security, meeting) { event.warnings.insert(.currencyDiffers) }
      if meeting.listsSecurity { event.warnings.insert(.benchmarkIncludesSecurity) }
    }
    return event
  }

  /// Where news besides the events lies: placed as an event, and no more is asked of it.
  func align(news request: EventRequest, diagnostics: inout [Diagnostic]) -> AlignedEvent {
    var event = AlignedEvent(request: request, group: "", setting: market.setting(of: request))
    guard let trades = market.listing(of: request)?.trades else { return event }
    announce(&event, on: trades.calendar, halts: trades.joinedHalts, diagnostics: &diagnostics)
    place(&event, among: trades)
    return event
  }

  /// Reads the announcement and finds the reaction session.
  private func announce(
    _ event: inout AlignedEvent, on calendar: ExchangeCalendar, halts: [TradingHalt],
    diagnostics: inout [Diagnostic]
  ) {
    let reader = AnnouncementReader(
      calendar: calendar, lateCutoff: study.lateCutoffMinutes * 60, halts: halts, exchangeNamed: calendarNamed
    )
    let announcement = reader.read(event.request, diagnostics: &diagnostics)
    event.announcement = announcement
    event.warnings.formUnion(announcement.warnings)
    if let date = announcement.localDate, date > market.asOf {
      event.exclude(.announcedAfterAsOf, "announced on \(date), the data count up to \(market.asOf)")
    }
    if let reason = announcement.exclusion { event.exclude(reason, announcement.explanation) }
    if announcement.exclusion == .exchangeHoursUnknown {
      diagnostics.append(
        .hoursUnknown(event.request, event.exchange, announcement.explanation ?? "", in: study))
    }
  }

  private func place(_ event: inout AlignedEvent, among trades: TradedSeries) {
    guard event.status != .excluded, let announcement = event.announcement,
      let session = announcement.reactionSession
    else { return }
    let lastSession = market.lastSession(of: trades.calendar)
    func dayZero(reactingOn reactionSession: Int) -> Result<DayZero, ExclusionFailure> {
      DayZeroPlacement.place(
        reactionSession: reactionSession, in: trades, policy: study.suspended, lastSession: lastSession,
        shortestFound: study.shortestSuspension)
    }
    var placed = dayZero(reactingOn: session)
    if let own = announcement.overriddenSession, case .success(let ownDayZero) = dayZero(reactingOn: own),
      ownDayZero.clock.dayZero == session
    {
      placed = .success(ownDayZero)
      event.announcement?.restoreReaction()
      event.warnings.remove(.dayZeroOverridden)
    }
    switch placed {
    case .failure(let failure):
      event.exclude(failure.reason, explanation(of: failure.reason, session, trades))
    case .success(let dayZero):
      event.dayZero = dayZero
      if let suspension = dayZero.suspension {
        if !suspension.isDeclared { event.warnings.insert(.suspensionFound) }
        if trades.contradicts(suspension) { event.warnings.insert(.priceWhileSuspended) }
      }
      noteTrading(&event, dayZero, trades, lastSession: lastSession)
      judgeEnd(&event, dayZero.clock, on: trades.calendar, lastSession: lastSession)
      judgeHistory(&event, dayZero.clock, trades)
      if dayZero.suspension != nil, study.suspended == .exclude {
        event.exclude(
          .suspendedOnDayZero, "no trade on the reaction session, and the study excludes such events")
      }
    }
  }

  /// What the trading around day 0 gives cause to say: halts, no trade, closes at a price limit.
  private func noteTrading(
    _ event: inout AlignedEvent, _ dayZero: DayZero, _ trades: TradedSeries, lastSession: Int
  ) {
    let halts = trades.halts(around: dayZero, after: event.announcement, lastSession: lastSession)
    if !halts.isEmpty {
      event.halts = halts
      event.warnings.insert(.tradingHalted)
    }
    guard let session = dayZero.clock.dayZero, session <= lastSession else { return }
    if trades.refusedSessions.contains(Int32(session)) {
      event.warnings.insert(.priceRefused)
    } else if dayZero.suspension == nil {
      if let trade = trades.trade(on: session) {
        let isLate = trade > 0 && Int(trades.sessions[trade - 1]) < dayZero.clock.dayBefore
        if isLate { event.warnings.insert(.noTradeBeforeDayZero) }
      } else {
        event.warnings.insert(.noTradeOnDayZero)
      }
    }
    guard let exchange = event.exchange else { return }
    event.limitLock = LimitLock.find(in: trades, dayZero: session, exchange: exchange)
    if event.limitLock != nil { event.warnings.insert(.priceLimitLocked) }
  }

  /// Provisional where the event window is not over yet; outside where no calendar says when it will be.
  private func judgeEnd(
    _ event: inout AlignedEvent, _ clock: EventClock, on calendar: ExchangeCalendar, lastSession: Int
  ) {
    guard let last = clock.session(of: study.eventWindow.last) else {
      event.status = .provisional
      event.lastKnownDay = -1
      return
    }
    event.lastKnownDay =
      clock.day(of: lastSession).map { min($0, study.eventWindow.last) } ?? min(-1, study.eventWindow.last)
    let end = clock.session(of: max(study.eventWindow.last, study.estimation.window.last)) ?? last
    if end > lastSession { event.status = .provisional }
    if last >= calendar.sessionDates.count, market.asOf > calendar.validTo {
      event.exclude(
        .outsideCalendar, "the event window ends after \(calendar.validTo), the last known session")
    }
  }

  /// Delisted, as far as the data say: the security's last row lies before the last day of an event window that is
  /// over, while the prices of its benchmark (or of anything else, without one) go on. Where its benchmark's end too, nothing is
  /// said of the security: a market was not fetched to its end. Windows keep their own reasons.
  private func judgeHistory(_ event: inout AlignedEvent, _ clock: EventClock, _ trades: TradedSeries) {
    let series = trades.series
    guard event.status == .used, let last = trades.sessions.last.map(Int.init),
      let day = clock.day(of: last), day < study.eventWindow.last,
      let windowEnd = clock.session(of: study.eventWindow.last), !trades.isSuspended(last + 1, to: windowEnd)
    else { return }
    let lastDate = trades.calendar.sessionDates[last]
    guard let lastKnown = lastKnownDate(of: series) else { return }
    // Rows that go on without trades to the end of the window are a suspension that has not ended.
    let lastRow = max(lastKnown, lastDate)
    let rowDay = clock.day(of: trades.calendar.sessionDates.firstPosition(notBefore: lastRow))
    guard let rowDay, rowDay < study.eventWindow.last else { return }
    let others = market.benchmarkMembers(of: event).compactMap { market.trades(of: $0)?.series }
    let other = others.max { lastKnownDate(of: $0) ?? lastRow < lastKnownDate(of: $1) ?? lastRow }
    let known = other.map { lastKnownDate(of: $0) ?? lastRow } ?? market.asOf
    guard known > lastRow else {
      event.warnings.insert(.pricesEndEarly)
      return
    }
    event.reason = .delisted
    event.explanation =
      "\(ending(of: series, on: lastDate)), event day \(day); those of \(other?.security.text ?? "others") go on to \(known)"
  }

  /// The last date that counts, which is not that of `as_of` where that is a closed day; nil for none.
  private func lastKnownDate(of series: PriceSeries) -> CalendarDate? {
    series.lastRow(notAfter: market.asOf).map { series.dates[$0] }
  }

  /// The benchmark's exchange usually closes at another moment of day 0: its return covers other news.
  private func closesAtAnotherTime(
    _ event: AlignedEvent, _ calendar: ExchangeCalendar, _ meeting: BenchmarkTable.Meeting
  ) -> Bool {
    let others = meeting.otherCalendars
    guard !others.isEmpty, let date = event.date(of: 0) ?? event.announcement?.localDate,
      let own = calendar.usualHours(on: date)
    else { return false }
    return others.contains { other in other.usualHours(on: date).map { $0.close != own.close } ?? false }
  }

  private func group(of request: EventRequest, _ security: CatalogedSecurity?) -> String {
    if let value = request.row.value(study.groupBy) { return value }
    // Another column of the study's choice is another classification than that of securities.csv.
    return study.groupBy != StudyConfiguration.usualGroupColumn ? "" : security?.group ?? ""
  }

  private func currencyDiffers(_ security: CatalogedSecurity, _ meeting: BenchmarkTable.Meeting) -> Bool {
    guard let own = security.currency?.uppercased() else { return false }
    return meeting.members.contains { member in
      market.catalog[member]?.currency.map { $0.uppercased() != own } ?? false
    }
  }
}
