extension ExpectedReturnModel {
  /// How far the security follows the market by this model: its `beta`, the slope on `mkt_rf` of a model that names
  /// its factors, 1 for the market-adjusted return; nil where the market is no part of the model or there is no
  /// estimate.
  ///
  /// - Parameter parameters: those of the estimate.
  package func marketSlope(_ parameters: [ExpectedReturnEstimate.Parameter]?) -> Double? {
    guard let parameters else { return nil }
    if let fixed = fixedMarketSlope { return fixed }
    let slope = parameters.first { $0.name == "beta" || $0.name == "mkt_rf" }
    return slope?.estimate
  }
}
