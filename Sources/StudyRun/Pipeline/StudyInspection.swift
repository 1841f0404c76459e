import CoreTypes
import EventTime
import ImpactMeasures
import Reports

/// Looking into a study without writing anything: `check` and `explain`.
extension StudyPipeline {
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

  /// Reads and aligns everything and computes the events with one id, which may be as `events.csv` shows it: behind the
  /// apostrophe that protects spreadsheets.
  package func explain(_ typed: EventID) throws(RunFailure) -> Explanation {
    let prepared = try prepare()
    let plain = CSVText.unprotected(typed.text).map { EventID($0) }
    let id = plain.flatMap { plain in prepared.events.contains { $0.id == typed } ? nil : plain } ?? typed
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
