import CoreTypes
import EventTime
import ExpectedReturns
import ImpactMeasures

/// How one event's numbers came about, step by step, for a person who has to defend them.
package struct EventExplanation: Sendable {
  /// What the steps need besides the measures themselves.
  package struct Context: Sendable {
    /// That of securities.csv.
    package let securityName: String?
    package let trades: TradedSeries?
    package let benchmark: BenchmarkReturns?
    /// The factors made of prices.
    package let factors: [(name: String, returns: BenchmarkReturns?)]
    /// The security's bars and quotes; nil without any.
    package let intraday: IntradayPrices?
    /// Returns of the estimation window that other events of the security left out.
    package let returnsInsideOtherEvents: Int
    /// Which ones, such as `'AMBA-Q2' on event day -31`.
    package let otherEventsLeftOut: String
    package let conventions: RowConventions
    /// That of the intervals around CARs, such as 0.95.
    package let confidence: Double
    package let suspensionPolicy: String
    package let gapPolicy: String
    package let lateCutoffMinutes: Int
    package let asOf: CalendarDate
    /// The events of the same `announcement_id`, this one among them; empty without one.
    package let sameNews: [AlignedEvent]

    package init(
      securityName: String?, trades: TradedSeries?, benchmark: BenchmarkReturns?,
      factors: [(name: String, returns: BenchmarkReturns?)], intraday: IntradayPrices?,
      returnsInsideOtherEvents: Int, otherEventsLeftOut: String,
      conventions: RowConventions, confidence: Double, suspensionPolicy: String, gapPolicy: String,
      lateCutoffMinutes: Int, asOf: CalendarDate, sameNews: [AlignedEvent]
    ) {
      self.securityName = securityName
      self.trades = trades
      self.benchmark = benchmark
      self.factors = factors
      self.intraday = intraday
      self.returnsInsideOtherEvents = returnsInsideOtherEvents
      self.otherEventsLeftOut = otherEventsLeftOut
      self.conventions = conventions
      self.confidence = confidence
      self.suspensionPolicy = suspensionPolicy
      self.gapPolicy = gapPolicy
      self.lateCutoffMinutes = lateCutoffMinutes
      self.asOf = asOf
      self.sameNews = sameNews
    }
  }

  let impact: EventImpact
  let context: Context
  var lines: [String] = []

  package init(_ impact: EventImpact, context: Context) {
    self.impact = impact
    self.context = context
    title()
    announcement()
    reaction()
    reactionSequence()
    prices()
    night()
    estimation()
    models()
  }

  /// The whole story, one line a fact, ending with a newline.
  package var text: String { lines.joined(separator: "\n") + "\n" }

  var event: AlignedEvent { impact.event }

  mutating func step(_ name: String, _ fact: String) {
    lines.append("  " + name.padded(to: 14) + " " + fact)
  }

  private mutating func title() {
    let exchange = event.exchange.map { " on \($0)" } ?? ""
    let benchmark = event.benchmark.map { ", benchmark \($0)" } ?? ""
    let name = context.securityName.map { " (\($0))" } ?? ""
    lines.append("Event \(event.id): \(event.security)\(name)\(exchange)\(benchmark)")
    step("requested in", event.request.location().text)
    if let note = event.request.row.value("note") { step("note", note) }
    var status = event.status.rawValue
    if let reason = event.reason { status += " (\(reason.rawValue))" }
    if let explanation = event.explanation { status += ": \(explanation)" }
    step("status", status)
    if !event.warnings.isEmpty {
      step("warnings", event.warnings.sorted().map(\.rawValue).joined(separator: " "))
      for sentence in impact.warningSentences where !hasStep(sentence.id) { step("warning", sentence.text) }
    }
  }

  /// A step of its own tells about it.
  private func hasStep(_ warning: EventWarning) -> Bool {
    [.suspensionFound, .tradingHalted, .priceLimitLocked, .reactionOnNeighboringDay].contains(warning)
  }

  private mutating func announcement() {
    let typed = ["announced_at", "timezone", "phase", "phase_exchange", "day_zero"].compactMap { column in
      event.request.typed(column).map { "\(column) \($0)" }
    }
    step("as typed", typed.joined(separator: ", "))
    guard let announcement = event.announcement else { return }
    if let instant = announcement.instant {
      step("announced", "\(instant) = \(announcement.localText ?? "") on the exchange's clock")
    }
    guard announcement.isReadable, let phase = announcement.phase?.rawValue else { return }
    let detail = event.phaseDetail?.rawValue ?? phase
    let finer = detail == phase ? "" : " (\(detail))"
    step("phase", "\(phase) on \(event.exchange?.text ?? "the exchange")\(finer)")
  }

  private mutating func reaction() {
    guard let dayZero = event.dayZero, let calendar = event.calendar else { return }
    if calendar.sessionDates.indices.contains(dayZero.reactionSession) {
      let session = calendar.session(at: dayZero.reactionSession)
      let hours = calendar.hasHours ? ", \(session.open) to \(session.close)" : ""
      let early = session.isEarlyClose ? " (early close)" : ""
      step("reaction", "\(session.date)\(hours)\(early): \(reactionRule(calendar))")
    }
    halts(calendar)
    if let suspension = dayZero.suspension { step("suspension", text(of: suspension, dayZero, calendar)) }
    guard let date = event.date(of: 0) else {
      step("day 0", "not known yet as of \(context.asOf)")
      return
    }
    let span =
      impact.dayZeroSpan.map { "; its return covers \($0.counted("session", "sessions"))" } ?? ""
    step("day 0", "\(date)\(span)")
    if let before = event.date(of: -1) { step("day -1", before.description) }
    if let lock = event.limitLock { step("price limit", text(of: lock, calendar)) }
    if let sentence = impact.neighborSentence {
      step("neighbor", "\(sentence): is the time or phase of the announcement right?")
    }
  }

  /// Why this session is the one that counts.
  private func reactionRule(_ calendar: ExchangeCalendar) -> String {
    if event.announcement?.isReactionGiven == true { return "given by day_zero" }
    let minutes = context.lateCutoffMinutes
    if minutes == 0, !event.halts.isEmpty, let open = event.announcement?.firstOpenSession,
      let reaction = event.announcement?.reactionSession, open < reaction
    {
      return
        "the next session after that of \(calendar.sessionDates[open]), which a halt cut off before the news"
    }
    guard minutes > 0, let instant = event.announcement?.instant else {
      return "the first session that had not closed"
    }
    let rule =
      "the first session that closed at least \(minutes) minutes after the news (late_cutoff_minutes)"
    guard let open = event.announcement?.firstOpenSession, open != event.announcement?.reactionSession else {
      return rule
    }
    let session = calendar.session(at: open)
    let left = Double(session.close.secondsSinceEpoch - instant.secondsSinceEpoch) / 60
    return rule + "; that of \(session.date) closed \(rounded(left, 1)) minutes after it"
  }

  private func text(of spell: SuspensionSpell, _ dayZero: DayZero, _ calendar: ExchangeCalendar) -> String {
    let origin = spell.isDeclared ? "declared in the suspensions file" : "found in the prices"
    let number = dayZero.suspendedSessions
    let count =
      "; \(number.counted("suspended session", "suspended sessions")) from the reaction session on"
      + (spell.last == nil ? " so far" : "")
    let stopped = dayZero.clock.stoppedSessions
    let clock =
      if dayZero.clock.dayZero == nil {
        "the clock stands still until it trades again"
      } else if stopped > 0 {
        "the clock stood still for \(stopped.counted("session", "sessions"))"
      } else {
        "the clock ran on"
      }
    return
      "no trade from \(spell.dates(on: calendar)) (\(origin))\(count); policy \(context.suspensionPolicy): \(clock)"
  }

  private mutating func estimation() {
    guard let first = impact.estimationFirst, let last = impact.estimationLast,
      let window = impact.estimationWindow
    else { return }
    let days =
      impact.estimationGap.map { gap in
        "\(EventWindow(first: window.first, last: gap.first - 1)) and "
          + "\(EventWindow(first: gap.last + 1, last: window.last))"
      } ?? window.description
    step(
      "estimation",
      "event days \(days), \(context.conventions.returnKind.rawValue) returns from \(first) to \(last), gaps: "
        + context.gapPolicy)
    if context.returnsInsideOtherEvents > 0 {
      step(
        "left out",
        "\(context.returnsInsideOtherEvents) returns inside event windows of other events of \(impact.event.security) "
          + "(exclude_other_events): \(context.otherEventsLeftOut)")
    }
    for note in impact.notes { step("warning", note.text) }
  }
}
