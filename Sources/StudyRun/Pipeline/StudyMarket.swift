import CoreTypes
import DataInput
import EventTime

/// The market side of a study: every event security's trades on its own exchange, and each benchmark's returns
/// over the intervals of each exchange's sessions.
struct StudyMarket: Sendable {
  /// A benchmark on the sessions of a calendar.
  private struct BenchmarkKey: Hashable {
    let benchmark: SecurityID
    /// Its identity.
    let calendar: String
  }

  let catalog: SecurityCatalog
  let calendars: CalendarBook
  let asOf: CalendarDate
  private let trades: [SecurityID: TradedSeries]
  private let benchmarks: [BenchmarkKey: BenchmarkReturns]
  /// By the calendar's identity; empty where no model needs factors.
  private let factors: [String: FactorReturns]
  /// Sessions of changes that look like a split; nothing for a security that has none.
  private let splits: [SecurityID: [Int]]

  init(
    study: StudyConfiguration, inputs: StudyInputs, catalog: SecurityCatalog, calendars: CalendarBook,
    asOf: CalendarDate, jobs: Int, diagnostics: inout [Diagnostic]
  ) {
    let suspensions = Dictionary(grouping: inputs.suspensions, by: \.security)
    let pairs = StudyMarket.pairs(study, inputs, catalog)
    let wanted = Set(inputs.requests.map(\.security)).union(pairs.map(\.benchmark))
    let ids = catalog.identifiers.filter(wanted.contains)
    var trades: [SecurityID: TradedSeries] = [:]
    var splitCandidates: [(security: SecurityID, trades: [Int])] = []
    ParallelBlocks.run(count: ids.count, blockSize: 16, jobs: jobs) { range in
      var last: TradedSeries?
      return ids[range].map { id -> (SecurityID, TradedSeries, [Int], [Diagnostic])? in
        guard let security = catalog[id],
          let calendar = calendars.calendar(of: security, in: study.prices)
        else { return nil }
        var found: [Diagnostic] = []
        let series = TradedSeries(
          security.series, on: calendar, suspensions: suspensions[id] ?? [], asOf: asOf,
          sharing: last, diagnostics: &found)
        last = series
        return (id, series, SplitSearch.candidates(in: series), found)
      }
    } consume: { block in
      for (id, series, candidates, found) in block.compactMap({ $0 }) {
        trades[id] = series
        if !candidates.isEmpty { splitCandidates.append((id, candidates)) }
        diagnostics += found
      }
    }
    var benchmarks: [BenchmarkKey: BenchmarkReturns] = [:]
    var missing: Set<SecurityID> = []
    for pair in pairs {
      if catalog[pair.benchmark] == nil, missing.insert(pair.benchmark).inserted {
        diagnostics.append(.benchmarkWithoutPrices(pair.benchmark, catalog))
      }
      guard let own = trades[pair.benchmark], let calendar = trades[pair.security]?.calendar else { continue }
      let key = StudyMarket.key(pair.benchmark, calendar)
      if benchmarks[key] == nil {
        benchmarks[key] = BenchmarkReturns(own, on: calendar, returnKind: study.returns)
      }
    }
    self.catalog = catalog
    self.calendars = calendars
    self.asOf = asOf
    self.trades = trades
    self.benchmarks = benchmarks
    factors = StudyMarket.factors(study, inputs, trades)
    let benchmarkOf = Dictionary(pairs.map { ($0.security, $0.benchmark) }) { first, _ in first }
    var splits: [SecurityID: [Int]] = [:]
    for candidate in splitCandidates {
      guard let own = trades[candidate.security] else { continue }
      let market = benchmarkOf[candidate.security].flatMap { benchmarks[StudyMarket.key($0, own.calendar)] }
      let changes = SplitSearch.changes(candidate.trades, in: own, benchmark: market)
      diagnostics += changes.map { .looksLikeASplit($0, in: own) }
      if !changes.isEmpty { splits[candidate.security] = changes.map(\.session) }
    }
    self.splits = splits
  }

  /// nil = the security has no prices, or no calendar is known for its exchange.
  func trades(of security: SecurityID) -> TradedSeries? { trades[security] }

  /// nil = the benchmark has no prices.
  func benchmark(_ benchmark: SecurityID, on calendar: ExchangeCalendar) -> BenchmarkReturns? {
    benchmarks[StudyMarket.key(benchmark, calendar)]
  }

  /// Sessions that end a change of price which looks like a split.
  func splits(of security: SecurityID) -> [Int] { splits[security] ?? [] }

  /// The returns of the factors that the study's models need; nil = they need none.
  func factors(on calendar: ExchangeCalendar) -> FactorReturns? {
    factors.isEmpty ? nil : factors[calendar.identity]
  }

  /// The last session of an exchange up to `as_of`.
  func lastSession(of calendar: ExchangeCalendar) -> Int {
    (calendar.firstIndex(notBefore: asOf.advanced(by: 1)) ?? calendar.sessionDates.count) - 1
  }

  private static func key(_ benchmark: SecurityID, _ calendar: ExchangeCalendar) -> BenchmarkKey {
    BenchmarkKey(benchmark: benchmark, calendar: calendar.identity)
  }

  /// The factors on each calendar of the events' securities.
  private static func factors(
    _ study: StudyConfiguration, _ inputs: StudyInputs, _ trades: [SecurityID: TradedSeries]
  ) -> [String: FactorReturns] {
    let wanted = FactorNeeds.columns(study.models)
    guard let table = inputs.factors, !wanted.isEmpty else { return [:] }
    var factors: [String: FactorReturns] = [:]
    for security in Set(inputs.requests.map(\.security)) {
      guard let calendar = trades[security]?.calendar, factors[calendar.identity] == nil else { continue }
      factors[calendar.identity] = FactorReturns(
        table, wanted: wanted, on: calendar, returnKind: study.returns)
    }
    return factors
  }

  /// Every (benchmark, security) that some event needs.
  private static func pairs(
    _ study: StudyConfiguration, _ inputs: StudyInputs, _ catalog: SecurityCatalog
  ) -> [(benchmark: SecurityID, security: SecurityID)] {
    struct Pair: Hashable {
      let benchmark: SecurityID
      let security: SecurityID
    }
    var seen: Set<Pair> = []
    return inputs.requests.compactMap { request in
      guard let benchmark = request.benchmark ?? catalog[request.security]?.benchmark,
        seen.insert(Pair(benchmark: benchmark, security: request.security)).inserted
      else { return nil }
      return (benchmark, request.security)
    }
  }
}

extension EventRequest {
  /// The benchmark that the events file itself names.
  var benchmark: SecurityID? { row.value("benchmark").map(SecurityID.init) }
}

extension Diagnostic {
  fileprivate static func benchmarkWithoutPrices(
    _ benchmark: SecurityID, _ catalog: SecurityCatalog
  ) -> Diagnostic {
    let nearest = NearestName.to(benchmark.text, among: catalog.identifiers.map(\.text))
    return Diagnostic(
      .benchmarkMissing, severity: .error, security: benchmark,
      message: "no price file holds the benchmark '\(benchmark)'",
      help: nearest.map { "did you mean '\($0)'?" } ?? "add a 'prices' entry that holds it")
  }
}
