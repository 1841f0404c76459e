extension ExpectedReturnModel {
  /// How far the security follows the market by this model: its `beta`, the slope on `mkt_rf` of a model that names
  /// its factors, 1 for the market-adjusted return; nil where the market is no part of the model or there is no
  /// estimate.
  package func marketSlope(_ estimate: ExpectedReturnEstimate?) -> Double? {
    guard let estimate else { return nil }
    if self is MarketAdjusted { return 1 }
    let slope = estimate.parameters.first { $0.name == "beta" || $0.name == "mkt_rf" }
    return slope?.estimate
  }
}
