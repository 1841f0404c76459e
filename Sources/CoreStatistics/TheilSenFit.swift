/// The line through the median of the slopes of all pairs of points: `y = a + b x + e`, at most 29 % of the
/// points can be anything without moving it far.
///
/// `b` = median of `(y_j - y_i) / (x_j - x_i)` over the pairs with `x_i != x_j`; `a` = median of `y - b x`
/// (not `median(y) - b median(x)`). Theil (1950), Nederlandse Akademie van Wetenschappen A 53, 386-392; Sen (1968),
/// Journal of the American Statistical Association 63, 1379-1389.
package struct TheilSenFit: Sendable, Equatable {
  package let intercept: Double
  package let slope: Double

  /// `nil` where no two `x` differ. Numbers are finite; time and memory grow with the square of their number.
  package init?(x: [Double], y: [Double]) {
    precondition(x.count == y.count, "a response for each regressor")
    var slopes = TheilSenFit.pairwiseSlopes(x, y)
    guard let slope = Selection.median(of: &slopes) else { return nil }
    var levels = zip(x, y).map { $1 - slope * $0 }
    guard let intercept = Selection.median(of: &levels) else { return nil }
    self.intercept = intercept
    self.slope = slope
  }

  private static func pairwiseSlopes(_ x: [Double], _ y: [Double]) -> [Double] {
    let count = x.count
    guard count > 1 else { return [] }
    return [Double](unsafeUninitializedCapacity: count * (count - 1) / 2) { slopes, used in
      for i in 0..<count {
        let xi = x[i]
        let yi = y[i]
        for j in (i + 1)..<max(count, i + 1) where x[j] != xi {
          slopes.initializeElement(at: used, to: (y[j] - yi) / (x[j] - xi))
          used += 1
        }
      }
    }
  }
}
