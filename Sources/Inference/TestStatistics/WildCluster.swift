/// The mean CAR with a clustered standard error, against the means that arise when whole clusters change sign.
package struct WildCluster: TestStatistic {
  /// The column of the events file that clusters; `nil` = the date of day 0.
  let column: String?

  /// The most clusters whose sign patterns are all counted.
  static let mostClustersCounted = 12

  package init() { column = nil }
  private init(column: String) { self.column = column }

  package var variant: String? { column }
  package func named(variant: String) -> (any TestStatistic)? {
    variant.isEmpty ? nil : WildCluster(column: variant)
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
      .init("COLUMN", "clusters are the values of that column of the events file, not dates of day 0")
    ])

  package var resamples: Bool { true }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
      let clusters = try ClusterSums(
        window, keys: clusterKeys(of: workspace.sample))
      guard clusters.sums.count >= 2 else { throw NoStatistic(.tooFewClusters) }
      guard let t = clusters.t(), t.isFinite else { throw NoStatistic(.zeroVariance) }
      let context = TestContext(
        events: window.entering.count, estimate: clusters.mean,
        convention: "\(clusters.sums.count) clusters by \(column ?? "date of day 0"), factor G/(G-1)")
      return clusters.sums.count <= WildCluster.mostClustersCounted
        ? counted(clusters, t, context) : drawn(clusters, t, context, workspace.resampling, window)
    }
  }

  private func clusterKeys(of sample: EventSample) throws(NoStatistic) -> [Int] {
    guard let column else { return sample.dayZeroDates.map(Int.init) }
    guard let keys = sample.clusters[column] else { throw NoStatistic(.clustersUnknown) }
    return keys
  }

  private func counted(_ clusters: ClusterSums, _ t: Double, _ context: TestContext) -> TestOutcome {
    let patterns = 1 << clusters.sums.count
    // Statistics that differ by rounding alone are equal.
    let slack = abs(t) * 1e-12
    var (farther, above, below) = (0, 0, 0)
    for pattern in 0..<patterns {
      let flipped = clusters.flipped { pattern >> $0 & 1 == 1 }
      let statistic = flipped.t() ?? (flipped.mean < 0 ? -.infinity : .infinity)
      farther += abs(statistic) >= abs(t) - slack ? 1 : 0
      above += statistic >= t - slack ? 1 : 0
      below += statistic <= t + slack ? 1 : 0
    }
    let all = Double(patterns)
    return context.outcome(
      t, .exact, twoSided: Double(farther) / all, greater: Double(above) / all, less: Double(below) / all)
  }

  private func drawn(
    _ clusters: ClusterSums, _ t: Double, _ context: TestContext, _ resampling: Resampling,
    _ window: WindowMeasures
  ) -> TestOutcome {
    var stream = resampling.stream(test: id, window: window.window)
    var tails = TailCount(of: t)
    for _ in 0..<resampling.replications {
      let flipped = clusters.flipped { _ in stream.next() >> 63 == 1 }
      tails.add(flipped.t() ?? (flipped.mean < 0 ? -.infinity : .infinity))
    }
    return context.outcome(
      t, .bootstrap(replications: tails.count), twoSided: tails.symmetric, greater: tails.upper,
      less: tails.lower)
  }
}

/// CARs summed within clusters: all that a clustered t of their mean needs.
struct ClusterSums {
  private(set) var sums: [Double] = []
  private var sizes: [Double] = []
  private var count = 0.0

  init(_ window: WindowMeasures, keys: [Int]) {
    var places: [Int: Int] = [:]
    for event in window.entering {
      let place = places[keys[event]] ?? sums.count
      if place == sums.count {
        places[keys[event]] = place
        sums.append(0)
        sizes.append(0)
      }
      sums[place] += window.cumulativeAbnormalReturns[event]
      sizes[place] += 1
      count += 1
    }
    // By size, so that neither the order of the events nor a change of all signs moves a random draw.
    let order = sums.indices.sorted { (abs(sums[$0]), sizes[$0]) < (abs(sums[$1]), sizes[$1]) }
    sums = order.map { sums[$0] }
    sizes = order.map { sizes[$0] }
  }

  var mean: Double { sums.reduce(0, +) / count }

  /// The mean over its clustered standard error; `nil` where clusters do not differ.
  func t() -> Double? {
    let mean = mean
    var squares = 0.0
    var scale = 0.0
    for (sum, size) in zip(sums, sizes) {
      let deviation = sum - size * mean
      squares += deviation * deviation
      scale += sum * sum
    }
    guard squares > scale * 1e-28 else { return nil }
    let groups = Double(sums.count)
    return mean / (groups / (groups - 1) * squares).squareRoot() * count
  }

  /// The same clusters, those of which `isFlipped` says so with the other sign.
  func flipped(_ isFlipped: (Int) -> Bool) -> ClusterSums {
    var other = self
    for place in sums.indices where isFlipped(place) { other.sums[place] = -sums[place] }
    return other
  }
}
