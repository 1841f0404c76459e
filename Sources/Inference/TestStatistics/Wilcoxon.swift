import CoreStatistics

/// The ranks of the absolute CARs, summed over the positive ones.
package struct Wilcoxon: TestStatistic {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "wilcoxon",
    title: "Wilcoxon signed rank",
    nullHypothesis: "CARs are distributed symmetrically about zero",
    formula:
      "W+ = sum of the ranks of |CAR| over positive CARs, zeros left out; exact to N = 50 without ties, else "
      + "normal with variance N(N+1)(2N+1)/24 - sum(t^3-t)/48",
    assumptions: ["CARs of different events are independent", "CARs are symmetric without an effect"],
    reference: "Wilcoxon (1945), Biometrics Bulletin 1, 80-83")

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let all = window.enteringReturns
      guard !all.isEmpty, let middle = median(of: all) else { throw NoStatistic(.noEvents) }
      let values = all.filter { $0 != 0 }
      guard !values.isEmpty else { throw NoStatistic(.allReturnsZero) }
      let (ranks, tieSum) = averageRanks(of: values.map(abs))
      let sum = zip(values, ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
      return Wilcoxon.result(
        sum, values.count, tieSum, estimate: middle, zeros: all.count - values.count)
    }
  }

  private static func result(
    _ sum: Double, _ count: Int, _ tieSum: Double, estimate: Double, zeros: Int
  ) -> TestOutcome {
    let note = zeros > 0 ? "\(zeros) CARs of zero left out" : nil
    if tieSum == 0, let exact = SignedRankDistribution(count: count) {
      let whole = Int(sum)
      return TestContext(
        events: count, estimate: estimate, convention: "exact; estimate is the median CAR", note: note
      ).outcome(
        sum, .exact, twoSided: exact.twoSided(whole), greater: exact.upperIncluding(whole),
        less: exact.lower(whole))
    }
    let n = Double(count)
    let variance = n * (n + 1) * (2 * n + 1) / 24 - tieSum / 48
    let z = (sum - n * (n + 1) / 4) / variance.squareRoot()
    return TestContext(
      events: count, estimate: estimate,
      convention: "normal with tie correction, no continuity correction; estimate is the median CAR",
      note: note
    ).outcome(
      sum, .normal, twoSided: NormalDistribution.twoSided(z), greater: NormalDistribution.upper(z),
      less: NormalDistribution.lower(z))
  }
}
