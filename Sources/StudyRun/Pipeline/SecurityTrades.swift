import CoreTypes
import DataInput
import EventTime

/// A security's trades on its calendar, and what is unusual in them.
struct SecurityTrades: Sendable {
  let id: SecurityID
  let series: TradedSeries
  /// Trades whose returns may be splits.
  let splits: [Int]
  /// Sessions on which a close only repeats.
  let stale: [ClosedRange<Int>]
  let diagnostics: [Diagnostic]

  /// In the order of `ids`, without those that have no prices or whose exchange has no calendar.
  static func all(
    _ ids: [SecurityID], _ study: StudyConfiguration, _ inputs: StudyInputs, _ catalog: SecurityCatalog,
    _ calendars: CalendarBook, _ asOf: CalendarDate, _ jobs: Int
  ) -> [SecurityTrades] {
    let suspensions = Dictionary(grouping: inputs.suspensions, by: \.security)
    let counts = EventCounts(inputs)
    var traded: [SecurityTrades] = []
    ParallelBlocks.run(count: ids.count, blockSize: 16, jobs: jobs) { range in
      var last: TradedSeries?
      return ids[range].compactMap { id -> SecurityTrades? in
        guard let security = catalog[id], let calendar = calendars.calendar(of: security) else { return nil }
        var found: [Diagnostic] = []
        let prices = security.series(on: calendar, diagnostics: &found)
        let series = TradedSeries(
          prices, on: calendar, suspensions: suspensions[id] ?? [], asOf: asOf,
          keptReturns: counts.areMany(of: id, rows: prices.count) ? study.returns : nil, sharing: last,
          diagnostics: &found)
        last = series
        if let sparse = SparsePrices.diagnostic(of: prices) {
          // Which of its days are no sessions is beside the point.
          found.removeAll { $0.id == .priceOnClosedDay }
          found.append(sparse)
        }
        if study.returns == .log, let loss = Diagnostic.totalLoss(in: prices) { found.append(loss) }
        let stale = StalePrices(of: series)
        if let fault = stale.diagnostic { found.append(fault) }
        return SecurityTrades(
          id: id, series: series, splits: SplitSearch.candidates(in: series), stale: stale.sessions,
          diagnostics: found)
      }
    } consume: {
      traded += $0
    }
    return traded
  }
}

/// How many events each security has.
private struct EventCounts: Sendable {
  private let counts: [SecurityID: Int]

  init(_ inputs: StudyInputs) {
    var counts = [Int](repeating: 0, count: inputs.eventSecurities.count)
    for request in inputs.requests { counts[request.securityNumber] += 1 }
    self.counts = Dictionary(uniqueKeysWithValues: zip(inputs.eventSecurities, counts))
  }

  /// Its returns are worth keeping: each is read many times, and all of them take no more than 256 bytes an event.
  func areMany(of security: SecurityID, rows: Int) -> Bool { counts[security, default: 0] * 32 >= rows }
}
