import EventTime

extension ExpectedReturnModel {
  /// The parameter that is the slope on the market: the market among a model's factors by its column's name where the model's
  /// parameters have it, else `beta`, as the named factor models and those without factors call it.
  package var marketParameter: String? {
    let (factors, parameters) = (descriptor.factors, descriptor.parameters)
    guard !factors.isEmpty else { return "beta" }
    return factors.first(where: FactorReturns.marketFactors.contains).map {
      parameters.contains($0) ? $0 : "beta"
    }
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
