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
    /// The benchmark is a list or portfolio, and the security that meets it one of several members, of which the study does not
    /// say that it shall be.
    fileprivate(set) var listsSecurity = false
    /// The calendars of those members that are not the security's own.
    fileprivate(set) var otherCalendars: [ExchangeCalendar] = []
    /// nil = it, or one of its members, has no prices.
    fileprivate(set) var returns: BenchmarkReturns?
    /// Why there are none; nil also where the security itself has no calendar.
    fileprivate(set) var fault: String?
  }

  /// By security, then by benchmark: nearly every security meets one.
  private let meetings: [SecurityID: [SecurityID: Meeting]]
  /// What is wrong with benchmarks, for each pair that has it.
  let faults: [(pair: Pair, fault: BenchmarkFault)]
  /// By benchmark the members that any security meets.
  let members: [SecurityID: Set<SecurityID>]

  /// - Parameter trades: the members and the securities of the pairs, each on its own exchange.
  init(
    _ pairs: [Pair], book: BenchmarkBook, catalog: SecurityCatalog, trades: [SecurityID: TradedSeries],
    returnKind: ReturnKind
  ) {
    var maker = BenchmarkMaker(trades: trades, returnKind: returnKind)
    func isKnown(_ id: SecurityID) -> Bool { catalog[id] != nil }
    var faults: [(Pair, BenchmarkFault)] = []
    var members: [SecurityID: Set<SecurityID>] = [:]
    // Of a benchmark without the security that meets it, two such securities know all members.
    var asked: [SecurityID: Int] = [:]
    var meetings: [SecurityID: [SecurityID: Meeting]] = [:]
    meetings.reserveCapacity(pairs.count)
    for pair in pairs {
      let meeting = Meeting()
      var fault: BenchmarkFault?
      do {
        let components = try book.components(of: pair.benchmark, for: pair.security, isKnown: isKnown)
        meeting.members = components.map(\.security)
        if asked[pair.benchmark, default: 0] < 2 {
          asked[pair.benchmark, default: 0] += 1
          members[pair.benchmark, default: []].formUnion(meeting.members)
        }
        meeting.listsSecurity =
          components.count > 1 && meeting.members.contains(pair.security)
          && !book.keepsKnowingly(pair.benchmark)
        let unknown = meeting.members.filter { !isKnown($0) }
        fault = components.isEmpty ? .emptied : unknown.isEmpty ? nil : .withoutPrices(unknown)
        if let calendar = trades[pair.security]?.calendar {
          meeting.otherCalendars = meeting.members.compactMap { trades[$0]?.calendar }
            .filter { $0.identity != calendar.identity }
          let excluded = book.excludes(pair.security, from: pair.benchmark) ? pair.security : nil
          meeting.returns = maker.returns(pair.benchmark, components, on: calendar, without: excluded)
        }
      } catch {
        fault = .list(error)
      }
      if let fault {
        meeting.fault = fault.text(of: pair, as: "benchmark")
        faults.append((pair, fault))
      }
      meetings[pair.security, default: [:]][pair.benchmark] = meeting
    }
    self.meetings = meetings
    self.faults = faults
    self.members = members
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
