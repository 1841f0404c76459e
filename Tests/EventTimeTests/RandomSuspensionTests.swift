import CoreTypes
import TestSupport
import Testing

@testable import EventTime

/// Suspensions thrown into a simulated market at random, declared or not, in every encoding: no trade is lost, none is
/// invented, and day 0 is where a count by hand puts it.
@Suite struct RandomSuspensionTests {
  /// How a suspended session is written.
  private enum Encoding: CaseIterable { case noRow, zeroVolume, status, declaredNoRow, declaredStaleRow }

  /// What truly happened, session by session.
  private struct Market {
    let sessions = 60
    var trades = [Bool](repeating: true, count: 60)
    var declared = [Bool](repeating: false, count: 60)
    var prices = [Double](repeating: 0, count: 60)
    var rows: [(session: Int, price: Double, zeroVolume: Bool, suspended: Bool)] = []
    var suspensions: [ClosedRange<Int>] = []

    init(seed: UInt64) {
      var random = SeededGenerator(seed: seed)
      var spells: [Int: Encoding] = [:]
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let first = Int.random(in: 2..<58, using: &random)
        let last = min(59, first + Int.random(in: 0...9, using: &random))
        let encoding = Encoding.allCases.randomElement(using: &random) ?? .noRow
        for session in first...last where spells[session] == nil { spells[session] = encoding }
      }
      var price = 20.0
      for session in 0..<sessions {
        if let encoding = spells[session] {
          trades[session] = false
          suspend(session, as: encoding, last: price)
        } else {
          // Now and then a trade at the last price: it has a volume, so it is one.
          if Int.random(in: 0..<6, using: &random) > 0 {
            price += Double.random(in: -0.5...0.5, using: &random)
          }
          rows.append((session, price, false, false))
        }
        prices[session] = price
      }
    }

    private mutating func suspend(_ session: Int, as encoding: Encoding, last price: Double) {
      switch encoding {
      case .noRow: break
      case .zeroVolume: rows.append((session, price, true, false))
      case .status: rows.append((session, price, false, true))
      case .declaredNoRow: declare(session)
      case .declaredStaleRow:
        declare(session)
        rows.append((session, price, false, false))
      }
    }

    private mutating func declare(_ session: Int) {
      declared[session] = true
      if let last = suspensions.last, last.upperBound == session - 1 {
        suspensions[suspensions.count - 1] = last.lowerBound...session
      } else {
        suspensions.append(session...session)
      }
    }

    func series() -> PriceSeries {
      PriceSeries(
        security: SecurityID("S"), kind: .prices, dates: rows.map { TestMarket.date($0.session) },
        values: rows.map(\.price), zeroVolume: rows.map(\.zeroVolume), suspended: rows.map(\.suspended),
        lines: rows.indices.map { UInt32($0 + 2) }, files: ["S.csv"])
    }

    func traded(diagnostics: inout [Diagnostic]) -> TradedSeries {
      TradedSeries(
        series(), on: TestMarket.calendar(sessions: sessions),
        suspensions: suspensions.map {
          DeclaredSuspension(
            security: SecurityID("S"), from: TestMarket.date($0.lowerBound),
            until: TestMarket.date($0.upperBound),
            reason: nil, location: SourceLocation(file: "suspensions.csv", line: 2))
        },
        asOf: TestMarket.date(sessions - 1), diagnostics: &diagnostics)
    }

    /// Day 0, its span and what suspended it, counted by hand; nil = no price ever again and nobody said why.
    func expected(_ reaction: Int) -> (dayZero: Int?, before: Int, suspended: Int, isDeclared: Bool)? {
      let before = (0..<reaction).last { trades[$0] } ?? -1
      guard !trades[reaction] else { return (reaction, reaction - 1, 0, false) }
      guard let next = (reaction..<sessions).first(where: { trades[$0] }) else {
        let rowsGoOn = rows.contains { $0.session >= reaction }
        return declared[reaction] || rowsGoOn ? (nil, before, sessions - reaction, declared[reaction]) : nil
      }
      return (next, before, next - reaction, declared[reaction])
    }
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func nothingIsLostAndNothingInvented(_ seed: UInt64) throws {
    let market = Market(seed: seed)
    var diagnostics: [Diagnostic] = []
    let traded = market.traded(diagnostics: &diagnostics)
    #expect(traded.sessions.map(Int.init) == (0..<market.sessions).filter { market.trades[$0] })
    #expect(diagnostics.isEmpty)
    for (number, session) in traded.sessions.enumerated() {
      #expect(traded.value(of: number) == market.prices[Int(session)])
    }
    for reaction in 2..<market.sessions {
      let placed = DayZeroPlacement.place(
        reactionSession: reaction, in: traded, policy: .resumption, lastSession: market.sessions - 1,
        shortestFound: 1)
      guard let expected = market.expected(reaction) else {
        #expect(placed == .failure(ExclusionFailure(.noPriceAfterAnnouncement)), "session \(reaction)")
        continue
      }
      let dayZero = try placed.get()
      #expect(dayZero.clock.dayZero == expected.dayZero, "session \(reaction)")
      #expect(dayZero.clock.dayBefore == expected.before, "session \(reaction)")
      #expect(dayZero.suspendedSessions == expected.suspended, "session \(reaction)")
      #expect(dayZero.suspension.map(\.isDeclared) ?? false == expected.isDeclared, "session \(reaction)")
    }
  }
}
