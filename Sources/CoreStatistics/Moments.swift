/// Mean and central sums of a sample, in two passes: the mean first (corrected once for rounding), then
/// the deviations from it.
package struct Moments: Sendable, Equatable {
  package let count: Int
  /// 0 for no values.
  package let mean: Double
  /// Sum of squared deviations from the mean.
  package let sumOfSquares: Double
  /// Sum of cubed deviations from the mean.
  package let sumOfCubes: Double

  /// Of all `values`, which must be finite.
  package init(_ values: [Double]) { self = values.withUnsafeBufferPointer { Moments($0) } }

  /// The same on borrowed memory. Not for any collection: what is not specialized across targets costs a hundred times
  /// as much.
  package init(_ values: UnsafeBufferPointer<Double>) {
    let count = values.count
    guard count > 0 else {
      self.init(count: 0, about: 0, deviations: 0, squares: 0, cubes: 0)
      return
    }
    var sum = 0.0
    for value in values { sum += value }
    let first = sum / Double(count)
    var rest = 0.0
    for value in values { rest += value - first }
    let mean = first + rest / Double(count)
    var shift = 0.0
    var squares = 0.0
    var cubes = 0.0
    for value in values {
      let deviation = value - mean
      shift += deviation
      squares += deviation * deviation
      cubes += deviation * deviation * deviation
    }
    self.init(count: count, about: mean, deviations: shift, squares: squares, cubes: cubes)
  }

  /// From the sums of the deviations from a number near the mean, of their squares and of their cubes.
  ///
  /// The mean as a double is off by up to half a unit in its last place: the sums are moved to the exact one.
  package init(count: Int, about mean: Double, deviations: Double, squares: Double, cubes: Double) {
    self.count = count
    self.mean = mean
    let shift = count > 0 ? deviations / Double(count) : 0
    sumOfSquares = max(0, squares - Double(count) * shift * shift)
    sumOfCubes = cubes - 3 * shift * squares + 2 * Double(count) * shift * shift * shift
  }

  /// The sample variance with divisor n - 1; `nil` below two values.
  package var variance: Double? { count >= 2 ? sumOfSquares / Double(count - 1) : nil }

  /// The sample standard deviation with divisor n - 1; `nil` below two values.
  package var standardDeviation: Double? { variance.map { $0.squareRoot() } }

  /// The values differ by no more than the rounding of their sum: a ratio to their standard deviation would
  /// be noise.
  package var isConstant: Bool {
    let roundingOfOne = 8 * Double.ulpOfOne * abs(mean)
    return sumOfSquares <= Double(count) * roundingOfOne * roundingOfOne
  }

  /// Numbers that differ by no more than this share of what they are made of are equal (METHODS 0.18).
  package static let equality = 1e-12

  /// The values are equal but for the rounding of what they are made of, which may be larger than they are.
  ///
  /// - Parameter rounding: values that differ by no more are equal, whatever their mean.
  package func isConstant(upTo rounding: Double) -> Bool {
    isConstant || (standardDeviation ?? 0) <= max(rounding, Moments.equality * abs(mean))
  }

  /// `sum (x - mean)^3 / (n sd^3)` with `sd` of divisor n - 1: the coefficient of Johnson (1978) and Lyon,
  /// Barber and Tsai (1999, Journal of Finance 54, 165-201, eq. 5). `nil` without dispersion.
  package var johnsonSkewness: Double? {
    guard !isConstant, let deviation = standardDeviation else { return nil }
    return Moments.johnsonSkewness(
      count: Double(count), sumOfCubes: sumOfCubes, standardDeviation: deviation)
  }

  /// The formula of `johnsonSkewness`.
  package static func johnsonSkewness(
    count: Double, sumOfCubes: Double, standardDeviation deviation: Double
  ) -> Double {
    sumOfCubes / (count * deviation * deviation * deviation)
  }

  /// `n / ((n-1)(n-2)) sum (x - mean)^3 / sd^3` with `sd` of divisor n - 1: the adjusted Fisher-Pearson
  /// coefficient, which Hall's (1992) transformation takes. `nil` below three values or without dispersion.
  package var adjustedSkewness: Double? {
    guard count >= 3, !isConstant, let deviation = standardDeviation else { return nil }
    return Moments.adjustedSkewness(
      count: Double(count), sumOfCubes: sumOfCubes, standardDeviation: deviation)
  }

  /// The formula of `adjustedSkewness`.
  package static func adjustedSkewness(
    count n: Double, sumOfCubes: Double, standardDeviation deviation: Double
  ) -> Double {
    n / ((n - 1) * (n - 2)) * sumOfCubes / (deviation * deviation * deviation)
  }
}
