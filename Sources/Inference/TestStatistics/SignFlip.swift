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
      guard values.contains(where: { $0 != 0 }) else { throw NoStatistic(.allReturnsZero) }
      let mean = Moments(values).mean
      let context = TestContext(events: values.count, estimate: mean, convention: "statistic is the CAAR")
      let observed = mean * Double(values.count)
      return values.count <= SignFlip.mostEventsCounted
        ? counted(values, observed, mean, context)
        : drawn(values, observed, mean, context, workspace.resampling, window)
    }
  }

  /// All patterns: sums of the first half's patterns plus sums of the second half's.
  private func counted(_ values: [Double], _ observed: Double, _ mean: Double, _ context: TestContext)
    -> TestOutcome
  {
    let half = values.count / 2
    let first = SignFlip.sums(values[..<half])
    let second = SignFlip.sums(values[half...])
    // Patterns that differ from the observed one by rounding alone count as equal to it.
    let slack = values.reduce(0) { $0 + abs($1) } * 1e-14
    var (farther, above, below) = (0, 0, 0)
    for left in first {
      for right in second {
        let sum = left + right
        farther += abs(sum) >= abs(observed) - slack ? 1 : 0
        above += sum >= observed - slack ? 1 : 0
        below += sum <= observed + slack ? 1 : 0
      }
    }
    let all = Double(first.count) * Double(second.count)
    return context.outcome(
      mean, .exact, twoSided: Double(farther) / all, greater: Double(above) / all, less: Double(below) / all)
  }

  /// The sums of `values` under all sign patterns.
  private static func sums(_ values: ArraySlice<Double>) -> [Double] {
    var sums = [0.0]
    for value in values { sums = sums.map { $0 + value } + sums.map { $0 - value } }
    return sums
  }

  private func drawn(
    _ values: [Double], _ observed: Double, _ mean: Double, _ context: TestContext, _ resampling: Resampling,
    _ window: WindowMeasures
  ) -> TestOutcome {
    var stream = resampling.stream(test: descriptor.id, window: window.window)
    var tails = TailCount(of: observed)
    for _ in 0..<resampling.replications {
      var sum = 0.0
      var bits: UInt64 = 0
      for (index, value) in values.enumerated() {
        if index % 64 == 0 { bits = stream.next() }
        sum += bits & 1 == 0 ? value : -value
        bits >>= 1
      }
      tails.add(sum)
    }
    return context.outcome(
      mean, .bootstrap(replications: tails.count), twoSided: tails.symmetric, greater: tails.upper,
      less: tails.lower)
  }
}
