import CoreStatistics
import CoreTypes

/// The ranks of the absolute CARs, summed over the positive ones.
package struct Wilcoxon: TestInForms {
  /// What is ranked, CARs or all abnormal returns of the window, and whether the normal approximation allows for steps.
  enum Form: String { case returns, continuity, eventstudy2 }

  static let standard = Form.returns
  let form: Form

  package let descriptor = TestDescriptor(
    id: "wilcoxon",
    title: "Wilcoxon signed rank",
    nullHypothesis: "CARs are distributed symmetrically about zero",
    formula:
      "W+ = sum of the ranks of |CAR| over positive CARs, zeros left out; exact to N = 50 without ties, else "
      + "normal with variance N(N+1)(2N+1)/24 - sum(t^3-t)/48",
    assumptions: ["CARs of different events are independent", "CARs are symmetric without an effect"],
    reference: "Wilcoxon (1945), Biometrics Bulletin 1, 80-83",
    variants: [
      .init("continuity", "where it is not exact, with a continuity correction of one half"),
      .init(
        "eventstudy2",
        "the Stata module's: the abnormal returns of all days and events in one ranking, zeros among the positive ones, normal "
          + "without a tie correction: no test of CARs where a window has several days"),
    ])

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      if form == .eventstudy2 { return try asEventstudy(workspace.sample, window) }
      let all = window.enteringReturns
      guard !all.isEmpty, let middle = Selection.median(of: all) else { throw NoStatistic(.noEvents) }
      let values = all.filter { abs($0) > window.rounding }
      guard !values.isEmpty else { throw NoStatistic(.allReturnsZero) }
      let (ranks, tieSum) = averageRanks(of: values.map(abs), rounding: window.rounding)
      let sum = zip(values, ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
      return result(
        sum, values.count, tieSum, estimate: middle, zeros: all.count - values.count)
    }
  }

  private func asEventstudy(_ sample: EventSample, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    var values: [Double] = []
    for event in window.entering {
      sample.withAbnormalReturns(of: event) { returns in
        for place in sample.places(of: window.window) where !returns[place].isNaN {
          values.append(returns[place])
        }
      }
    }
    guard let middle = Selection.median(of: values) else { throw NoStatistic(.noEvents) }
    let (ranks, _) = averageRanks(of: values.map(abs), rounding: 0)
    let sum = zip(values, ranks).reduce(0) { $1.0 >= 0 ? $0 + $1.1 : $0 }
    let n = Double(values.count)
    let z = (sum - n * (n + 1) / 4) / (n * (n + 1) * (2 * n + 1) / 24).squareRoot()
    return TestContext(
      events: window.entering.count, estimate: middle,
      convention:
        "eventstudy2: \(values.count) daily returns in one ranking, no tie correction; statistic is z"
    ).normal(z)
  }

  private func result(
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
    let (excess, deviation) = (sum - n * (n + 1) / 4, variance.squareRoot())
    let step = form == .continuity ? 0.5 : 0
    let towardsZero = excess > 0 ? step : excess < 0 ? -step : 0
    return TestContext(
      events: count, estimate: estimate,
      convention:
        "normal with tie correction, \(step == 0 ? "no " : "")continuity correction; estimate is the median CAR",
      note: note
    ).outcome(
      sum, .normal, twoSided: NormalDistribution.twoSided((excess - towardsZero) / deviation),
      greater: NormalDistribution.upper((excess - step) / deviation),
      less: NormalDistribution.lower((excess + step) / deviation))
  }
}
