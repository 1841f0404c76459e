import CoreStatistics

/// CARs summed within clusters: all that a clustered t of their mean needs.
///
/// `t = mean / sqrt(G/(G-1) sum_g (s_g - n_g mean)^2 / N^2)`, s_g a cluster's sum, n_g its size.
struct ClusterSums {
  /// In the order of the clusters' keys.
  let sums: [Double]
  let sizes: [Double]
  private let total: Double
  /// CARs that differ by no more are equal.
  private let rounding: Double

  /// - Parameter keys: the cluster of each event of the sample; nil = none, and the event does not enter.
  init(_ window: WindowMeasures, keys: [Int?]) {
    var sums: [Int: Double] = [:]
    var sizes: [Int: Double] = [:]
    for event in window.entering {
      guard let key = keys[event] else { continue }
      sums[key, default: 0] += window.cumulativeAbnormalReturns[event]
      sizes[key, default: 0] += 1
    }
    let order = sums.keys.sorted()
    self.init(
      sums: order.map { sums[$0] ?? 0 }, sizes: order.map { sizes[$0] ?? 0 }, rounding: window.rounding)
  }

  private init(sums: [Double], sizes: [Double], rounding: Double) {
    self.sums = sums
    self.sizes = sizes
    self.rounding = rounding
    total = sizes.reduce(0, +)
  }

  /// The same by size, so that neither the order nor the names of the clusters nor a change of all signs moves a
  /// random draw.
  var bySize: ClusterSums {
    let order = sums.indices.sorted { (abs(sums[$0]), sizes[$0]) < (abs(sums[$1]), sizes[$1]) }
    return ClusterSums(sums: order.map { sums[$0] }, sizes: order.map { sizes[$0] }, rounding: rounding)
  }

  var count: Int { sums.count }
  /// Number of events in the clusters.
  var events: Int { Int(total) }
  var mean: Double { sums.reduce(0, +) / total }

  /// The mean over its clustered standard error; `nil` where clusters do not differ.
  func t() -> Double? {
    let mean = mean
    var squares = 0.0
    var scale = 0.0
    var squaredSizes = 0.0
    for (sum, size) in zip(sums, sizes) {
      let deviation = sum - size * mean
      squares += deviation * deviation
      scale += sum * sum
      squaredSizes += size * size
    }
    let equality = Moments.equality
    guard squares > max(scale * equality * equality, squaredSizes * rounding * rounding) else { return nil }
    return Self.t(mean: mean, dispersion: squares, clusters: Double(sums.count), events: total)
  }

  /// The formula above.
  ///
  /// - Parameter dispersion: `sum_g (s_g - n_g mean)^2`.
  static func t(mean: Double, dispersion: Double, clusters: Double, events: Double) -> Double {
    mean / (clusters / (clusters - 1) * dispersion).squareRoot() * events
  }

  /// The t of the same clusters with each sum multiplied by `weight` of its place; where these do not differ, it lies
  /// infinitely far out.
  func t(weightedBy weight: (Int) -> Double) -> Double {
    let weighted = ClusterSums(
      sums: sums.indices.map { sums[$0] * weight($0) }, sizes: sizes, rounding: rounding)
    return weighted.t() ?? (weighted.mean < 0 ? -.infinity : .infinity)
  }
}

/// The t under random signs from three sums: `sum_g (s_g - n_g m)^2 = sum s^2 - 2 m sum s n + m^2 sum n^2`, of which
/// signs change the second alone.
struct SignedClusters {
  private let clusters: ClusterSums
  private let sums: SignedSums
  private let products: SignedSums
  private let squares: Double
  private let squaredSizes: Double
  private let total: Double

  init(_ clusters: ClusterSums) {
    self.clusters = clusters
    sums = SignedSums(clusters.sums)
    products = SignedSums(zip(clusters.sums, clusters.sizes).map { $0 * $1 })
    squares = clusters.sums.sumOfSquares
    squaredSizes = clusters.sizes.sumOfSquares
    total = clusters.sizes.reduce(0, +)
  }

  func t(_ stream: inout RandomStream) -> Double {
    let start = stream
    let sum = sums.sum(&stream)
    var again = start
    let product = products.sum(&again)
    let mean = sum / total
    let dispersion = squares - 2 * mean * product + mean * mean * squaredSizes
    guard dispersion > squares * 1e-6 else { return exactT(start) }
    return ClusterSums.t(
      mean: mean, dispersion: dispersion, clusters: Double(clusters.count), events: total)
  }

  /// In two passes, where the three sums cancel.
  private func exactT(_ start: RandomStream) -> Double {
    var stream = start
    var bits: UInt64 = 0
    return clusters.t { place in
      if place % 64 == 0 { bits = stream.next() }
      defer { bits >>= 1 }
      return bits & 1 == 0 ? 1 : -1
    }
  }
}
