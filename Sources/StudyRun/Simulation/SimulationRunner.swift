import CoreTypes
import EventTime
import ImpactMeasures
import Inference
import Reports

/// A whole simulation: from the study to a folder with `size_power.csv` and its manifest.
package enum SimulationRunner {
  /// What a simulation came to.
  package struct Outcome: Sendable {
    /// One row of `size_power.csv`, for the terminal.
    package struct Row: Sendable {
      package let scenario: SimulationChoice.Scenario
      package let model: String
      package let window: EventWindow
      package let test: String
      package let tally: RejectionTally
    }

    package let rows: [Row]
    package let replications: Int
    /// Events of the study that have no other date to move to.
    package let leftOut: [EventID]
    /// Events of securities that have an earlier event, where all are moved to one date.
    package let further: [EventID]
    /// Events whose windows are not over yet.
    package let provisional: [EventID]
    /// How many dates there are for the events with the fewest; `nil` in a drawn market.
    package let fewestDates: Int?
    /// Tests of the study that are left out.
    package let testsLeftOut: [SimulatedTests.LeftOut]
    package let diagnostics: DiagnosticList
    /// What is said about the cache: no part of the report.
    package let cacheNotes: [Diagnostic]

    /// Faulty input cost something.
    package var hasLosses: Bool { diagnostics.contains { $0.severity == .error } }
  }

  package static let fileName = "size_power.csv"

  /// Simulates and publishes the folder at `output`; until the last step what was there is untouched.
  package static func run(
    _ study: StudyConfiguration, _ choice: SimulationChoice, output: String, asOf: CalendarDate?, jobs: Int,
    progress: (Double) -> Void
  ) throws(RunFailure) -> Outcome {
    try choice.synthetic?.check(study)
    let tests = try SimulatedTests(study, choice)
    try study.keepsCacheApart(from: output)
    let folder = try OutputFolder(at: output, for: .simulation)
    let sink = try folder.makeTable(fileName)
    progress(0)
    let prepared =
      choice.synthetic == nil
      ? try StudyPipeline(study: study, asOf: asOf, jobs: jobs).prepare() : nil
    let events = prepared?.judgedEvents(study, jobs: max(1, jobs)) ?? []
    var moved: RandomDates?
    if let prepared {
      do { moved = try RandomDates(events, of: prepared, study: study, dates: choice.dates) } catch {
        throw error.after(prepared.diagnostics)
      }
    }
    let simulation = StudySimulation(study: study, choice: choice, battery: tests.battery, moved: moved)
    let tallies = simulation.run(jobs: max(1, jobs), progress: progress)
    var text = CSVText(header: columns)
    let rows = zip(simulation.cells, tallies).map { cell, tally in
      Outcome.Row(
        scenario: cell.scenario, model: cell.model, window: cell.window, test: cell.test, tally: tally)
    }
    for row in rows { text.append(row, replications: choice.replications, dates: moved?.fewestDates) }
    try sink.write(text.bytes)
    try sink.finish()
    let outcome = Outcome(
      rows: rows, replications: choice.replications, leftOut: moved?.leftOut ?? [],
      further: moved?.further ?? [],
      provisional: moved?.provisional ?? [], fewestDates: moved?.fewestDates,
      testsLeftOut: tests.leftOut,
      diagnostics: prepared?.diagnostics ?? DiagnosticList(), cacheNotes: prepared?.inputs.cacheNotes ?? [])
    try folder.publish(manifest(study, choice.json(outcome), prepared, events, folder.records))
    return outcome
  }

  private static func manifest(
    _ study: StudyConfiguration, _ simulation: JSONValue, _ prepared: PreparedStudy?,
    _ events: [AlignedEvent], _ outputs: [OutputRecord]
  ) -> Manifest {
    let outcome = prepared.map { prepared in
      var outcome = StudyOutcome(prepared)
      outcome.add(events.map(EventImpact.init(uncomputed:)))
      return outcome
    }
    let nothing = RunCounts(used: 0, provisional: 0, excludedByReason: [:], rowsRead: 0, rowsRefused: 0)
    return Manifest(
      name: study.name, study: study.studyRecord, inputs: prepared?.inputs.summaries ?? [], outputs: outputs,
      configuration: study.resolved.adding("simulation", simulation), seed: study.seed,
      asOf: prepared?.asOf, counts: outcome?.counts ?? nothing,
      calendarData: ExchangeCalendars.dataVersion, timeZoneData: TimeZoneRules.dataVersion)
  }

  private static var columns: [String] {
    let levels = ["1", "5", "10"].flatMap { ["rejected_\($0)", "se_\($0)"] }
    return ["model", "window", "test", "abnormal_return", "variance", "replications", "answered"] + levels
      + ["greater_5", "less_5", "mean_events", "mean_estimate", "convention", "reason"]
  }
}

extension CSVText {
  /// - Parameter dates: how many there are for the events with the fewest; replications beyond them repeat them.
  fileprivate mutating func append(_ row: SimulationRunner.Outcome.Row, replications: Int, dates: Int?) {
    let tally = row.tally
    field(row.model)
    field(row.window.description)
    field(row.test)
    field(row.scenario.abnormalReturn)
    field(row.scenario.variance)
    field(replications)
    field(tally.answered)
    for count in tally.rejected {
      field(tally.share(count))
      field(tally.standardError(count))
    }
    field(tally.share(tally.greater))
    field(tally.share(tally.less))
    field(tally.meanEvents)
    field(tally.meanEstimate)
    let repeats = dates.flatMap { $0 < replications ? "only \($0) dates, which repeat" : nil }
    let words = [tally.convention, repeats].compactMap { $0 }.joined(separator: "; ")
    field(words.isEmpty ? nil : words)
    field(tally.reason?.rawValue)
    endRow()
  }
}
