import EventTime

/// `E[R_it] = R_mt`: the security follows the market one for one; nothing is estimated.
package struct MarketAdjusted: LinearExpectedReturnModel {
  package let descriptor = ModelDescriptor(
    id: "market-adjusted",
    title: "Market-adjusted return",
    formula: "E[R_it] = R_mt",
    parameters: [],
    variance: "s^2 = sum (AR - mean AR)^2 / (M - 1), nu = M - 1",
    assumptions: "alpha = 0 and beta = 1 for every security.",
    reference: "Brown & Warner (1985), Journal of Financial Economics 14, 3-31, pp. 6-7",
    needsBenchmark: true)

  package init() {}

  package func terms(of returns: EventReturns) -> LinearTerms {
    LinearTerms(offset: returns.benchmark, columns: [])
  }
}
