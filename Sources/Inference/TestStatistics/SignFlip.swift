import CoreStatistics

/// The mean CAR against all means that arise when each CAR may have either sign.
package struct SignFlip: TestWithClusters {
  /// What has one sign: an event, or all events of a cluster.
  enum Form: String {
    case event
    case cluster
  }

  static let standard = Form.event
  static let clusters = Form.cluster
  let form: Form
  var column: String?

  init(form: Form) { self.form = form }

  /// The most events, or clusters, whose sign patterns are all counted: 2^20 of them.
  static let mostCounted = 20

  package let descriptor = TestDescriptor(
    id: "sign-flip",
    title: "Sign-flip randomization",
    nullHypothesis: "CARs are distributed symmetrically about zero",
    formula:
      "p = share of the 2^N sign patterns with |mean| >= |CAAR|; B random patterns and (1+#)/(B+1) above N = 20",
    assumptions: ["CARs of different events are independent", "CARs are symmetric without an effect"],
    reference: "Fisher (1935), The Design of Experiments, ch. III",
    variants: [
      .init(
        "cluster",
        "all events of a date of day 0 (or of a value in the column that the study's key 'clusters' names) have one sign: "
          + "they may be correlated")
    ])

  package var resamples: Bool { true }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      switch form {
      case .event:
        let values = Resampling.bySize(window.enteringReturns)
        guard !values.isEmpty else { throw NoStatistic(.noEvents) }
        guard values.count >= 2 else { throw NoStatistic(.tooFewEvents) }
        return try flipping(
          values, workspace, window,
          TestContext(
            events: values.count, estimate: Moments(values).mean, convention: "statistic is the CAAR"))
      case .cluster:
        let grouped = try EventClusters(workspace.sample, window, by: column)
        let clusters = grouped.sums.bySize
        guard clusters.count >= 2 else { throw NoStatistic(.tooFewClusters) }
        return try flipping(
          clusters.sums, workspace, window,
          TestContext(
            events: clusters.events, estimate: clusters.mean,
            convention: grouped.convention + "; statistic is the CAAR", note: grouped.note))
      }
    }
  }

  /// - Parameter values: what has a sign of its own, by size; they add up to the context's events times its estimate.
  private func flipping(
    _ values: [Double], _ workspace: SampleWorkspace, _ window: WindowMeasures, _ context: TestContext
  ) throws(NoStatistic) -> TestOutcome {
    guard values.contains(where: { abs($0) > window.rounding }) else { throw NoStatistic(.allReturnsZero) }
    var tails = TailCount(
      ofSum: context.estimate * Double(context.events), size: values.reduce(0) { $0 + abs($1) })
    if values.count <= SignFlip.mostCounted {
      SignFlip.count(values, &tails)
      return tails.exact(context.estimate, context)
    }
    let sums = SignedSums(values)
    var stream = workspace.resampling.stream(test: id, window: window.window)
    for _ in 0..<workspace.resampling.replications { tails.add(sums.sum(&stream)) }
    return tails.drawn(context.estimate, context, isSymmetric: true)
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
