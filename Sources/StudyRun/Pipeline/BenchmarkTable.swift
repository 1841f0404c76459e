import CoreTypes
import EventTime

/// The returns of every benchmark of a study over the intervals of each exchange that meets it.
struct BenchmarkTable: Sendable {
  /// A benchmark and a security that some event compares with it.
  struct Pair: Hashable {
    let benchmark: SecurityID
    let security: SecurityID
  }

  /// A benchmark as one security meets it.
  ///
  /// A class, because every event of the security asks it; nobody changes it once the table is made.
  final class Meeting: @unchecked Sendable {
    /// The securities that it is made of: itself, or the members of a portfolio; none where its list has a fault.
    fileprivate(set) var members: [SecurityID] = []
    /// The calendars of those members that are not the security's own.
    fileprivate(set) var otherCalendars: [ExchangeCalendar] = []
    /// nil = it, or one of its members, has no prices.
    fileprivate(set) var returns: BenchmarkReturns?
  }

  /// By security, then by benchmark: nearly every security meets one.
  private let meetings: [SecurityID: [SecurityID: Meeting]]

  /// - Parameter trades: the members and the securities of the pairs, each on its own exchange.
  init(
    _ pairs: [Pair], book: BenchmarkBook, catalog: SecurityCatalog, trades: [SecurityID: TradedSeries],
    returnKind: ReturnKind, diagnostics: inout [Diagnostic]
  ) {
    var maker = BenchmarkMaker(trades: trades, returnKind: returnKind)
    func isKnown(_ id: SecurityID) -> Bool { catalog[id] != nil }
    var faulty: Set<SecurityID> = []
    var meetings: [SecurityID: [SecurityID: Meeting]] = [:]
    meetings.reserveCapacity(pairs.count)
    for pair in pairs {
      let meeting = Meeting()
      var faults: [Diagnostic] = []
      do {
        let components = try book.components(of: pair.benchmark, for: pair.security, isKnown: isKnown)
        meeting.members = components.map(\.security)
        faults = meeting.members.filter { !isKnown($0) }
          .map { .benchmarkWithoutPrices($0, of: pair.benchmark, catalog) }
        if let calendar = trades[pair.security]?.calendar {
          meeting.otherCalendars = meeting.members.compactMap { trades[$0]?.calendar }
            .filter { $0.identity != calendar.identity }
          let excluded = book.excludes(pair.security, from: pair.benchmark) ? pair.security : nil
          meeting.returns = maker.returns(pair.benchmark, components, on: calendar, without: excluded)
        }
      } catch {
        faults = [.listFault(pair.benchmark, error)]
      }
      if !faults.isEmpty, faulty.insert(pair.benchmark).inserted { diagnostics += faults }
      meetings[pair.security, default: [:]][pair.benchmark] = meeting
    }
    self.meetings = meetings
  }

  /// nil = no event compares the two.
  func meeting(of pair: Pair) -> Meeting? { meetings[pair.security]?[pair.benchmark] }
}

/// Makes each benchmark once for every calendar.
private struct BenchmarkMaker {
  /// A benchmark's returns by the identity of the calendar on whose sessions they are: there are few calendars.
  private typealias ByCalendar = [(calendar: String, returns: BenchmarkReturns)]

  private let trades: [SecurityID: TradedSeries]
  private let returnKind: ReturnKind
  private var single: [SecurityID: ByCalendar] = [:]
  /// By benchmark, then by the member that is left out.
  private var portfolios: [SecurityID: [SecurityID?: ByCalendar]] = [:]

  init(trades: [SecurityID: TradedSeries], returnKind: ReturnKind) {
    self.trades = trades
    self.returnKind = returnKind
  }

  mutating func returns(
    _ benchmark: SecurityID, _ components: [BenchmarkBook.Component], on calendar: ExchangeCalendar,
    without excluded: SecurityID?
  ) -> BenchmarkReturns? {
    if components.count == 1, components[0].security == benchmark { return single(benchmark, on: calendar) }
    let identity = calendar.identity
    if let known = portfolios[benchmark]?[excluded]?.first(where: { $0.calendar == identity }) {
      return known.returns
    }
    var members: [PortfolioMember] = []
    for component in components {
      guard let returns = single(component.security, on: calendar) else { return nil }
      members.append(PortfolioMember(returns, weight: component.weight))
    }
    guard !members.isEmpty else { return nil }
    let made = BenchmarkReturns(portfolio: members)
    portfolios[benchmark, default: [:]][excluded, default: []].append((identity, made))
    return made
  }

  private mutating func single(_ security: SecurityID, on calendar: ExchangeCalendar) -> BenchmarkReturns? {
    let identity = calendar.identity
    if let known = single[security]?.first(where: { $0.calendar == identity }) { return known.returns }
    guard let own = trades[security] else { return nil }
    let made = BenchmarkReturns(own, on: calendar, returnKind: returnKind)
    single[security, default: []].append((identity, made))
    return made
  }
}

extension Diagnostic {
  fileprivate static func benchmarkWithoutPrices(
    _ security: SecurityID, of benchmark: SecurityID, _ catalog: SecurityCatalog
  ) -> Diagnostic {
    let nearest = catalog.names.nearest(to: security)
    let member = security == benchmark ? "" : ", a member of '\(benchmark)'"
    return Diagnostic(
      .benchmarkMissing, severity: .error, security: security,
      message: "no price file holds the benchmark '\(security)'\(member)",
      help: nearest.map { "did you mean '\($0)'?" } ?? "add a 'prices' entry that holds it")
  }

  fileprivate static func listFault(_ benchmark: SecurityID, _ fault: BenchmarkBook.ListFault) -> Diagnostic {
    Diagnostic(
      .benchmarkMissing, severity: .error, security: benchmark,
      message: "the benchmark '\(benchmark)' \(fault.text)",
      help: "write members with spaces between them, such as AAA:0.6 BBB:0.4, or AAA BBB for equal weights")
  }
}
