import CoreTypes
import DataInput
import ExpectedReturns

/// What keeps a benchmark or a control from having returns.
enum BenchmarkFault: Sendable {
  /// It, or these of its members.
  case withoutPrices([SecurityID])
  case list(BenchmarkBook.ListFault)
  /// A portfolio of nobody but the event's own security, which it leaves out.
  case emptied

  func text(of pair: BenchmarkTable.Pair, as role: String) -> String {
    switch self {
    case .withoutPrices: "the \(role) '\(pair.benchmark)' has no prices"
    case .list(let fault): "the \(role) '\(pair.benchmark)' \(fault.text)"
    case .emptied:
      "the \(role) '\(pair.benchmark)' has no member but '\(pair.security)', the event's own security, which "
        + "'exclude_event_security' leaves out"
    }
  }
}

/// Where a benchmark or a control that has a fault was named.
struct BenchmarkNaming {
  private let pair: BenchmarkTable.Pair
  /// What the events are held against it as.
  private let role: String
  /// The event that names it, in this column; nil = the study or securities.csv does.
  private let source: (request: EventRequest, column: String)?
  /// The row of securities.csv that names it; nil = an event or the study does.
  private let record: SecurityAttributes?
  /// Where the study names it; nil = an event or securities.csv does.
  private let studyLocation: SourceLocation?
  /// The study's own portfolio of that name.
  private let portfolio: PortfolioChoice?
  private let portfolios: [PortfolioChoice]

  static let addition = "add a 'prices' entry that holds it"

  /// What there is to say of them all, once of each as a benchmark and as a control: what the study and its files hold is gone
  /// through once.
  static func diagnostics(
    of faults: [(pair: BenchmarkTable.Pair, fault: BenchmarkFault)], _ study: StudyConfiguration,
    _ inputs: StudyInputs, _ catalog: SecurityCatalog
  ) -> [Diagnostic] {
    guard !faults.isEmpty else { return [] }
    let events = Dictionary(grouping: inputs.requests, by: \.security)
    let unknown = faults.flatMap { _, fault -> [SecurityID] in
      if case .withoutPrices(let securities) = fault { securities } else { [] }
    }
    let nearest = catalog.names.nearest(to: Set(unknown).sorted())
    let priceless = PricelessSecurities(inputs.prices, of: study.prices, wanted: inputs.eventSecurities)
    var told: Set<String> = []
    return faults.flatMap { pair, fault in
      let naming = BenchmarkNaming(pair, study, events[pair.security] ?? [], catalog)
      guard told.insert("\(naming.role) \(pair.benchmark)").inserted else { return [] as [Diagnostic] }
      return naming.diagnostics(of: fault, nearest, priceless)
    }
  }

  /// - Parameter events: those of the pair's security.
  private init(
    _ pair: BenchmarkTable.Pair, _ study: StudyConfiguration, _ events: [EventRequest],
    _ catalog: SecurityCatalog
  ) {
    self.pair = pair
    let isBenchmark =
      catalog[pair.security]?.benchmark == pair.benchmark
      || events.contains { $0.benchmark == pair.benchmark }
    role = isBenchmark ? "benchmark" : "control"
    let column = role
    source = events.first { $0.row.value(column) == pair.benchmark.text }.map { ($0, column) }
    let own = isBenchmark && source == nil ? catalog[pair.security]?.record : nil
    record = own?.benchmark == pair.benchmark ? own : nil
    studyLocation =
      isBenchmark
      ? study.prices.first { $0.benchmark == pair.benchmark }?.benchmarkLocation
      : study.control == pair.benchmark ? study.controlLocation : nil
    portfolios = study.portfolios
    portfolio = portfolios.first { $0.id == pair.benchmark }
  }

  /// - Parameter nearest: what securities without prices are probably meant to be.
  private func diagnostics(
    of fault: BenchmarkFault, _ nearest: [SecurityID: SecurityNames.Meant], _ priceless: PricelessSecurities
  ) -> [Diagnostic] {
    switch fault {
    case .withoutPrices(let securities):
      return securities.map { security in
        let member = security == pair.benchmark ? "" : ", a member of '\(pair.benchmark)'"
        if !member.isEmpty, portfolios.contains(where: { $0.id == security }) {
          return diagnostic(
            security, "the \(role) '\(security)'\(member), is a portfolio, and members are securities",
            help: "write the members of '\(security)' in its place")
        }
        return diagnostic(
          security, "no price file holds the \(role) '\(security)'\(member)",
          help: priceless.reason(against: security)
            ?? nearest[security]?.help(otherwise: BenchmarkNaming.addition)
            ?? (member.isEmpty ? priceless.benchmarkAdvice : BenchmarkNaming.addition))
      }
    case .list:
      return [
        diagnostic(
          pair.benchmark, fault.text(of: pair, as: role),
          help:
            "write members with spaces between them, such as AAA:0.6 BBB:0.4, or AAA BBB for equal weights")
      ]
    case .emptied:
      return [
        diagnostic(
          pair.benchmark, fault.text(of: pair, as: role),
          help:
            "give the portfolio other members, or name another \(role) for the events of '\(pair.security)'"
        )
      ]
    }
  }

  private func diagnostic(_ security: SecurityID, _ message: String, help: String) -> Diagnostic {
    let named =
      source.map { $0.request.location(ofColumn: $0.column) }
      ?? record?.location(ofColumn: "benchmark") ?? studyLocation
    let members = security == pair.benchmark ? nil : portfolio?.membersLocation
    let excerpt =
      source.map { $0.request.row.excerpt(ofColumn: $0.column) } ?? record?.row.excerpt(ofColumn: "benchmark")
    return Diagnostic(
      .benchmarkMissing, severity: .error, at: members ?? named, security: security,
      event: source?.request.id, message: message, help: help,
      excerpt: members == nil ? excerpt : nil)
  }
}

extension EstimationFailure {
  /// - Parameter fault: what keeps the benchmark from having returns.
  static func noBenchmark(_ benchmark: SecurityID?, _ fault: String?) -> EstimationFailure {
    EstimationFailure(
      .benchmarkMissing,
      fault ?? benchmark.map { "the benchmark '\($0)' has no prices" }
        ?? "the study names no benchmark for it")
  }
}
