import CoreTypes
import TestSupport
import Testing

@testable import EventTime

/// Returns that are copied as one run are those that the definition gives day by day, whether or not the series keeps
/// its changes, and wherever the days lie about what the series and the benchmark cover.
@Suite struct OneSessionRunTests {
  private let axis = EventWindow(first: -6, last: 4)

  private func trades(_ values: [Double?], keeping kind: ReturnKind?) -> TradedSeries {
    var diagnostics: [Diagnostic] = []
    return TradedSeries(
      TestMarket.series(values), on: TestMarket.calendar(), suspensions: [], asOf: TestMarket.date(39),
      keptReturns: kind, diagnostics: &diagnostics)
  }

  private func bits(_ values: some Sequence<Double>) -> [UInt64] { values.map(\.bitPattern) }

  @Test(arguments: 1...200 as ClosedRange<UInt64>, [ReturnKind.simple, .log])
  func dayByDay(_ seed: UInt64, _ kind: ReturnKind) {
    var random = SeededGenerator(seed: seed)
    // None, one at any place, or so many that hardly any run is left.
    let gaps = (0..<[0, 1, 1, 3, 25][Int(seed % 5)]).map { _ in Int.random(in: 0..<60, using: &random) }
    let (start, end) = (Int.random(in: 0..<8, using: &random), Int.random(in: 30...40, using: &random))
    let values = (0..<40).map { session -> Double? in
      let price = Double.random(in: 9...11, using: &random)
      return gaps.contains(session) || session < start || session >= end ? nil : price
    }
    let levels = (0..<Int.random(in: 30...40, using: &random)).map { _ in
      Double.random(in: 90...110, using: &random)
    }
    let benchmark = BenchmarkReturns(
      TestMarket.trades(levels), on: TestMarket.calendar(), returnKind: kind)
    let rules = EventReturnRules(returnKind: kind, gaps: .drop, returnAfterGap: .drop)
    let columns = [nil, ReturnColumns(days: 2), ReturnColumns(days: axis.length)]
    for dayZero in 0..<48 {
      let clock = EventClock(running: dayZero)
      let made = [nil, kind].flatMap { kept in
        columns.map {
          EventReturns(
            trades(values, keeping: kept), clock: clock, axis: axis, benchmark: benchmark, rules: rules,
            shared: $0)
        }
      }
      var expected: [Double] = []
      var market: [Double] = []
      for day in axis.days {
        let session = dayZero + day
        let known = values.indices.contains(session) && values.indices.contains(session - 1)
        if known, let price = values[session], let before = values[session - 1] {
          expected.append(kind.change(from: before, to: price))
          market.append(
            session < levels.count ? kind.change(from: levels[session - 1], to: levels[session]) : .nan)
        } else {
          expected.append(.nan)
          market.append(.nan)
        }
      }
      for returns in made {
        #expect(bits(returns.returns) == bits(expected))
        #expect(bits(returns.benchmark) == bits(market))
        #expect(Array(returns.spans) == expected.map { $0.isNaN ? 0 : 1 })
        #expect(Array(returns.daySpans) == expected.map { $0.isNaN ? 0 : 1 })
        #expect(!returns.isUnbroken || !expected.contains(where: \.isNaN))
      }
    }
  }

  /// Rows with volume 0 are no trades: what is copied are the trades, not the rows.
  @Test func rowsThatAreNoTrades() {
    let values = (0..<40).map { (session: Int) -> Double in
      switch session % 9 {
      case 4: -13
      case 3: 13
      default: 10 + Double(session)
      }
    }
    let rules = EventReturnRules(returnKind: .simple, gaps: .tradeToTrade, returnAfterGap: .drop)
    for kept in [nil, ReturnKind.simple, .log] {
      let made = EventReturns(
        trades(values, keeping: kept), clock: EventClock(running: 20),
        axis: EventWindow(first: -20, last: 19),
        benchmark: nil, rules: rules)
      #expect(made.returns[0].isNaN && made.spans[0] == 0)
      for session in 1..<40 {
        guard values[session] > 0 else {
          #expect(made.returns[session].isNaN && made.spans[session] == 0)
          continue
        }
        let before = values[session - 1] > 0 ? session - 1 : session - 2
        #expect(made.returns[session] == values[session] / values[before] - 1)
        #expect(made.spans[session] == Double(session - before))
      }
    }
  }

  /// Columns that a benchmark left are not those of the next one.
  @Test func benchmarksInTurn() {
    let rules = EventReturnRules(returnKind: .simple, gaps: .drop, returnAfterGap: .drop)
    let series = trades((0..<40).map { 10 + Double($0 * $0 % 7) }, keeping: nil)
    let benchmarks = [5, 11].map { modulus in
      BenchmarkReturns(
        TestMarket.trades((0..<40).map { 90 + Double($0 * $0 % modulus) }), on: TestMarket.calendar(),
        returnKind: .simple)
    }
    let shared = ReturnColumns(days: axis.length)
    for (event, own) in [0, 0, 1, 0, 1, 1, 1, 0, 0, 0].enumerated() {
      let made = [nil, shared].map {
        EventReturns(
          series, clock: EventClock(running: 10 + event), axis: axis, benchmark: benchmarks[own],
          rules: rules,
          shared: $0)
      }
      #expect(made[0].benchmark == made[1].benchmark && made[1].isUnbroken)
    }
  }

  /// A series that keeps its changes of one kind still makes those of the other.
  @Test func bothKindsOfChanges() {
    let series = trades((0..<40).map { 10 + Double($0 * $0 % 7) }, keeping: .log)
    let plain = trades((0..<40).map { 10 + Double($0 * $0 % 7) }, keeping: nil)
    for kind in [ReturnKind.log, .simple, .log] {
      let columns = [series, plain].map { trades in
        Array(trades.changes(endingWith: 3..<23, kind, at: 0..<20, of: 20))
      }
      #expect(columns[0] == columns[1] && columns[0][0] == kind.change(from: 14, to: 12))
    }
  }
}
