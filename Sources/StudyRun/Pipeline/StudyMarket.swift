import CoreTypes
import DataInput
import EventTime

/// The market side of a study: every event security's trades on its own exchange, and each benchmark's returns
/// over the intervals of each exchange's sessions.
///
/// A class, though it never changes, because every event asks it.
final class StudyMarket: Sendable {
  let catalog: SecurityCatalog
  let calendars: CalendarBook
  let asOf: CalendarDate
  private let trades: [SecurityID: TradedSeries]
  /// By `EventRequest.securityNumber`; nil = no price file holds the security.
  private let listed: [ListedSecurity?]
  /// Events may name a benchmark of their own.
  private let namesBenchmarks: Bool
  /// Buy-and-hold returns are measured against controls: those that events name, else this one.
  private let holdsAgainstControl: Bool
  private let control: SecurityID?
  private let benchmarks: BenchmarkTable
  /// By the calendar's identity; empty where no model needs factors.
  private let factors: [String: FactorReturns]
  private let pricedFactors: PricedFactors
  private let changes: UnusualChanges

  init(
    study: StudyConfiguration, inputs: StudyInputs, catalog: SecurityCatalog, calendars: CalendarBook,
    asOf: CalendarDate, jobs: Int, diagnostics: inout [Diagnostic]
  ) {
    let pairs = StudyMarket.pairs(study, inputs, catalog)
    let book = BenchmarkBook(study.portfolios)
    let wanted = Set(inputs.eventSecurities).union(
      Set(pairs.map(\.benchmark) + study.factorSeries.map(\.id)).flatMap(book.candidates))
    let ids = catalog.identifiers.filter(wanted.contains)
    diagnostics += StudyMarket.withoutCalendar(ids, inputs, catalog, calendars)
    let traded = SecurityTrades.all(ids, study, inputs, catalog, calendars, asOf, jobs)
    let trades = Dictionary(uniqueKeysWithValues: traded.map { ($0.id, $0.series) })
    diagnostics += OutsideCalendarRows.onceAFile(traded.flatMap(\.diagnostics))
    let benchmarks = BenchmarkTable(
      pairs, book: book, catalog: catalog, trades: trades, returnKind: study.returns)
    diagnostics += BenchmarkNaming.diagnostics(of: benchmarks.faults, study, inputs, catalog)
    self.catalog = catalog
    self.calendars = calendars
    self.asOf = asOf
    self.trades = trades
    self.benchmarks = benchmarks
    factors = StudyMarket.factors(study, inputs, trades)
    let needed = FactorNeeds.columns(study.models)
    pricedFactors = PricedFactors(
      study.factorSeries.filter { needed.contains($0.name) }, for: inputs.eventSecurities, book: book,
      catalog: catalog, trades: trades, returnKind: study.returns)
    let changes = UnusualChanges(traded, pairs, benchmarks)
    let stale = Dictionary(uniqueKeysWithValues: traded.map { ($0.id, $0.stale) })
    self.changes = changes
    namesBenchmarks = inputs.namesBenchmarks
    holdsAgainstControl = study.buyAndHold == .control
    control = study.control
    listed = inputs.eventSecurities.map { id in
      catalog[id].map { security in
        ListedSecurity(
          security, trades: trades[id],
          earliestReaction: study.earliestReaction.seconds(of: security.exchange),
          meeting: security.benchmark.flatMap {
            benchmarks.meeting(of: BenchmarkTable.Pair(benchmark: $0, security: id))
          },
          changes: changes, stale: stale[id] ?? [])
      }
    }
    diagnostics += changes.diagnostics
    diagnostics += FactorAgreement.diagnostics(pairs, benchmarks, trades, factors, inputs.factors)
  }

  /// Securities whose exchange in securities.csv nobody knows: events that are excluded, benchmarks without a return.
  private static func withoutCalendar(
    _ ids: [SecurityID], _ inputs: StudyInputs, _ catalog: SecurityCatalog, _ calendars: CalendarBook
  ) -> [Diagnostic] {
    let ofEvents = Set(inputs.eventSecurities)
    return ids.compactMap { id in
      guard let security = catalog[id], let record = security.record, record.exchange != nil,
        calendars.calendar(of: security) == nil
      else { return nil }
      return .unknownExchange(in: record, hasEvents: ofEvents.contains(id))
    }
  }

  /// nil = the security has no prices, or no calendar is known for its exchange.
  func trades(of security: SecurityID) -> TradedSeries? { trades[security] }

  /// nil = no price file holds the security.
  func listing(of request: EventRequest) -> ListedSecurity? { listed[request.securityNumber] }

  /// Where the event's security trades and what the event is compared with: shared by the events of a security unless
  /// one names a benchmark of its own.
  func setting(of request: EventRequest) -> EventSetting {
    let listed = listing(of: request)
    if let own = namesBenchmarks ? request.benchmark : nil {
      return EventSetting(listed?.setting, benchmark: own)
    }
    return listed?.setting ?? EventSetting(nil, benchmark: nil)
  }

  /// nil = the event names no benchmark, or one without prices.
  func benchmark(of event: AlignedEvent) -> BenchmarkReturns? { meeting(of: event)?.returns }

  /// The same for an event of that security.
  func benchmark(of event: borrowing AlignedEvent, _ listed: ListedSecurity) -> BenchmarkReturns? {
    if listed.setting === event.setting { return listed.meeting?.returns }
    return event.comparison.flatMap(benchmarks.meeting)?.returns
  }

  /// The event's benchmark as its security meets it; nil = it names none.
  private func meeting(of event: AlignedEvent) -> BenchmarkTable.Meeting? {
    meeting(of: event, listing(of: event.request))
  }

  /// The same where the event's security is at hand.
  func meeting(of event: AlignedEvent, _ listed: ListedSecurity?) -> BenchmarkTable.Meeting? {
    if let listed, listed.setting === event.setting { return listed.meeting }
    return event.comparison.flatMap(benchmarks.meeting)
  }

  /// What the event's buy-and-hold return is measured against under `bhar: control`; nil = nothing, nothing with
  /// prices, or the event's own security.
  func control(of event: borrowing AlignedEvent) -> BenchmarkReturns? {
    controlMeeting(of: event)?.returns
  }

  private func controlMeeting(of event: borrowing AlignedEvent) -> BenchmarkTable.Meeting? {
    guard holdsAgainstControl, let control = event.request.control(else: control), control != event.security
    else {
      return nil
    }
    return benchmarks.meeting(of: BenchmarkTable.Pair(benchmark: control, security: event.security))
  }

  /// The securities that an event's benchmark is made of: itself, or the members of a portfolio.
  func benchmarkMembers(of event: AlignedEvent) -> [SecurityID] {
    meeting(of: event)?.members ?? []
  }

  /// Every security that some event is compared with.
  var comparedSecurities: Set<SecurityID> {
    benchmarks.members.values.reduce(into: pricedFactors.members) { $0.formUnion($1) }
  }

  /// What events with the same benchmark and control are compared with, and the priced factors.
  struct Comparison: Hashable {
    let benchmark: SecurityID?
    let control: SecurityID?
  }

  func comparison(of event: borrowing AlignedEvent) -> Comparison {
    Comparison(
      benchmark: event.benchmark, control: holdsAgainstControl ? event.request.control(else: control) : nil)
  }

  func securities(of comparison: Comparison) -> Set<SecurityID> {
    [comparison.benchmark, comparison.control].reduce(into: pricedFactors.members) {
      if let id = $1 { $0.formUnion(benchmarks.members[id] ?? []) }
    }
  }

  /// Every security that an event is compared with: its benchmark's, its control's and those of priced factors.
  func comparedSecurities(of event: AlignedEvent) -> [SecurityID] {
    benchmarkMembers(of: event) + (controlMeeting(of: event)?.members ?? [])
      + pricedFactors.members(for: event.security)
  }

  /// What keeps an event's benchmark from having returns; nil for nothing.
  func benchmarkFault(of event: AlignedEvent) -> String? { meeting(of: event)?.fault }

  /// Sessions that end a change of price which looks like a split.
  func splits(of security: SecurityID) -> [Int] { changes.splits[security] ?? [] }

  /// The returns of the factors that the study's models need, from files and from prices; nil = they need none.
  func factors(
    of security: SecurityID, on calendar: ExchangeCalendar
  ) -> (columns: FactorReturns?, series: [(name: String, returns: BenchmarkReturns?)])? {
    let series = factorSeries(of: security)
    return factors.isEmpty && series.isEmpty ? nil : (factors[calendar.identity], series)
  }

  /// The factors made of prices.
  func factorSeries(of security: SecurityID) -> [(name: String, returns: BenchmarkReturns?)] {
    pricedFactors.returns(for: security)
  }

  /// The last session of an exchange up to `as_of`.
  func lastSession(of calendar: ExchangeCalendar) -> Int {
    calendar.validTo <= asOf
      ? calendar.sessionDates.count - 1
      : (calendar.firstIndex(notBefore: asOf.advanced(by: 1)) ?? calendar.sessionDates.count) - 1
  }

  /// The factors that models need, those of every calendar.
  var factorNames: [String] { (factors.values.first?.names ?? []) + pricedFactors.names }

  /// The factors on each calendar of the events' securities.
  private static func factors(
    _ study: StudyConfiguration, _ inputs: StudyInputs, _ trades: [SecurityID: TradedSeries]
  ) -> [String: FactorReturns] {
    let wanted = FactorNeeds.columns(study.models)
    guard !inputs.factors.isEmpty, !wanted.isEmpty else { return [:] }
    var factors: [String: FactorReturns] = [:]
    for security in inputs.eventSecurities {
      guard let calendar = trades[security]?.calendar, factors[calendar.identity] == nil else { continue }
      factors[calendar.identity] = FactorReturns(
        inputs.factors.map(\.table), wanted: wanted, on: calendar, returnKind: study.returns)
    }
    return factors
  }

  /// Every (benchmark, security) that some event needs.
  private static func pairs(
    _ study: StudyConfiguration, _ inputs: StudyInputs, _ catalog: SecurityCatalog
  ) -> [BenchmarkTable.Pair] {
    guard inputs.namesBenchmarks || study.buyAndHold == .control else {
      return inputs.eventSecurities.compactMap { id in
        catalog[id]?.benchmark.map { BenchmarkTable.Pair(benchmark: $0, security: id) }
      }
    }
    var seen: Set<BenchmarkTable.Pair> = []
    return inputs.requests.flatMap { request in
      [request.benchmark ?? catalog[request.security]?.benchmark, request.control(study)]
        .compactMap { $0.map { BenchmarkTable.Pair(benchmark: $0, security: request.security) } }
        .filter { seen.insert($0).inserted }
    }
  }
}

extension AlignedEvent {
  fileprivate var comparison: BenchmarkTable.Pair? {
    benchmark.map { BenchmarkTable.Pair(benchmark: $0, security: security) }
  }
}
