import CoreTypes
import DataInput
import EventTime
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
  /// - Parameters:
  ///   - finish: called once a table, when nothing more comes for it.
  ///   - progress: called now and then with the share of the work that is done.
  package func run(
    write: @escaping (ReportTable, [UInt8]) throws(RunFailure) -> Void,
    finish: @escaping (ReportTable) throws(RunFailure) -> Void, progress: (Double) -> Void
  ) throws(RunFailure) -> StudyOutcome {
    progress(0)
    let tables = StudyTables(study: study, jobs: jobs, write: write, finish: finish)
    var found = try computed(tables, progress)
    if FreedMemory.isMuch(afterEvents: 0..<found.outcome.counts.requested) { giveMemoryBack() }
    try tables.writeBuyAndHold(found.samples)
    try tables.writeAverages(found.samples)
    found.outcome.advice = try tables.writeTests(found.samples)
    try tables.writeRegressions(found.samples, found.regressionColumns)
    try tables.write(diagnostics: found.outcome.diagnostics)
    if let quality = found.quality { try tables.write(quality: quality) }
    try tables.finish { !EventFormatter.eventTables.contains($0) }
    progress(1)
    return found.outcome
  }

  /// What is left of a study when its events are computed and their rows written: no prices, and of the events no more
  /// than averages and tests need.
  private struct Computed {
    var outcome: StudyOutcome
    var samples: SampleCollector
    let regressionColumns: RegressionColumns
    /// nil where no table shows it.
    let quality: QualityReview?
  }

  private func computed(_ tables: StudyTables, _ progress: (Double) -> Void) throws(RunFailure) -> Computed {
    var prepared = try prepare()
    progress(0.5)
    try tables.writeHeaders()
    let events = prepared.events.count
    var found = Computed(
      outcome: StudyOutcome(prepared),
      samples: SampleCollector(study: study, windows: prepared.windows, events: prepared.events),
      regressionColumns: prepared.regressionColumns,
      quality: tables.wanted.contains(.quality) ? QualityReview(prepared, study: study, jobs: jobs) : nil)
    let computation = prepared.computation(study, shown: study.shownDetails)
    let blocks = AlignedBlocks(prepared.takeEvents(), blockSize: 32)
    if FreedMemory.isMuch(afterEvents: 0..<events) { giveMemoryBack() }
    var done = 0
    try compute(blocks, computation, found.samples.blocks) { block throws(RunFailure) in
      try tables.write(block.texts)
      found.samples.add(block.samples)
      found.outcome.add(block.tally)
      if FreedMemory.isMuch(afterEvents: done..<(done + block.events)) { FreedMemory.giveBack() }
      done += block.events
      progress(0.5 + 0.4 * Double(done) / Double(max(1, events)))
    }
    // Before the prices are let go of: the disk begins meanwhile.
    try tables.finish { EventFormatter.eventTables.contains($0) }
    return found
  }

  /// Everything up to day 0.
  ///
  /// - Parameter keepsAll: `check` puts together the prices of all securities, a run those that its events need.
  package func prepare(keepsAll: Bool = false) throws(RunFailure) -> PreparedStudy {
    try TimeZoneRules.requireData()
    let inputs = try StudyInputs.read(study, jobs: jobs, keepsAll: keepsAll)
    if FreedMemory.isMuch(afterRows: 0..<inputs.prices.rowCount) { giveMemoryBack() }
    var diagnostics: [Diagnostic] = []
    do { return try prepare(inputs, diagnostics: &diagnostics) } catch {
      throw error.after(inputs.diagnostics + diagnostics)
    }
  }

  /// Gives freed memory back to the system: where there is another thread, while the work goes on.
  private func giveMemoryBack() {
    guard jobs > 1 else { return FreedMemory.giveBack() }
    _ = BackgroundWork { FreedMemory.giveBack() }
  }

  private func prepare(
    _ inputs: StudyInputs, diagnostics: inout [Diagnostic]
  ) throws(RunFailure) -> PreparedStudy {
    let market = try market(of: inputs, diagnostics: &diagnostics)
    diagnostics += study.unknownColumns(of: inputs.requests, header: inputs.eventsHeader)
    let aligner = EventAligner(study: study, market: market, inputs: inputs)
    var events = align(inputs.requests, diagnostics: &diagnostics, aligner.align(_:diagnostics:))
    diagnostics += EarlyEnds(market).diagnostics(of: events) + RepeatedEvents.diagnostics(of: events)
    if let unread = Diagnostic.unreadExchange(events) { diagnostics.append(unread) }
    if inputs.namesAnnouncements {
      ReactionOrder.assign(&events)
      diagnostics += ReactionOrder.differingInstants(events)
    }
    let news = align(inputs.otherNews.requests, diagnostics: &diagnostics, aligner.align(news:diagnostics:))
    let others = OtherEvents(
      events, news: news, eventWindow: study.eventWindow, margin: study.otherEvents.margin)
    others.judge(&events, study.otherEvents.treatment)
    diagnostics += FactorNeeds.coverage(study, inputs.factors, of: events)
    diagnostics += market.calendarDisagreements()
    if let column = study.calendarTime.weights {
      diagnostics += EventWeights.diagnostics(of: column, study, events)
    }
    diagnostics += study.compare.unknownGroups(events)
    if study.makesTests, let untested = study.compare.untested(study.tests, events) {
      diagnostics.append(untested)
    }
    if let reserved = Diagnostic.reservedGroup(events) { diagnostics.append(reserved) }
    let columns = RegressionColumns(study, events, diagnostics: &diagnostics)
    let intraday = try IntradayMarket.read(study, events, market, jobs: jobs)
    return PreparedStudy(
      inputs: inputs, market: market, intraday: intraday, events: events, others: others,
      comparedNews: ComparedNews(events, news: news, eventWindow: study.eventWindow, market),
      regressionColumns: columns, windows: study.dayWindows,
      diagnostics: inputs.diagnostics + diagnostics + intraday.diagnostics)
  }

  /// Where the securities of the study trade, at which prices and against which benchmarks.
  private func market(
    of inputs: StudyInputs, diagnostics: inout [Diagnostic]
  ) throws(RunFailure) -> StudyMarket {
    guard let latest = inputs.prices.latestDate else { throw .noPrices }
    if let warning = LatestDate.warning(inputs.prices, asOf: asOf) { diagnostics.append(warning) }
    let catalog = SecurityCatalog(inputs, study.prices, diagnostics: &diagnostics)
    if let shadowed = study.portfolios.first(where: { catalog.names.hold($0.id) }) {
      throw RunFailure(
        .unusable, "the portfolio '\(shadowed.id)' is called like a security that the price files hold",
        help: "give it another id under 'portfolios', and name that as 'benchmark'",
        at: shadowed.location)
    }
    try PricedFactors.check(study.factorSeries, BenchmarkBook(study.portfolios), catalog)
    diagnostics += MisspelledSecurities.warnings(in: inputs)
    let calendars = try CalendarBook(
      entries: study.prices, portfolios: study.portfolios, catalog: catalog, inputs: inputs)
    diagnostics += CalendarBook.misspelled(inputs, study.prices, inputs.requests)
    diagnostics += calendars.unnamedExchanges(of: study.prices, catalog, inputs.eventSecurities)
    diagnostics += calendars.unusedHours(of: study.prices)
    diagnostics += calendars.hoursWithoutSummerTime(of: study.prices)
    diagnostics += study.intraday.compactMap { entry in
      entry.timeZone.flatMap { .withoutSummerTime($0, meaning: [], at: entry.timeZoneLocation) }
    }
    return StudyMarket(
      study: study, inputs: inputs, catalog: catalog, calendars: calendars, asOf: asOf ?? latest, jobs: jobs,
      diagnostics: &diagnostics)
  }

  private func align(
    _ requests: [EventRequest], diagnostics: inout [Diagnostic],
    _ align: @escaping @Sendable (EventRequest, inout [Diagnostic]) -> AlignedEvent
  ) -> [AlignedEvent] {
    var events: [AlignedEvent] = []
    events.reserveCapacity(requests.count)
    ParallelBlocks.run(count: requests.count, blockSize: 64, jobs: jobs) { range in
      var found: [Diagnostic] = []
      return (requests[range].map { align($0, &found) }, found)
    } consume: { (block: ([AlignedEvent], [Diagnostic])) in
      events += block.0
      diagnostics += block.1
    }
    return events
  }

  private func compute(
    _ blocks: AlignedBlocks, _ computation: EventComputation, _ samples: SampleBlockMaker,
    consume: (ComputedBlock) throws(RunFailure) -> Void
  ) throws(RunFailure) {
    let formatter = EventFormatter(study: study, windows: computation.windows)
    do {
      try ParallelBlocks.run(count: blocks.count, blockSize: blocks.blockSize, jobs: jobs) { range in
        var events = blocks.take(range)
        let columns = computation.columns()
        var gathered = samples.builder(of: range.count)
        var tally = StudyOutcome.Tally()
        let texts = formatter.texts(of: range) { index in
          let impact = computation.impact(of: events.removeLast(), columns)
          gathered.add(impact)
          tally.add(impact, showsLine: index < StudyOutcome.lineLimit)
          return impact
        }
        return ComputedBlock(events: range.count, texts: texts, samples: gathered.block, tally: tally)
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

/// What is left of a few events that were computed side by side with others: their rows, and what is gathered of them.
private struct ComputedBlock: Sendable {
  let events: Int
  let texts: [(table: ReportTable, bytes: [UInt8])]
  let samples: SampleBlock
  let tally: StudyOutcome.Tally
}

extension RunFailure {
  fileprivate static let noPrices = RunFailure(
    .unusable, "no price could be read from any file of the study",
    help: "see the diagnostics above; 'eventstudy formats' lists what is understood")
}
