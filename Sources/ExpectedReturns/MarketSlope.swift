import EventTime

extension ExpectedReturnModel {
  /// The parameter that is the slope on the market: the market among a model's factors, `beta` of a model without factors.
  package var marketParameter: String? {
    let factors = descriptor.factors
    return factors.isEmpty ? "beta" : factors.first(where: FactorReturns.marketFactors.contains)
  }

  /// How far the security follows the market by this model: its slope, 1 for the market-adjusted return; nil where the market is
  /// no part of the model or there is no estimate.
  ///
  /// - Parameters:
  ///   - name: `marketParameter`.
  ///   - parameters: those of the estimate.
  package func marketSlope(
    _ name: String?, of parameters: [ExpectedReturnEstimate.Parameter]?
  ) -> Double? {
    guard let parameters else { return nil }
    return fixedMarketSlope ?? parameters.first { $0.name == name }?.estimate
  }
}
