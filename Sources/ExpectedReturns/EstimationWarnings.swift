import CoreStatistics
import CoreTypes
import EventTime

extension ExpectedReturnEstimate {
  /// `estimation-outlier`: a residual of more than 8 sigma, sigma being the model's own (of the day, under a
  /// conditional variance) with that day in it. One such day moves coefficients and variance of every window.
  package func outlier(in estimationWindow: EventWindow) -> EstimateWarning? {
    let hasDailyVariance = conditionalVariance?.variances.isEmpty == false
    let column = hasDailyVariance ? standardizedResiduals : residuals
    let sigma = hasDailyVariance ? 1 : residualVariance.squareRoot()
    let farthestUsual = ExpectedReturnEstimate.farthestUsual
    guard ExpectedReturnEstimate.reaches(beyond: farthestUsual * sigma, column) else { return nil }
    var count = 0
    var farthest = (position: 0, size: 0.0)
    for position in column.indices where abs(column[position]) > farthestUsual * sigma {
      let size = abs(column[position]) / sigma
      if size > farthest.size { farthest = (position, size) }
      count += 1
    }
    let multiple = (farthest.size * 10).rounded() / 10
    return EstimateWarning(
      .estimationOutlier,
      "\(count) of \(observations) returns in the estimation window \(count == 1 ? "is" : "are") more than \(Int(farthestUsual)) sigma from "
        + "what the model expects; the one of day \(estimationWindow.first + farthest.position) is \(multiple) sigma"
    )
  }

  /// A residual of more of its standard deviations is an outlier.
  private static let farthestUsual = 8.0

  /// Some value, above or below zero, is larger than `limit`.
  private static func reaches(beyond limit: Double, _ values: [Double]) -> Bool {
    values.withUnsafeBufferPointer { values in
      // Two side by side: each comparison has to wait for the one before it. What is missing is not larger.
      var (even, odd) = (0.0, 0.0)
      let whole = values.count & ~1
      var day = 0
      while day < whole {
        let (first, second) = (values[day].magnitude, values[day &+ 1].magnitude)
        even = first > even ? first : even
        odd = second > odd ? second : odd
        day &+= 2
      }
      let last = whole < values.count ? values[whole].magnitude : 0
      return even > limit || odd > limit || last > limit
    }
  }
}

extension EstimationSample {
  /// `benchmark-includes-security`: security and benchmark have a correlation of one in the estimation window, 0.9999
  /// or more, since prices are rounded: the benchmark is the security, or made of nothing else.
  package var benchmarkLikeness: EstimateWarning? {
    let isComplete = isWhollyUsable && sums.areFinite
    if isComplete, !sums.mayBeAlike { return nil }
    let start = returns.position(of: estimationWindow.first)
    let positions = start..<(start + estimationWindow.length)
    return returns.returns.withUnsafeBufferPointer { own in
      returns.benchmark.withUnsafeBufferPointer { market in
        isUsable.withUnsafeBufferPointer { isUsable in
          let (own, market) = (
            UnsafeBufferPointer(rebasing: own[positions]), UnsafeBufferPointer(rebasing: market[positions])
          )
          if !isComplete, !PairSums(own, market, where: isUsable).mayBeAlike { return nil }
          return EstimationSample.likeness(own, market, isComplete ? nil : isUsable)
        }
      }
    }
  }

  /// - Parameter isUsable: nil = every day is, and has both returns.
  private static func likeness(
    _ own: UnsafeBufferPointer<Double>, _ market: UnsafeBufferPointer<Double>,
    _ isUsable: UnsafeBufferPointer<Bool>?
  ) -> EstimateWarning? {
    let (correlation, count) = correlation(own, market, own.indices, isUsable)
    guard count >= EstimationSample.fewestPairs, correlation >= EstimationSample.correlationOfOne else {
      return nil
    }
    return EstimateWarning(
      .benchmarkIncludesSecurity,
      "the correlation of security and benchmark over \(count) returns is \(min(correlation, 1)); what is "
        + "abnormal of one is abnormal of the other")
  }

  /// The correlation of a security's returns on some days with its benchmark's `lag` days later, over the pairs without a missing
  /// one; 0 without dispersion.
  ///
  /// - Parameter isUsable: nil = every day is.
  static func correlation(
    _ own: UnsafeBufferPointer<Double>, _ market: UnsafeBufferPointer<Double>, _ positions: Range<Int>,
    _ isUsable: UnsafeBufferPointer<Bool>? = nil, lag: Int = 0
  ) -> (value: Double, pairs: Int) {
    let both = positions.clamped(to: (positions.lowerBound - lag)..<(positions.upperBound - lag))
    func counts(_ position: Int) -> Bool {
      (isUsable?[position] ?? true) && (own[position] + market[position + lag]).isFinite
    }
    var (pairs, ownSum, marketSum) = (0, 0.0, 0.0)
    for position in both where counts(position) {
      pairs += 1
      ownSum += own[position]
      marketSum += market[position + lag]
    }
    let (ownMean, marketMean) = (ownSum / Double(pairs), marketSum / Double(pairs))
    var (ownSquares, marketSquares, products) = (0.0, 0.0, 0.0)
    for position in both where counts(position) {
      let (x, y) = (own[position] - ownMean, market[position + lag] - marketMean)
      ownSquares += x * x
      marketSquares += y * y
      products += x * y
    }
    let value = products / (ownSquares * marketSquares).squareRoot()
    return (value.isFinite ? value : 0, pairs)
  }

  private static let correlationOfOne = 0.9999
  private static let fewestPairs = 10
}
