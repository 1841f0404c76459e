import CoreStatistics

/// The mean CAR against all means that arise when each CAR may have either sign.
package struct SignFlip: TestStatistic {
  package init() {}

  /// The most events whose sign patterns are all counted: 2^20 of them.
  static let mostEventsCounted = 20

  package let descriptor = TestDescriptor(
    id: "sign-flip",
    title: "Sign-flip randomization",
    nullHypothesis: "CARs are distributed symmetrically about zero",
    formula:
      "p = share of the 2^N sign patterns with |mean| >= |CAAR|; B random patterns and (1+#)/(B+1) above N = 20",
    assumptions: ["CARs of different events are independent", "CARs are symmetric without an effect"],
    reference: "Fisher (1935), The Design of Experiments, ch. III")

  package var resamples: Bool { true }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let values = Resampling.bySize(window.enteringReturns)
      guard !values.isEmpty else { throw NoStatistic(.noEvents) }
      guard values.count >= 2 else { throw NoStatistic(.tooFewEvents) }
      guard values.contains(where: { abs($0) > window.rounding }) else { throw NoStatistic(.allReturnsZero) }
      let mean = Moments(values).mean
      let context = TestContext(events: values.count, estimate: mean, convention: "statistic is the CAAR")
      var tails = TailCount(
        of: mean * Double(values.count), slack: values.reduce(0) { $0 + abs($1) } * 1e-14)
      if values.count <= SignFlip.mostEventsCounted {
        SignFlip.count(values, &tails)
        return tails.exact(mean, context)
      }
      let sums = SignedSums(values)
      var stream = workspace.resampling.stream(test: id, window: window.window)
      for _ in 0..<workspace.resampling.replications { tails.add(sums.sum(&stream)) }
      return tails.drawn(mean, context, isSymmetric: true)
    }
  }

  /// All patterns: sums of the first half's patterns plus sums of the second half's.
  private static func count(_ values: [Double], _ tails: inout TailCount) {
    let half = values.count / 2
    let second = sums(values[half...])
    for left in sums(values[..<half]) {
      for right in second { tails.add(left + right) }
    }
  }

  /// The sums of `values` under all sign patterns.
  private static func sums(_ values: ArraySlice<Double>) -> [Double] {
    var sums = [0.0]
    for value in values { sums = sums.map { $0 + value } + sums.map { $0 - value } }
    return sums
  }
}
