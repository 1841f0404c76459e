import CoreTypes
import TestSupport
import Testing

@testable import EventTime

@Suite struct TradedSeriesTests {
  /// A security that takes the sessions of its neighbor has those that it would have found by itself, whatever differs
  /// between the two: dates, suspensions, rows without trade, the end of the data.
  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func sessionsOfANeighborAreItsOwn(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func values() -> [Double?] {
      let gap = Int.random(in: 0..<80, using: &random)
      let stale = Int.random(in: 1..<120, using: &random)
      return (0..<40).map { day in day == gap ? nil : day == stale ? -Double(9 + day) : Double(10 + day) }
    }
    let (first, second) = (values(), Bool.random(using: &random) ? values() : nil)
    let suspended = Int.random(in: 0..<3, using: &random) == 0 ? [5...7] : []
    let ends = [39, 39, 30].map { TestMarket.date($0) }
    let sessions = [40, 40, 45].randomElement(using: &random) ?? 40
    func trades(
      _ values: [Double?], on sessions: Int, _ suspended: [ClosedRange<Int>], _ asOf: CalendarDate,
      sharing neighbor: TradedSeries?
    ) -> (series: TradedSeries, diagnostics: [Diagnostic]) {
      var diagnostics: [Diagnostic] = []
      let series = TradedSeries(
        TestMarket.series(values), on: TestMarket.calendar(sessions: sessions),
        suspensions: suspended.map {
          DeclaredSuspension(
            security: SecurityID("S"), from: TestMarket.date($0.lowerBound),
            until: TestMarket.date($0.upperBound), reason: nil,
            location: SourceLocation(file: "suspensions.csv", line: 2))
        }, asOf: asOf, sharing: neighbor, diagnostics: &diagnostics)
      return (series, diagnostics)
    }
    let neighbor = trades(first, on: 40, [], ends.randomElement(using: &random) ?? ends[0], sharing: nil)
    let end = ends.randomElement(using: &random) ?? ends[0]
    let alone = trades(second ?? first, on: sessions, suspended, end, sharing: nil)
    let beside = trades(second ?? first, on: sessions, suspended, end, sharing: neighbor.series)
    #expect(beside.series.sessions == alone.series.sessions)
    #expect(beside.series.lastRowSession == alone.series.lastRowSession)
    #expect(
      beside.series.sessions.indices.allSatisfy { beside.series.row(of: $0) == alone.series.row(of: $0) })
    #expect(beside.diagnostics == alone.diagnostics)
    let own = alone.series
    #expect(own.withValues { Array($0) } == own.sessions.indices.map { own.value(of: $0) })
  }
}
