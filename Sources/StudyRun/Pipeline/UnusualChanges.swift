import CoreTypes
import EventTime

/// Changes of price that look like a split, and prices that stand out from those around them, security by security.
struct UnusualChanges: Sendable {
  /// Sessions that end a change which looks like a split; nothing for a security that has none.
  private(set) var splits: [SecurityID: [Int]] = [:]
  /// Sessions of prices that stand out from those on both sides; nothing for a security that has none.
  private(set) var spikes: [SecurityID: [Int]] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(
    _ securities: [SecurityTrades], _ pairs: [BenchmarkTable.Pair], _ benchmarks: BenchmarkTable
  ) {
    let benchmarkOf = Dictionary(pairs.map { ($0.security, $0.benchmark) }) { first, _ in first }
    for security in securities where !security.splits.isEmpty {
      let market = benchmarkOf[security.id].flatMap {
        benchmarks.meeting(of: BenchmarkTable.Pair(benchmark: $0, security: security.id))?.returns
      }
      add(security.splits, of: security.id, security.series, market)
    }
  }

  private mutating func add(
    _ candidates: [Int], of security: SecurityID, _ own: TradedSeries, _ market: BenchmarkReturns?
  ) {
    let standing = OutOfLinePrices.spikes(candidates, in: own)
    let lasting = candidates.filter { !standing.contains($0) && !standing.contains($0 - 1) }
    let changes = SplitSearch.changes(lasting, in: own, benchmark: market)
    diagnostics += changes.map { .looksLikeASplit($0, in: own) }
    if !changes.isEmpty { splits[security] = changes.map(\.session) }
    let said = OutOfLinePrices.diagnostic(
      candidates, spikes: standing, explained: Set(changes.map(\.trade)), in: own)
    diagnostics += said.map { [$0] } ?? []
    if !standing.isEmpty { spikes[security] = standing.sorted().map { Int(own.sessions[$0]) } }
  }
}
