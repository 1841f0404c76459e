import CoreStatistics

/// The mean CAR with a clustered standard error, against the means that arise when whole clusters change sign.
package struct WildCluster: TestStatistic {
  /// What clusters are multiplied with: 1 or -1, or one of Webb's six numbers.
  enum Weights { case rademacher, webb }

  /// The column of the events file that the id names.
  private let column: String?
  /// The column of the study, for an id that names none; `nil` = the date of day 0.
  private var studyColumn: String?
  private let weights: Weights

  /// The most clusters whose sign patterns are all counted.
  static let mostClustersCounted = 12
  /// The same for patterns of Webb's weights: 6^5 of them.
  static let mostWebbClustersCounted = 5

  /// Webb (2023), Canadian Journal of Economics 56, 839-858.
  private static let webb = [-1.5.squareRoot(), -1, -0.5.squareRoot(), 0.5.squareRoot(), 1, 1.5.squareRoot()]

  package init() {
    column = nil
    weights = .rademacher
  }
  private init(column: String?, weights: Weights) {
    self.column = column
    self.weights = weights
  }

  package var variant: String? {
    let parts = [column, weights == .webb ? "webb" : nil].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ":")
  }
  package func named(variant: String) -> (any TestStatistic)? {
    if variant == "webb" { return WildCluster(column: nil, weights: .webb) }
    let isWebb = variant.hasSuffix(":webb")
    let column = isWebb ? String(variant.dropLast(5)) : variant
    return column.isEmpty ? nil : WildCluster(column: column, weights: isWebb ? .webb : .rademacher)
  }
  package var clusterColumn: String? { column ?? studyColumn }
  package func clustered(by column: String) -> any TestStatistic {
    var test = self
    test.studyColumn = column
    return test
  }

  package let descriptor = TestDescriptor(
    id: "wild-cluster",
    title: "Wild cluster bootstrap",
    nullHypothesis: "the mean CAR is zero",
    formula:
      "t = CAAR / sqrt(G/(G-1) sum_g (sum_{i in g} (CAR_i-CAAR))^2 / N^2); p = share of sign patterns of the G "
      + "clusters with |t_b| >= |t|, all 2^G to G = 12, else B random ones",
    assumptions: ["clusters are independent", "CARs are symmetric without an effect where clusters are few"],
    reference: "Cameron, Gelbach and Miller (2008), Review of Economics and Statistics 90, 414-427",
    variants: [
      .init(
        "webb",
        "Webb's six weights, for fewer than 10 clusters: their 2^G sign patterns leave only coarse p-values; all 6^G to "
          + "G = 5"),
      .init(
        "COLUMN",
        "clusters are the values of that column of the events file, not dates of day 0, without the events that have none "
          + "(COLUMN:webb with Webb's weights); the study's key 'clusters' names one for every test that has clusters"
      ),
    ])

  package var resamples: Bool { true }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let grouped = try EventClusters(workspace.sample, window, by: clusterColumn)
      let clusters = grouped.sums.bySize
      guard clusters.count >= 2 else { throw NoStatistic(.tooFewClusters) }
      guard let t = clusters.t(), t.isFinite else { throw NoStatistic(.zeroVariance) }
      let context = TestContext(
        events: clusters.events, estimate: clusters.mean,
        convention: grouped.convention + ", factor G/(G-1)" + (weights == .webb ? ", Webb's weights" : ""),
        note: grouped.note)
      var tails = TailCount(of: t)
      if clusters.count <= mostCounted {
        count(clusters, &tails)
        return tails.exact(t, context)
      }
      draw(clusters, workspace.resampling, window, &tails)
      return tails.drawn(t, context, isSymmetric: true)
    }
  }

  private var mostCounted: Int {
    weights == .webb ? WildCluster.mostWebbClustersCounted : WildCluster.mostClustersCounted
  }

  /// Every pattern of weights once.
  private func count(_ clusters: ClusterSums, _ tails: inout TailCount) {
    let choices = weights == .webb ? WildCluster.webb : [1, -1]
    let patterns = clusters.sums.reduce(1) { product, _ in product * choices.count }
    for pattern in 0..<patterns {
      var rest = pattern
      tails.add(
        clusters.t { _ in
          defer { rest /= choices.count }
          return choices[rest % choices.count]
        })
    }
  }

  private func draw(
    _ clusters: ClusterSums, _ resampling: Resampling, _ window: WindowMeasures, _ tails: inout TailCount
  ) {
    var stream = resampling.stream(test: id, window: window.window)
    let signed = SignedClusters(clusters)
    for _ in 0..<resampling.replications {
      switch weights {
      case .rademacher: tails.add(signed.t(&stream))
      case .webb: tails.add(clusters.t { _ in WildCluster.webb[stream.index(below: WildCluster.webb.count)] })
      }
    }
  }
}
