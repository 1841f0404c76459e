import CoreStatistics

/// Moments of weighted columns about their level along the weighted constant: for a constant of ones the usual mean
/// and centered sums.
enum MarketMoments {
  /// The coefficient of `values` on `constant`, corrected once for rounding.
  static func level(of values: [Double], along constant: [Double]) -> Double {
    values.withUnsafeBufferPointer { values in
      constant.withUnsafeBufferPointer { level(of: values, along: $0) }
    }
  }

  private static func level(
    of values: UnsafeBufferPointer<Double>, along constant: UnsafeBufferPointer<Double>
  ) -> Double {
    // Two sums side by side take no longer than one: each addition waits for the one before.
    var (length, sum) = (0.0, 0.0)
    for row in values.indices {
      length += constant[row] * constant[row]
      sum += values[row] * constant[row]
    }
    let first = sum / length
    var rest = 0.0
    for row in values.indices { rest += constant[row] * (values[row] - first * constant[row]) }
    return first + rest / length
  }

  /// The sum of squares of `values` about their level.
  static func sumOfSquares(_ values: [Double], along constant: [Double]) -> Double {
    values.withUnsafeBufferPointer { values in
      constant.withUnsafeBufferPointer { constant in
        let level = level(of: values, along: constant)
        var sum = 0.0
        for row in values.indices {
          let deviation = values[row] - level * constant[row]
          sum += deviation * deviation
        }
        return sum
      }
    }
  }

  /// `values` less their level.
  static func centered(_ values: [Double], along constant: [Double]) -> [Double] {
    let level = level(of: values, along: constant)
    return zip(values, constant).map { $0 - level * $1 }
  }

  /// The inner product is only rounding error beside the lengths of the two.
  static func areOrthogonal(_ left: [Double], _ right: [Double]) -> Bool {
    let lengths = (left.sumOfSquares * right.sumOfSquares).squareRoot()
    return !(abs(innerProduct(left, right)) > 1e-10 * lengths)
  }
}
