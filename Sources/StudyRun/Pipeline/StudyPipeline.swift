import CoreTypes
import DataInput
import EventTime
import ExpectedReturns
import ImpactMeasures
import Inference
import Reports

/// A study from its files to its tables, in the order in which the data flow.
package struct StudyPipeline: Sendable {
  package let study: StudyConfiguration
  /// Rows and announcements after this date are not used; nil = the latest date in any price file.
  package let asOf: CalendarDate?
  package let jobs: Int

  package init(study: StudyConfiguration, asOf: CalendarDate?, jobs: Int) {
    self.study = study
    self.asOf = asOf
    self.jobs = max(1, jobs)
  }

  /// Reads, aligns, computes, tests and hands every table's bytes to `write`, table by table in pieces.
  ///
  /// - Parameter progress: called now and then with the share of the work that is done.
  package func run(
    write: @escaping (ReportTable, [UInt8]) throws(RunFailure) -> Void, progress: (Double) -> Void
  ) throws(RunFailure) -> StudyOutcome {
    progress(0)
    let prepared = try prepare()
    progress(0.5)
    let tables = StudyTables(study: study, jobs: jobs, write: write)
    try tables.writeHeaders()
    var outcome = StudyOutcome(prepared)
    var samples = SampleCollector(
      study: study, windows: prepared.windows, events: prepared.events.count)
    try compute(prepared) { block throws(RunFailure) in
      try tables.write(block.texts)
      samples.add(block.impacts)
      outcome.add(block.impacts)
      progress(0.5 + 0.4 * Double(outcome.counts.requested) / Double(max(1, prepared.events.count)))
    }
    try tables.writeBuyAndHold(samples, windows: prepared.windows)
    try tables.writeAverages(samples)
    outcome.advice = try tables.writeTests(samples)
    try tables.writeRegressions(samples, prepared.regressionColumns)
    try tables.write(diagnostics: outcome.diagnostics)
    try tables.write(quality: { QualityReview(prepared, study: study, jobs: jobs) })
    progress(1)
    return outcome
  }

  /// Everything up to day 0: what `check` shows.
  package func prepare() throws(RunFailure) -> PreparedStudy {
    let inputs = try StudyInputs.read(study, jobs: jobs)
    var diagnostics: [Diagnostic] = []
    do { return try prepare(inputs, diagnostics: &diagnostics) } catch {
      throw error.after(inputs.diagnostics + diagnostics)
    }
  }

  private func prepare(
    _ inputs: StudyInputs, diagnostics: inout [Diagnostic]
  ) throws(RunFailure) -> PreparedStudy {
    guard let latest = inputs.prices.latestDate else { throw .noPrices }
    let catalog = SecurityCatalog(inputs, study.prices, diagnostics: &diagnostics)
    let calendars = try CalendarBook(entries: study.prices, catalog: catalog, inputs: inputs)
    let market = StudyMarket(
      study: study, inputs: inputs, catalog: catalog, calendars: calendars, asOf: asOf ?? latest, jobs: jobs,
      diagnostics: &diagnostics)
    if let column = study.groupBy, column != "group", let first = inputs.requests.first,
      !inputs.requests.contains(where: { $0.row.fields[column] != nil })
    {
      diagnostics.append(.unknownGroupColumn(column, first))
    }
    if let column = study.calendarTime.weights, let first = inputs.requests.first,
      !inputs.requests.contains(where: { $0.row.fields[column] != nil })
    {
      diagnostics.append(.unknownWeightsColumn(column, first))
    }
    let events = align(inputs.requests, market, diagnostics: &diagnostics)
    diagnostics += FactorNeeds.coverage(study, inputs.factors, of: events)
    diagnostics += market.calendarDisagreements()
    diagnostics += study.compare.unknownGroups(events)
    let columns = RegressionColumns(study, events, diagnostics: &diagnostics)
    let intraday = try IntradayMarket.read(study, events, market, jobs: jobs)
    return PreparedStudy(
      inputs: inputs, market: market, intraday: intraday, events: events, regressionColumns: columns,
      windows: study.dayWindows, diagnostics: inputs.diagnostics + diagnostics + intraday.diagnostics)
  }

  private func align(
    _ requests: [EventRequest], _ market: StudyMarket, diagnostics: inout [Diagnostic]
  ) -> [AlignedEvent] {
    let aligner = EventAligner(study: study, market: market)
    var events: [AlignedEvent] = []
    events.reserveCapacity(requests.count)
    ParallelBlocks.run(count: requests.count, blockSize: 512, jobs: jobs) { range in
      var found: [Diagnostic] = []
      return (requests[range].map { aligner.align($0, diagnostics: &found) }, found)
    } consume: { (block: ([AlignedEvent], [Diagnostic])) in
      events += block.0
      diagnostics += block.1
    }
    ReactionOrder.assign(&events)
    return events
  }

  private func compute(
    _ prepared: PreparedStudy, consume: (ComputedBlock) throws(RunFailure) -> Void
  ) throws(RunFailure) {
    let computation = prepared.computation(
      study, showsReactions: study.tables.contains(ReportTable.reactions.rawValue))
    let formatter = EventFormatter(study: study, windows: prepared.windows)
    let events = prepared.events
    do {
      try ParallelBlocks.run(count: events.count, blockSize: 32, jobs: jobs) { range in
        let (impacts, texts) = formatter.texts(of: range) { computation.impact(of: events[$0]) }
        return ComputedBlock(impacts: impacts, texts: texts)
      } consume: { block in
        try consume(block)
      }
    } catch let failure as RunFailure {
      throw failure
    } catch {
      throw RunFailure(.bug, "an unexpected error: \(error)", help: "report it with the study that shows it")
    }
  }
}

/// A few events computed and their rows formatted, side by side with others.
private struct ComputedBlock: Sendable {
  let impacts: [EventImpact]
  let texts: [(table: ReportTable, bytes: [UInt8])]
}

/// A study that was read and aligned but not computed.
package struct PreparedStudy: Sendable {
  let inputs: StudyInputs
  let market: StudyMarket
  let intraday: IntradayMarket
  package let events: [AlignedEvent]
  let regressionColumns: RegressionColumns
  /// The windows of the study, `each-day` spelled out.
  package let windows: [EventWindow]
  package let diagnostics: [Diagnostic]

  package var asOf: CalendarDate { market.asOf }

  /// - Parameter showsReactions: somebody sees the legs of a reaction.
  func computation(_ study: StudyConfiguration, showsReactions: Bool) -> EventComputation {
    EventComputation(
      study: study, market: market, intraday: intraday,
      others: OtherEvents(events, eventWindow: study.eventWindow), windows: windows,
      showsReactions: showsReactions)
  }
}

extension StudyConfiguration {
  /// The windows with `each-day` spelled out as one-day windows; each window once, in the study's order.
  var dayWindows: [EventWindow] { windows.spelledOut(in: eventWindow) }
}

extension [WindowChoice] {
  /// The windows with `each-day` spelled out as one-day windows; each window once, in the study's order.
  func spelledOut(in eventWindow: EventWindow) -> [EventWindow] {
    var result: [EventWindow] = []
    for choice in self {
      let spelled: [EventWindow] =
        switch choice {
        case .window(let window): [window]
        case .eachDay: eventWindow.days.map { EventWindow(first: $0, last: $0) }
        // Its length differs from event to event, so that no test takes it.
        case .untilUnlocked: []
        }
      for window in spelled where !result.contains(window) { result.append(window) }
    }
    return result
  }
}

extension RunFailure {
  fileprivate static let noPrices = RunFailure(
    .unusable, "no price could be read from any file of the study",
    help: "see the diagnostics above; 'eventstudy formats' lists what is understood")
}
