import CoreStatistics
import CoreTypes

/// The moments of one sample drawn with replacement, its values taken about the mean of those drawn from.
///
/// They come from sums of powers in one pass. Where these would cancel, as in a sample of nearly equal values, the
/// same draws are taken again in two passes.
struct DrawnSample {
  let count: Double
  /// Less the mean of the values drawn from.
  let mean: Double
  let sumOfSquares: Double
  let sumOfCubes: Double

  /// The statistics of such samples lie infinitely far from any other mean.
  var isConstant: Bool { sumOfSquares == 0 }
  /// With divisor n - 1.
  var standardDeviation: Double { (sumOfSquares / (count - 1)).squareRoot() }

  /// - Parameter deviations: the values drawn from, less their mean.
  init(_ deviations: UnsafeBufferPointer<Double>, _ source: inout IndexSource, size: Int) {
    let start = source
    var draws = source  // a local copy stays in registers
    var sum = 0.0
    var squares = 0.0
    var cubes = 0.0
    for _ in 0..<size {
      let value = deviations[draws.next()]
      let square = value * value
      sum += value
      squares += square
      cubes += square * value
    }
    source = draws
    count = Double(size)
    let mean = sum / count
    let dispersion = squares - sum * mean
    if dispersion > squares * 1e-6 {
      self.mean = mean
      sumOfSquares = dispersion
      sumOfCubes = cubes - 3 * mean * squares + 2 * sum * mean * mean
    } else {
      var again = start
      let moments = Moments((0..<size).map { _ in deviations[again.next()] })
      self.mean = moments.mean
      sumOfSquares = moments.isConstant ? 0 : moments.sumOfSquares
      sumOfCubes = moments.sumOfCubes
    }
  }

  /// `mean / (sd / sqrt(n))`.
  var t: Double { isConstant ? beyond : mean / (standardDeviation / count.squareRoot()) }

  /// Johnson's skewness-adjusted t.
  var johnson: Double {
    guard !isConstant else { return beyond }
    let deviation = standardDeviation
    return Moments.johnsonStatistic(
      count: count, mean: mean, standardDeviation: deviation,
      skewness: Moments.johnsonSkewness(
        count: count, sumOfCubes: sumOfCubes, standardDeviation: deviation))
  }

  /// A drawn sample without dispersion counts against the effect.
  private var beyond: Double { mean < 0 ? -.infinity : .infinity }
}

extension Resampling {
  /// Calls `body` with one sample after the other of `values`, taken about `center`.
  func forEachSample(
    of values: [Double], about center: Double, size: Int, test: String, window: EventWindow,
    _ body: (DrawnSample) -> Void
  ) {
    let deviations = values.map { $0 - center }
    deviations.withUnsafeBufferPointer { deviations in
      forEachSample(test: test, window: window, of: values.count, size: size) { source, size in
        body(DrawnSample(deviations, &source, size: size))
      }
    }
  }
}

/// The clustered t, about the mean of all, of clusters drawn with replacement.
struct DrawnClusters {
  /// A cluster's sum less its size times the mean of all, and its size.
  private let deviations: [(sum: Double, size: Double)]

  init(_ clusters: ClusterSums) {
    let mean = clusters.mean
    deviations = zip(clusters.sums, clusters.sizes).map { ($0 - $1 * mean, $1) }
  }

  func t(_ source: inout IndexSource, size: Int) -> Double {
    var sum = 0.0
    var total = 0.0
    var squares = 0.0
    var products = 0.0
    var squaredSizes = 0.0
    for _ in 0..<size {
      let cluster = deviations[source.next()]
      sum += cluster.sum
      total += cluster.size
      squares += cluster.sum * cluster.sum
      products += cluster.sum * cluster.size
      squaredSizes += cluster.size * cluster.size
    }
    let mean = sum / total
    let dispersion = squares - 2 * mean * products + mean * mean * squaredSizes
    // Clusters of one mean: the sample lies infinitely far from any other.
    guard dispersion > squares * 1e-14 else { return mean < 0 ? -.infinity : .infinity }
    return ClusterSums.t(mean: mean, dispersion: dispersion, clusters: Double(size), events: total)
  }
}
