import CoreTypes
import Testing

@testable import StudyRun

@Suite struct BenchmarkBookTests {
  private let book = BenchmarkBook([
    PortfolioChoice(
      id: SecurityID("peers"),
      members: ["A", "B"].map { BenchmarkBook.Component(security: SecurityID($0), weight: 1) },
      excludesEventSecurity: true)
  ])

  private func read(_ text: String, for security: String = "X", known: [String] = []) -> String {
    do {
      let components = try book.components(
        of: SecurityID(text), for: SecurityID(security), isKnown: { known.contains($0.text) })
      return components.map { "\($0.security) x \($0.weight)" }.joined(separator: ", ")
    } catch {
      return error.text
    }
  }

  @Test func aNameIsASecurityAPortfolioOrAList() {
    #expect(read("SP500") == "SP500 x 1.0")
    #expect(read("peers") == "A x 1.0, B x 1.0")
    #expect(read("AAA:0.6 BBB:0.4") == "AAA x 0.6, BBB x 0.4")
    #expect(read("AAA BBB CCC") == "AAA x 1.0, BBB x 1.0, CCC x 1.0")
    #expect(read("NASDAQ:AAPL NYSE:IBM:2") == "gives some of its members a weight and others none")
    #expect(read("NASDAQ:AAPL:1 NYSE:IBM:2") == "NASDAQ:AAPL x 1.0, NYSE:IBM x 2.0")
  }

  @Test func aNameThatHasPricesIsNotTakenApart() {
    #expect(read("S&P 500", known: ["S&P 500"]) == "S&P 500 x 1.0")
    #expect(read("HKG:700", known: ["HKG:700"]) == "HKG:700 x 1.0")
    #expect(read("HKG:700 HKG:5", known: ["HKG:700", "HKG:5"]) == "HKG:700 x 1.0, HKG:5 x 1.0")
    #expect(read("HKG:700") == "HKG x 700.0")
  }

  @Test func theEventsOwnSecurityLeavesItsPortfolio() {
    #expect(read("peers", for: "A") == "B x 1.0")
    #expect(book.excludes(SecurityID("A"), from: SecurityID("peers")))
    #expect(!book.excludes(SecurityID("C"), from: SecurityID("peers")))
  }

  @Test func aListWithAFaultSaysWhich() {
    #expect(read("AAA:0 BBB:1") == "has a weight that is not greater than 0")
    #expect(read("AAA AAA") == "names a member twice")
    #expect(read("AAA:0.5 BBB:-0.5") == "has a weight that is not greater than 0")
    #expect(read("AAA:0.5 BBB") == "gives some of its members a weight and others none")
  }

  @Test func everythingANameMayMeanIsKept() {
    let candidates = book.candidates(of: SecurityID("HKG:700 B:2"))
    #expect(candidates.map(\.text) == ["HKG:700 B:2", "HKG:700", "HKG", "B:2", "B"])
    #expect(book.candidates(of: SecurityID("peers")).map(\.text) == ["A", "B"])
  }
}
