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
    var count = 0
    var farthest = (position: 0, size: 0.0)
    for position in column.indices where abs(column[position]) > 8 * sigma {
      let size = abs(column[position]) / sigma
      if size > farthest.size { farthest = (position, size) }
      count += 1
    }
    guard count > 0 else { return nil }
    let multiple = (farthest.size * 10).rounded() / 10
    return EstimateWarning(
      .estimationOutlier,
      "\(count) of \(observations) returns in the estimation window \(count == 1 ? "is" : "are") more than 8 sigma from "
        + "what the model expects; the one of day \(estimationWindow.first + farthest.position) is \(multiple) sigma"
    )
  }
}

extension EstimationSample {
  /// `benchmark-includes-security`: security and benchmark have a correlation of one in the estimation window, 0.9999
  /// or more, since prices are rounded: the benchmark is the security, or made of nothing else.
  package var benchmarkLikeness: EstimateWarning? {
    let start = returns.position(of: estimationWindow.first)
    let positions = start..<(start + estimationWindow.length)
    return returns.returns.withUnsafeBufferPointer { own in
      returns.benchmark.withUnsafeBufferPointer { market in
        isUsable.withUnsafeBufferPointer { isUsable in
          let (own, market) = (
            UnsafeBufferPointer(rebasing: own[positions]), UnsafeBufferPointer(rebasing: market[positions])
          )
          let isComplete = isWhollyUsable && areFinite(own) && areFinite(market)
          if isComplete, !EstimationSample.mayBeAlike(own, market) { return nil }
          return EstimationSample.likeness(own, market, isComplete ? nil : isUsable)
        }
      }
    }
  }

  /// False where the correlation is certainly below one, as nearly always: by sums of four days side by side in one pass,
  /// which is a tenth of the work of the two exact passes.
  private static func mayBeAlike(
    _ own: UnsafeBufferPointer<Double>, _ market: UnsafeBufferPointer<Double>
  ) -> Bool {
    var (x, y, xx, yy, xy) = (
      SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero
    )
    let whole = own.count & ~3
    let (ownBytes, marketBytes) = (UnsafeRawPointer(own.baseAddress), UnsafeRawPointer(market.baseAddress))
    guard let ownBytes, let marketBytes else { return true }
    for position in stride(from: 0, to: whole, by: 4) {
      let a = ownBytes.loadUnaligned(fromByteOffset: position * 8, as: SIMD4<Double>.self)
      let b = marketBytes.loadUnaligned(fromByteOffset: position * 8, as: SIMD4<Double>.self)
      x += a
      y += b
      xx += a * a
      yy += b * b
      xy += a * b
    }
    for position in whole..<own.count {
      let (a, b) = (own[position], market[position])
      x[0] += a
      y[0] += b
      xx[0] += a * a
      yy[0] += b * b
      xy[0] += a * b
    }
    let days = Double(own.count)
    let ownSquares = xx.sum() - x.sum() * x.sum() / days
    let marketSquares = yy.sum() - y.sum() * y.sum() / days
    let products = xy.sum() - x.sum() * y.sum() / days
    // What is left of the sums must be more than their rounding.
    guard ownSquares > 1e-6 * xx.sum(), marketSquares > 1e-6 * yy.sum() else { return true }
    return products * abs(products) > 0.99 * ownSquares * marketSquares
  }

  /// - Parameter isUsable: nil = every day is, and has both returns.
  private static func likeness(
    _ own: UnsafeBufferPointer<Double>, _ market: UnsafeBufferPointer<Double>,
    _ isUsable: UnsafeBufferPointer<Bool>?
  ) -> EstimateWarning? {
    func counts(_ position: Int) -> Bool {
      guard let isUsable else { return true }
      return isUsable[position] && (own[position] + market[position]).isFinite
    }
    var (count, ownSum, marketSum) = (0, 0.0, 0.0)
    for position in own.indices where counts(position) {
      count += 1
      ownSum += own[position]
      marketSum += market[position]
    }
    guard count >= EstimationSample.fewestPairs else { return nil }
    let (ownMean, marketMean) = (ownSum / Double(count), marketSum / Double(count))
    var (ownSquares, marketSquares, products) = (0.0, 0.0, 0.0)
    for position in own.indices where counts(position) {
      let (x, y) = (own[position] - ownMean, market[position] - marketMean)
      ownSquares += x * x
      marketSquares += y * y
      products += x * y
    }
    let correlation = products / (ownSquares * marketSquares).squareRoot()
    guard correlation >= EstimationSample.correlationOfOne else { return nil }
    return EstimateWarning(
      .benchmarkIncludesSecurity,
      "the correlation of security and benchmark over \(count) returns is \(min(correlation, 1)); what is "
        + "abnormal of one is abnormal of the other")
  }

  private static let correlationOfOne = 0.9999
  private static let fewestPairs = 10
}
