import CoreTypes
import EventTime

extension ExpectedReturnEstimate {
  /// `estimation-outlier`: a residual of more than 8 sigma, sigma being the model's own with that day in it. One such
  /// day moves coefficients and variance of every window of the event.
  package func outlier(in estimationWindow: EventWindow) -> EstimateWarning? {
    let limit = 8 * residualVariance.squareRoot()
    var count = 0
    var farthest = 0
    for (position, residual) in residuals.enumerated() where abs(residual) > limit {
      if count == 0 || abs(residual) > abs(residuals[farthest]) { farthest = position }
      count += 1
    }
    guard count > 0 else { return nil }
    let multiple = (abs(residuals[farthest]) / residualVariance.squareRoot() * 10).rounded() / 10
    return EstimateWarning(
      .estimationOutlier,
      "\(count) of \(observations) returns in the estimation window \(count == 1 ? "is" : "are") more than 8 sigma from "
        + "what the model expects; the one of day \(estimationWindow.first + farthest) is \(multiple) sigma")
  }
}

extension EstimationSample {
  /// `benchmark-includes-security`: security and benchmark have a correlation of one in the estimation window, 0.9999
  /// or more, since prices are rounded: the benchmark is the security, or made of nothing else.
  package var benchmarkLikeness: EstimateWarning? {
    let start = returns.position(of: estimationWindow.first)
    let positions = (start..<(start + estimationWindow.length)).filter {
      returns.returns[$0].isFinite && returns.benchmark[$0].isFinite
    }
    guard positions.count >= EstimationSample.fewestPairs else { return nil }
    let own = deviations(of: returns.returns, at: positions)
    let market = deviations(of: returns.benchmark, at: positions)
    let lengths = MarketMoments.product(own, own) * MarketMoments.product(market, market)
    let correlation = MarketMoments.product(own, market) / lengths.squareRoot()
    guard correlation >= EstimationSample.correlationOfOne else { return nil }
    return EstimateWarning(
      .benchmarkIncludesSecurity,
      "the correlation of security and benchmark over \(positions.count) returns is \(min(correlation, 1)); what is "
        + "abnormal of one is abnormal of the other")
  }

  private static let correlationOfOne = 0.9999
  private static let fewestPairs = 10

  private func deviations(of column: [Double], at positions: [Int]) -> [Double] {
    let values = positions.map { column[$0] }
    let mean = values.reduce(0, +) / Double(values.count)
    return values.map { $0 - mean }
  }
}
