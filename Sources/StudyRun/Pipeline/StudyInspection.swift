import CoreTypes
import EventTime
import ImpactMeasures
import Reports

/// Looking into a study without writing anything: `check` and `explain`.
extension StudyPipeline {
  /// What `check` says of one event.
  package struct CheckLine: Sendable {
    package let event: EventID
    package let security: SecurityID
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

  /// A study as `check` sees it.
  package struct Check: Sendable {
    package let lines: [CheckLine]
    /// The same as CSV, with a header.
    package let timeline: String
    package let outcome: StudyOutcome
    /// The formats of the price files as they were named or detected, with how many files each.
    package let formats: [(format: String, files: Int)]
    package let quality: QualityReview
  }

  /// Reads and aligns everything and finds what would exclude each event.
  package func check() throws(RunFailure) -> Check {
    let prepared = try prepare(keepsAll: true)
    let computation = prepared.computation(study, shown: .otherNews)
    var outcome = StudyOutcome(prepared)
    var lines: [CheckLine] = []
    var timeline = CSVText(header: EventTimeline.columns)
    prepared.impacts(computation, jobs: jobs) { impacts in
      outcome.add(impacts)
      lines += impacts.map(CheckLine.init)
      for impact in impacts { timeline.append(timelineOf: impact) }
    }
    return Check(
      lines: lines, timeline: String(decoding: timeline.bytes, as: UTF8.self), outcome: outcome,
      formats: prepared.inputs.prices.formats, quality: QualityReview(prepared, study: study, jobs: jobs))
  }

  /// What `explain` says.
  package struct Explanation: Sendable {
    /// The story of every event with the id (a second use of an id is an excluded event of its own); empty for an
    /// unknown id.
    package let stories: [EventExplanation]
    /// What their numbers are made of, day by day; none of an event that was excluded before its returns were formed.
    fileprivate let days: [EventDays]
    /// The columns behind those that every study has.
    fileprivate let factors: [String]
    /// The ids of all requested events, for suggestions.
    package let requested: [EventID]
    /// What is said about the cache: no part of the results.
    package let cacheNotes: [Diagnostic]

    /// The days as CSV with a header.
    package var dayTable: String {
      var table = CSVText(header: EventDays.columns + factors)
      for days in days { table.append(days) }
      return String(decoding: table.bytes, as: UTF8.self)
    }
  }

  /// Reads and aligns everything and computes the events with one id.
  package func explain(_ id: EventID) throws(RunFailure) -> Explanation {
    let prepared = try prepare()
    let computation = prepared.computation(study, shown: .all)
    let columns = computation.columns()
    let factors = prepared.market.factorNames
    var days: [EventDays] = []
    let stories = prepared.events.filter { $0.id == id }.map { event in
      let impact = computation.impact(of: event, columns)
      let trades = prepared.market.trades(of: event.security)
      let benchmark = prepared.market.benchmark(of: event)
      let placed = PlacedEvent(impact.event, in: prepared.market)
      let sample = placed.map { computation.inputs.sample(of: $0, columns) }
      let leftOut = sample?.daysInsideOtherEvents(gap: study.estimation.gap) ?? []
      if let sample, let trades {
        days.append(
          EventDays(
            impact.event, sample: sample, trades: trades, benchmark: benchmark, factors: factors))
      }
      return EventExplanation(
        impact,
        context: EventExplanation.Context(
          securityName: prepared.market.catalog[event.security]?.record?.name, trades: trades,
          benchmark: benchmark, factors: prepared.market.factorSeries(of: event.security),
          intraday: prepared.intraday.prices[event.security],
          estimationGap: study.estimation.gap,
          returnsInsideOtherEvents: leftOut.count,
          otherEventsLeftOut: prepared.others.text(covering: leftOut, of: impact.event),
          conventions: study.rowConventions, confidence: study.confidence,
          suspensionPolicy: study.suspended.rawValue, gapPolicy: study.gaps.rawValue,
          lateCutoffMinutes: study.lateCutoffMinutes, asOf: prepared.asOf,
          sameNews: prepared.events.filter {
            $0.announcementID != nil && $0.announcementID == event.announcementID
          }))
    }
    return Explanation(
      stories: stories, days: days, factors: factors,
      requested: prepared.events.map(\.id), cacheNotes: prepared.inputs.cacheNotes)
  }
}

extension StudyPipeline.CheckLine {
  init(_ impact: EventImpact) {
    let event = impact.event
    var verdict = event.status.rawValue
    if let reason = event.reason?.rawValue {
      verdict = event.status == .excluded ? reason : "\(verdict), \(reason)"
    }
    if let explanation = event.explanation { verdict += " (\(explanation))" }
    self.init(
      event: event.id, security: event.security, announced: StudyPipeline.CheckLine.announced(event),
      phase: StudyPipeline.CheckLine.phase(of: event),
      firstTrade: StudyPipeline.CheckLine.firstTrade(of: event),
      dayZero: event.date(of: 0)?.description ?? "",
      suspension: StudyPipeline.CheckLine.text(of: event), verdict: verdict,
      warnings: StudyPipeline.CheckLine.warnings(of: impact))
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

  /// On the exchange's clock; as typed where nothing could be made of it.
  private static func announced(_ event: AlignedEvent) -> String {
    event.announcement?.localText ?? event.request.typed("announced_at") ?? ""
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
    if let spell = event.dayZero?.suspension, let dates = event.calendar?.sessionDates {
      let end = spell.last.map { "to \(dates[$0])" } ?? "until now"
      parts.append("\(dates[spell.first]) \(end), \(spell.isDeclared ? "declared" : "found")")
    }
    if let zone = event.calendar?.timeZone {
      parts += event.halts.map { halt in
        "halted \(zone.isoText(of: halt.start)) to \(halt.end.map(zone.isoText) ?? "now")"
      }
    }
    if let lock = event.limitLock {
      parts.append("\(lock.sessions) \(lock.sessions == 1 ? "session" : "sessions") at the price limit")
    }
    return parts.joined(separator: "; ")
  }
}
