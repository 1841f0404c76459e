import EventTime

/// `E[R_it] = R_mt`: the security follows the market one for one; nothing is estimated.
package struct MarketAdjusted: LinearExpectedReturnModel, ModelInForms {
  /// What the residual variance is about.
  package enum Form: String, CaseIterable, Sendable {
    /// The mean abnormal return of the estimation window (Brown and Warner).
    case centered
    /// Zero, what the null hypothesis says.
    case uncentered
  }

  var form = Form.centered

  package init() {}

  package var descriptor: ModelDescriptor {
    ModelDescriptor(
      id: "market-adjusted",
      title: "Market-adjusted return",
      formula: "E[R_it] = R_mt",
      parameters: [],
      variance: form == .centered
        ? "s^2 = sum (AR - mean AR)^2 / (M - 1), nu = M - 1; variant uncentered: sum AR^2 / M, nu = M"
        : "s^2 = sum AR^2 / M, nu = M",
      assumptions:
        "alpha = 0 and beta = 1 for every security. With a matched security or a portfolio as benchmark (Barber & Lyon "
        + "1997): both would have earned the same.",
      reference: "Brown & Warner (1985), Journal of Financial Economics 14, 3-31, pp. 6-7",
      elsewhere:
        "WRDS, estudy2 and EventStudy take the centered variance too; EventStudy multiplies it by 1 + 1/M, "
        + "although nothing was estimated.",
      needsBenchmark: true)
  }

  package var fixedMarketSlope: Double? { 1 }

  package func terms(of returns: EventReturns) -> LinearTerms {
    var terms = LinearTerms(offset: returns.benchmark, columns: [])
    terms.isCentered = form == .centered
    return terms
  }
}
