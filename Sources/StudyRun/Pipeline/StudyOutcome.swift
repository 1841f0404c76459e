import CoreTypes
import DataInput
import EventTime
import ImpactMeasures
import Reports

/// What a run came to: counts for the manifest and the exit status, and a line an event for the console.
package struct StudyOutcome: Sendable {
  /// One event in short, by the study's first model.
  package struct Line: Sendable {
    package let event: EventID
    package let security: SecurityID
    package let phase: String
    package let dayZero: CalendarDate?
    package let status: AlignedEvent.Status
    package let reason: ExclusionReason?
    package let explanation: String?
    package let warnings: [EventWarning]
    /// Day 0's return, abnormal return and t; nil where there is none.
    package let dayZeroReturn: Double?
    package let abnormalReturn: Double?
    package let t: Double?
  }

  package let asOf: CalendarDate
  package let summaries: [InputFileSummary]
  package var diagnostics: DiagnosticList { found + tally.gaps.diagnostics }
  /// What was said before the events were computed.
  private let found: DiagnosticList
  /// What is said about the cache: no part of the report, and no reason for another exit status.
  package let cacheNotes: [Diagnostic]
  private var tally = Tally()
  /// The first events; more than a console shows are only counted.
  package var lines: [Line] { tally.lines }
  /// Which tests to believe: groups, models, windows, in that order of nesting.
  package internal(set) var advice: [TestAdvice] = []

  /// What some events come to.
  struct Tally: Sendable {
    fileprivate var used = 0
    fileprivate var provisional = 0
    fileprivate var excludedByReason: [ExclusionReason: Int] = [:]
    fileprivate var warnedEvents = 0
    fileprivate var gaps = RegressorGaps()
    fileprivate var lines: [Line] = []
    /// By the study's first model.
    fileprivate var firstMeasured: ModelImpact?

    /// - Parameter showsLine: the console may show the event.
    mutating func add(_ impact: EventImpact, showsLine: Bool) {
      let event = impact.event
      switch event.status {
      case .used: used += 1
      case .provisional: provisional += 1
      case .excluded: if let reason = event.reason { excludedByReason[reason, default: 0] += 1 }
      }
      if !event.warnings.isEmpty { warnedEvents += 1 }
      gaps.add(impact)
      if showsLine { lines.append(Line(impact)) }
      if firstMeasured == nil { firstMeasured = impact.models.first }
    }
  }

  init(_ prepared: PreparedStudy) {
    asOf = prepared.asOf
    summaries = prepared.inputs.summaries(of: prepared.events) + prepared.intraday.summaries
    found = prepared.diagnostics
    cacheNotes = prepared.inputs.cacheNotes
  }

  mutating func add(_ impacts: [EventImpact]) {
    for impact in impacts { tally.add(impact, showsLine: lines.count < StudyOutcome.lineLimit) }
  }

  /// Adds the next events.
  mutating func add(_ next: Tally) {
    tally.used += next.used
    tally.provisional += next.provisional
    tally.excludedByReason.merge(next.excludedByReason, uniquingKeysWith: +)
    tally.warnedEvents += next.warnedEvents
    tally.gaps.add(next.gaps)
    tally.lines += next.lines
    if tally.firstMeasured == nil { tally.firstMeasured = next.firstMeasured }
  }

  /// requested = used + provisional + excluded, always.
  package var counts: RunCounts {
    RunCounts(
      used: tally.used, provisional: tally.provisional, excludedByReason: tally.excludedByReason,
      rowsRead: summaries.reduce(0) { $0 + $1.rowsRead },
      rowsRefused: summaries.reduce(0) { $0 + $1.rowsRefused })
  }

  /// The windows of the event by the study's first model, in lines for a person; nil unless one event alone is used or
  /// provisional.
  package func onlyEvent(of study: StudyConfiguration) -> (model: String, windows: [String])? {
    guard tally.used + tally.provisional == 1, let first = tally.firstMeasured, let measures = first.measures
    else { return nil }
    let lines = WindowLines.lines(
      of: measures, model: first.name, study.rowConventions, confidence: study.confidence)
    return (first.name, lines)
  }

  /// More events than a console shows are only counted.
  package static let lineLimit = 200

  /// Some diagnostic says what was lost.
  package var hasErrors: Bool { says(.error) }

  private func says(_ severity: Severity) -> Bool {
    diagnostics.contains { $0.severity == severity }
  }

  /// How many events have a warning.
  package var warnedEvents: Int { tally.warnedEvents }

  /// Faulty input cost rows, files or events (exit status 1).
  package var hasLosses: Bool {
    hasErrors || tally.excludedByReason.keys.contains { $0.isInputFault }
  }

  /// Anything that `--strict` does not accept.
  package var hasWarnings: Bool {
    hasLosses || !tally.excludedByReason.isEmpty || says(.warning)
      || tally.warnedEvents > 0
  }
}

extension StudyOutcome.Line {
  init(_ impact: EventImpact) {
    let event = impact.event
    let returns = impact.models.first?.measures?.abnormalReturns
    func onDayZero(_ value: (AbnormalReturns, Int) -> Double) -> Double? {
      guard let returns, returns.eventWindow.contains(0) else { return nil }
      let number = value(returns, returns.position(of: 0))
      return number.isNaN ? nil : number
    }
    self.init(
      event: event.id, security: event.security, phase: event.announcement?.phase?.rawValue ?? "",
      dayZero: event.date(of: 0), status: event.status, reason: event.reason, explanation: event.explanation,
      warnings: event.warnings.sorted(), dayZeroReturn: onDayZero { $0.returns[$1] },
      abnormalReturn: onDayZero { $0.abnormal[$1] }, t: onDayZero { $0.standardized(at: $1) })
  }
}
