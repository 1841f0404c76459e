import Foundation
import TestSupport
import Testing

@testable import Inference

/// Differences between two groups against scipy, and where there is no answer.
@Suite struct GroupDifferencesTests {
  private let ofTwoLists = GroupDifferences.all.compactMap { $0 as? any CumulativeDifference }

  @Test func agreesWithScipy() throws {
    let values = try NumberTable(fixture: "Oracles/cross-sectional/difference_values.csv")
    let expected = try NumberTable(fixture: "Oracles/cross-sectional/differences.csv")
    #expect(expected.rows.count == 39)
    for row in expected.rows.indices {
      let name = try expected.text(row, "sample")
      func side(_ side: String) throws -> [Double] {
        try values.rows.indices.filter { values.rows[$0][0] == name && values.rows[$0][1] == side }
          .map { try values.number($0, "car") }
      }
      let test = try #require(
        GroupDifferences.named(try expected.text(row, "test")) as? any CumulativeDifference)
      let (first, second) = (try side("a"), try side("b"))
      guard case .result(let result) = test.evaluate(first, against: second, rounding: 0) else {
        Issue.record("\(expected.rows[row])")
        continue
      }
      let p: Double? =
        switch try expected.text(row, "alternative") {
        case "greater": result.pGreater
        case "less": result.pLess
        default: result.pValue
        }
      #expect(agrees(result.statistic, try expected.number(row, "statistic"), relative: 1e-10))
      #expect(agrees(p ?? .nan, try expected.number(row, "p"), relative: 1e-10), "\(expected.rows[row])")
      if case .t(let degrees) = result.distribution {
        #expect(agrees(degrees, try expected.number(row, "df"), relative: 1e-10))
      }
      #expect(result.events == first.count + second.count)
    }
  }

  private func reason(_ test: any CumulativeDifference, _ first: [Double], _ second: [Double]) -> TestReason?
  {
    if case .notApplicable(let reason) = test.evaluate(first, against: second, rounding: 0) {
      reason
    } else {
      nil
    }
  }

  @Test func whatHasNoAnswerSaysWhy() {
    for test in ofTwoLists {
      #expect(reason(test, [], [0.1]) == .noEvents && reason(test, [0.1], []) == .noEvents)
      #expect(reason(test, [0.1, 0.1, 0.1], [0.1, 0.1]) == .zeroVariance)
    }
    #expect(reason(DifferenceT(), [0.1], [0.2, 0.3]) == .tooFewEvents)
    #expect(reason(DifferenceT(), [0.1, 0.1], [0.2, 0.2]) == .zeroVariance)
    #expect(reason(DifferenceRankSum(), [0.1], [0.2]) == nil)
  }

  /// What rounding makes of equal CARs is neither a difference nor an order.
  @Test func equalButForRounding() throws {
    let (first, second) = ([0.01, 0.01 + 2e-17, 0.01 - 2e-17], [0.02, 0.02 + 4e-17])
    let difference = DifferenceT().evaluate(first, against: second, rounding: 1e-14)
    #expect(difference == .notApplicable(reason: .zeroVariance))
    let tied = DifferenceRankSum().evaluate([0.01, 0.03], against: [0.01 + 2e-17, 0.02], rounding: 1e-14)
    #expect(tied == DifferenceRankSum().evaluate([0.01, 0.03], against: [0.01, 0.02], rounding: 0))
  }

  /// Exchanging the groups turns t's sign and the pairs that are won into those that are lost; p stays.
  @Test func exchangingTheGroups() throws {
    let (first, second) = ([0.01, 0.04, -0.02, 0.03], [0.0, 0.015, 0.05])
    for test in ofTwoLists {
      guard case .result(let there) = test.evaluate(first, against: second, rounding: 0),
        case .result(let back) = test.evaluate(second, against: first, rounding: 0)
      else {
        Issue.record("no result")
        continue
      }
      #expect(agrees(there.pValue, back.pValue, relative: 1e-14))
      #expect(agrees(there.pGreater ?? .nan, back.pLess ?? .nan, relative: 1e-14))
      let sum = there.statistic + back.statistic
      #expect(abs(sum - (test.descriptor.id == "difference-t" ? 0 : 12)) < 1e-12)
    }
  }

  @Test func theRegistryHoldsEveryFile() throws {
    let folder = "\(PackagePaths.root)/Sources/Inference/GroupDifferences"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
    #expect(Set(files) == Set(GroupDifferences.all.map { "\(type(of: $0)).swift" }))
  }
}
