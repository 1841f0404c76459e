import CoreTypes
import EventTime
import TestSupport
import Testing

@testable import ExpectedReturns

/// The rows of a regression are the days that may be used and lack nothing, each value divided by the root of its span.
@Suite struct EstimationRowsTests {
  private static let days = 30

  @Test(
    arguments: [
      [], [0], [29], [0, 1, 2, 28, 29], [13], Set(1..<30), Set(0..<29), Set(0..<30),
    ] as [Set<Int>])
  func dayByDay(missing: Set<Int>) {
    for masked in [[], [0, 29], [4, 5, 6], missing] as [Set<Int>] {
      for spans in [[:], [3: 2, 20: 5], [0: 3, 29: 2]] as [[Int: Double]] {
        var returns = SimulatedReturns(count: Self.days + 5)
        returns.benchmark[11] = .nan
        returns.security[12] = -.infinity
        let sample = SampleOfReturns.sample(returns, spans: spans, missing: missing, masked: masked)
        let own = sample.returns
        var terms = LinearTerms(offset: own.factors["rf"], columns: [own.spans, own.benchmark])
        terms.auxiliary = [own.factors["smb"] ?? own.benchmark]
        check(sample, terms)
        check(sample, LinearTerms.market(own))
      }
    }
  }

  private func check(_ sample: EstimationSample, _ terms: LinearTerms) {
    let rows = EstimationRows(sample, terms)
    let columns = [sample.returns.returns] + terms.columns + terms.auxiliary
    let positions = (0..<Self.days).filter { day in
      sample.isUsable[day] && columns.allSatisfy { $0[day].isFinite }
    }
    let roots = positions.map { sample.returns.spans[$0].squareRoot() }
    func weighted(_ value: (Int) -> Double) -> [Double] { zip(positions, roots).map { value($0) / $1 } }
    #expect(rows.positions == positions && rows.count == positions.count)
    #expect(rows.response == weighted { sample.returns.returns[$0] - (terms.offset?[$0] ?? 0) })
    #expect(rows.columns == terms.columns.map { column in weighted { column[$0] } })
    #expect(rows.auxiliary == terms.auxiliary.map { column in weighted { column[$0] } })
    #expect(
      rows.ownReturns
        == (0..<Self.days).count { sample.isUsable[$0] && sample.returns.returns[$0].isFinite })
  }
}
