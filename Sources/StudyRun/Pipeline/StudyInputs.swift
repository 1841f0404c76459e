import CoreTypes
import DataInput
import EventTime

/// Everything a study reads, as read: before any calendar, any alignment.
struct StudyInputs: Sendable {
  private(set) var requests: [EventRequest]
  /// Each security of the requests once, in the order of first appearance: `EventRequest.securityNumber`.
  let eventSecurities: [SecurityID]
  /// The header line of the events file.
  let eventsHeader: SourceLocation
  /// The events file has a column `benchmark`.
  let namesBenchmarks: Bool
  /// The events file has a column `announcement_id`.
  let namesAnnouncements: Bool
  let securities: [SecurityAttributes]
  /// The study's own exchange calendars.
  let calendars: StudyCalendars
  let suspensions: [DeclaredSuspension]
  let otherNews: OtherNews
  let prices: PriceInput
  /// Empty where the study names no factors file.
  let factors: [FactorFiles.Part]
  /// One an input file, in the order of the manifest: events, securities, calendars, suspensions, other
  /// events, prices, factors.
  let summaries: [InputFileSummary]
  let diagnostics: DiagnosticList
  /// What is said about the cache: no part of the results.
  let cacheNotes: [Diagnostic]
}

extension StudyInputs {
  /// The summaries with all rows of the events file that were refused: what an announcement says is read beside a calendar.
  func summaries(of events: [AlignedEvent]) -> [InputFileSummary] {
    var summaries = summaries
    summaries[0].rowsRefused += events.count {
      $0.reason == .announcementUnreadable && $0.request.refusal == nil
    }
    return summaries
  }

  /// Lets go of the requests, which the events hold as long as they are needed.
  mutating func dropRequests() { requests = [] }

  /// Reads every file of the study to its end; faults of rows are collected, a file that cannot be read at all
  /// ends the run.
  ///
  /// - Parameter keepsAll: rows of securities that no event needs are put together too, so that their repeated days are found.
  static func read(
    _ study: StudyConfiguration, jobs: Int, keepsAll: Bool
  ) throws(RunFailure) -> StudyInputs {
    var options = options(study, jobs)
    let tables = try Tables(study)
    let folder = study.cache.map { CacheFolder(at: $0) }
    options.cache = folder?.inputCache
    try TimeZoneNeeds.check(study.prices, tables.securities, tables.events, besides: tables.calendars)
    let clocks = EntryClocks(study.prices, tables.calendars, tables.securities)
    let factors = try FactorFiles.read(study.factors, clock: clocks.common, cache: options.cache)
    try FactorNeeds.check(study, against: factors.parts)
    let events = tables.events
    let wanted = wantedSecurities(study, events, tables.securities)
    let prices = try PriceReader.read(
      clocks.sources(of: study.prices), wanted: keepsAll ? nil : wanted, jobs: jobs, options: options)
    folder?.sweep()
    return StudyInputs(
      requests: events.requests, eventSecurities: events.securities, eventsHeader: events.header,
      namesBenchmarks: events.columns.contains("benchmark"),
      namesAnnouncements: events.columns.contains("announcement_id"), securities: tables.securities,
      calendars: tables.calendars, suspensions: tables.suspensions, otherNews: tables.otherNews,
      prices: prices, factors: factors.parts,
      summaries: tables.summaries + prices.summaries + factors.summaries,
      diagnostics: tables.diagnostics + prices.diagnostics
        + FactorNeeds.ofNeeded(factors.diagnostics, study.models)
        + LevelEvidence.diagnostics(factors.parts, needed: FactorNeeds.columns(study.models)),
      cacheNotes: (folder?.notes ?? []) + prices.cacheNotes + factors.cacheNotes)
  }

  /// The tables of a study that are small: all but prices and factors.
  private struct Tables {
    let events: EventsInput
    private(set) var securities: [SecurityAttributes] = []
    private(set) var calendars = StudyCalendars.none
    private(set) var suspensions: [DeclaredSuspension] = []
    private(set) var otherNews = OtherNews.none
    /// One a file, and what was found in them, in the order in which they are read.
    private(set) var summaries: [InputFileSummary] = []
    private(set) var diagnostics = DiagnosticList()

    init(_ study: StudyConfiguration) throws(RunFailure) {
      events = try EventsFile.read(
        study.events.file, layout: study.events.layout, labels: study.labelColumns)
      add(events.summary, events.diagnostics)
      if let source = study.securities {
        let table = try SecuritiesFile.read(source.file, layout: source.layout)
        securities = table.securities
        add(table.summary, table.diagnostics)
      }
      if let source = study.calendars {
        let table = try CalendarsFile.read(source.file, layout: source.layout)
        calendars = try StudyCalendars(table.table)
        add(table.summary, table.diagnostics + calendars.diagnostics)
      }
      if let source = study.suspensions {
        let table = try SuspensionsFile.read(source.file, layout: source.layout)
        suspensions = table.suspensions
        add(table.summary, table.diagnostics)
      }
      if let source = study.otherEvents.source {
        let table = try EventsFile.readNews(source.file, layout: source.layout)
        otherNews = OtherNews(table, besides: events)
        add(table.summary, table.diagnostics)
      }
    }

    private mutating func add(_ summary: InputFileSummary, _ found: [Diagnostic]) {
      summaries.append(summary)
      diagnostics += found
    }
  }

  /// The securities of the events, every benchmark that anything names and the factors that are series: the others are
  /// read but not kept.
  private static func wantedSecurities(
    _ study: StudyConfiguration, _ events: EventsInput, _ securities: [SecurityAttributes]
  ) -> Set<SecurityID> {
    var benchmarks: Set<SecurityID> = []
    if events.columns.contains("benchmark") {
      benchmarks.formUnion(events.requests.compactMap(\.benchmark))
    }
    benchmarks.formUnion(securities.compactMap(\.benchmark))
    benchmarks.formUnion(study.prices.compactMap(\.benchmark))
    if study.buyAndHold == .control {
      benchmarks.formUnion(events.requests.compactMap { $0.control(study) })
    }
    benchmarks.formUnion(study.factorSeries.map(\.id))
    let book = BenchmarkBook(study.portfolios)
    var wanted = Set(events.securities)
    wanted.formUnion(benchmarks.flatMap(book.candidates))
    return wanted
  }

  /// Opening prices and closes as traded are kept only where a table shows them. With a cache the digest of a file's
  /// beginning is wanted too, which depends on what the cache has of it: nothing is hashed early.
  private static func options(_ study: StudyConfiguration, _ jobs: Int) -> PriceReadingOptions {
    var options = PriceReadingOptions(
      keepsTradedPrices: study.lists(.reactions) || study.lists(.quality))
    let sources = study.prices.map(\.source)
    options.share(sources, among: jobs)
    if study.cache == nil {
      options.earlyDigests = EarlyDigests(of: sources, options: options, jobs: jobs)
    }
    return options
  }
}
