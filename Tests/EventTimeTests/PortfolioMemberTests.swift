import CoreTypes
import EventTime
import Testing

@Suite struct PortfolioMemberTests {
  private func member(_ values: [Double?], weight: Double, kind: PriceSeries.Kind = .prices)
    -> PortfolioMember
  {
    PortfolioMember(
      BenchmarkReturns(TestMarket.trades(values, kind: kind), on: TestMarket.calendar(), returnKind: .simple),
      weight: weight)
  }

  @Test func membersAreHeldThroughAnInterval() {
    let portfolio = BenchmarkReturns(
      portfolio: [member([1, 2, 4], weight: 3), member([8, 8, 4], weight: 1)])
    #expect(portfolio.over(from: 0, to: 1) == 0.75)
    // 3 (4/1) + 1 (4/8), not (1 + 0.75) (1 + 0.625).
    #expect(portfolio.over(from: 0, to: 2) == 2.125)
    #expect(portfolio.missingMembers(from: 0, to: 2) == 0)
  }

  @Test func aMemberWithoutAReturnIsLeftOutAndCounted() {
    let portfolio = BenchmarkReturns(
      portfolio: [member([1, nil, 4], weight: 3), member([8, 4, 4], weight: 1)])
    #expect(portfolio.over(from: 0, to: 1) == -0.5)
    #expect(portfolio.missingMembers(from: 0, to: 1) == 1)
    #expect(portfolio.over(from: 0, to: 2) == 2.125)
    #expect(portfolio.over(from: 2, to: 3).isNaN)
    #expect(portfolio.missingMembers(from: 2, to: 3) == 0)
  }

  @Test func onlyTheRatiosOfWeightsCount() {
    let members = [([1.0, 2, 3], 1.0), ([1, 3, 4], 3)]
    let one = BenchmarkReturns(portfolio: members.map { member($0.0, weight: $0.1) })
    let two = BenchmarkReturns(portfolio: members.map { member($0.0, weight: $0.1 / 4) })
    #expect(one.over(from: 0, to: 2) == two.over(from: 0, to: 2))
  }

  @Test func logReturnsAreTheLogarithmOfWhatTheyHold() {
    func logarithmic(_ values: [Double?]) -> PortfolioMember {
      PortfolioMember(
        BenchmarkReturns(TestMarket.trades(values), on: TestMarket.calendar(), returnKind: .log), weight: 1)
    }
    let portfolio = BenchmarkReturns(portfolio: [logarithmic([1, 3]), logarithmic([1, 1])])
    #expect(abs(portfolio.over(from: 0, to: 1) - 0.693147180559945) < 1e-14)
  }
}
