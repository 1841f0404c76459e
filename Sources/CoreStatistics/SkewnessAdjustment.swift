/// Statistics of a mean that allow for skewed values.
extension Moments {
  /// `sqrt n (S + g S^2 / 3 + g / (6n))` with `S = mean / sd` and `g` as `johnsonSkewness`: t distributed with n - 1 degrees
  /// of freedom where the mean is zero. `nil` without dispersion.
  ///
  /// Johnson (1978), Journal of the American Statistical Association 73, 536-544; Lyon, Barber and Tsai (1999), Journal of
  /// Finance 54, 165-201, eq. 5.
  package var johnsonStatistic: Double? {
    guard let deviation = standardDeviation, let g = johnsonSkewness else { return nil }
    return Moments.johnsonStatistic(
      count: Double(count), mean: mean, standardDeviation: deviation, skewness: g)
  }

  /// The formula of `johnsonStatistic`.
  package static func johnsonStatistic(
    count n: Double, mean: Double, standardDeviation: Double, skewness g: Double
  ) -> Double {
    let s = mean / standardDeviation
    return n.squareRoot() * (s + g * s * s / 3 + g / (6 * n))
  }

  /// `sqrt n (S + g S^2 / 3 + g^2 S^3 / 27 + g / (6n))` with `S = mean / sd` and `g` as `adjustedSkewness`: standard normal
  /// where the mean is zero. `nil` below three values or without dispersion.
  ///
  /// Hall (1992), Journal of the Royal Statistical Society B 54, 221-228.
  package var hallStatistic: Double? {
    guard let deviation = standardDeviation, let g = adjustedSkewness else { return nil }
    let n = Double(count)
    let s = mean / deviation
    return n.squareRoot() * (s + g * s * s / 3 + g * g * s * s * s / 27 + g / (6 * n))
  }
}
