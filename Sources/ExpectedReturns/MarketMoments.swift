/// Moments of weighted columns about their level along the weighted constant: for a constant of ones the usual mean
/// and centered sums.
enum MarketMoments {
  /// The coefficient of `values` on `constant`, corrected once for rounding.
  static func level(of values: [Double], along constant: [Double]) -> Double {
    let length = product(constant, constant)
    let first = product(values, constant) / length
    var rest = 0.0
    for row in values.indices { rest += constant[row] * (values[row] - first * constant[row]) }
    return first + rest / length
  }

  /// `values` less their level.
  static func centered(_ values: [Double], along constant: [Double]) -> [Double] {
    let level = level(of: values, along: constant)
    return zip(values, constant).map { $0 - level * $1 }
  }

  static func product(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for row in left.indices { sum += left[row] * right[row] }
    return sum
  }

  /// `product(left, right)` is only rounding error beside the lengths of the two.
  static func areOrthogonal(_ left: [Double], _ right: [Double]) -> Bool {
    let lengths = (product(left, left) * product(right, right)).squareRoot()
    return !(abs(product(left, right)) > 1e-10 * lengths)
  }
}
