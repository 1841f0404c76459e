import CoreStatistics

/// In how many pairs of events, one a group, the first group's CAR is the larger.
package struct DifferenceRankSum: CumulativeDifference {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "difference-rank-sum",
    title: "Wilcoxon rank sum of the difference between two groups (Mann-Whitney)",
    nullHypothesis: "CARs of both groups have one distribution",
    formula:
      "U = number of pairs with CAR_A > CAR_B, ties counting half; exact to N_A + N_B = 50 without ties, else normal "
      + "with variance N_A N_B/12 (N+1 - sum(t^3-t)/(N(N-1)))",
    assumptions: [
      "CARs of different events are independent, also between the groups",
      "the groups differ in location alone, if at all (a change of variance also moves the test where sizes differ)",
    ],
    reference: "Mann and Whitney (1947), Annals of Mathematical Statistics 18, 50-60")

  func evaluate(_ first: [Double], against second: [Double], rounding: Double) -> TestOutcome {
    guard !first.isEmpty, !second.isEmpty else { return .notApplicable(reason: .noEvents) }
    let (ranks, tieSum) = averageRanks(of: first + second, rounding: rounding)
    let (m, n) = (Double(first.count), Double(second.count))
    let u = ranks.prefix(first.count).reduce(0, +) - m * (m + 1) / 2
    let share = u / (m * n)
    if tieSum == 0, let exact = RankSumDistribution(first: first.count, second: second.count) {
      let whole = Int(u)
      return context(first, second, share, "exact").outcome(
        u, .exact, twoSided: exact.twoSided(whole), greater: exact.upperIncluding(whole),
        less: exact.lower(whole))
    }
    let all = m + n
    let variance = m * n / 12 * (all + 1 - tieSum / (all * (all - 1)))
    guard variance > m * n * all * 1e-14 else { return .notApplicable(reason: .zeroVariance) }
    let z = (u - m * n / 2) / variance.squareRoot()
    return context(first, second, share, "normal with tie correction, no continuity correction").outcome(
      u, .normal, twoSided: NormalDistribution.twoSided(z), greater: NormalDistribution.upper(z),
      less: NormalDistribution.lower(z))
  }

  private func context(
    _ first: [Double], _ second: [Double], _ share: Double, _ how: String
  ) -> TestContext {
    TestContext(
      events: first.count + second.count, estimate: share,
      convention:
        "\(how); \(first.count) and \(second.count) events; estimate is the share of pairs in which the first group's "
        + "CAR is the larger")
  }
}
