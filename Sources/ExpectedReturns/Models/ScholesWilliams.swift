import CoreStatistics
import CoreTypes
import EventTime

/// `E[R_it] = alpha_i + beta_i R_mt` with a beta that is right although trading is not synchronous: the benchmark's
/// returns of the sessions before, at and after the day together are the instrument.
///
/// Default (CRSP's definition): `beta = cov(R, z) / cov(R_m, z)`, `z_t = R_m,t-1 + R_mt + R_m,t+1`, all moments on the
/// same days, `A = (Z'X)^-1 Z'Z (X'Z)^-1`. Variant `three-slope`: `(b_-1 + b_0 + b_+1) / (1 + 2 rho_m)`, b_k the slope
/// of R_t on R_m,t+k and rho_m the correlation of R_mt and R_m,t-1 on those days; given rho_m it is linear in the
/// returns too, which gives its variance. `alpha = mean R - beta mean R_m`.
package struct ScholesWilliams: LinearExpectedReturnModel, ModelInForms {
  /// How beta is put together.
  package enum Form: String, CaseIterable, Sendable {
    case instrumental
    case threeSlope = "three-slope"
  }

  var form = Form.instrumental

  package init() {}

  package var descriptor: ModelDescriptor {
    ModelDescriptor(
      id: "scholes-williams",
      title: "Market model with the beta of Scholes and Williams",
      formula: form == .instrumental
        ? "E[R_it] = alpha_i + beta_i R_mt; beta = cov(R_t, z_t) / cov(R_mt, z_t), z_t = R_m,t-1 + R_mt + R_m,t+1"
        : "E[R_it] = alpha_i + beta_i R_mt; beta = (b_-1 + b_0 + b_+1) / (1 + 2 rho_m)",
      parameters: ["alpha", "beta", "beta_lag_1", "beta_0", "beta_lead_1", "market_autocorrelation"],
      variance:
        "s^2 = e'e / (M - 2), nu = M - 2; var(AR) = s^2 (n + x' A x), A the covariance of "
        + (form == .instrumental
          ? "the instrumental estimator"
          : "alpha and beta as they are linear in the returns, rho_m taken as given"),
      assumptions: "Each security trades at least once a day, at times unrelated to its returns.",
      reference: "Scholes & Williams (1977), Journal of Financial Economics 5, 309-327",
      elsewhere:
        "CRSP's beta has the instrumental form; linearmodels: IV2SLS(debiased=True). Programs with the three-slope "
        + "form differ by end effects only; those that take the leverage of least squares have another var(AR).",
      needsBenchmark: true)
  }

  package func terms(of returns: EventReturns) -> LinearTerms {
    var terms = LinearTerms(offset: nil, columns: [returns.spans, returns.benchmark])
    terms.auxiliary = [returns.benchmark(shiftedBy: -1), returns.benchmark(shiftedBy: 1)]
    return terms
  }

  package func fit(_ rows: EstimationRows) throws(EstimationFailure) -> MeanFit {
    let constant = rows.columns[0]
    let market = [rows.auxiliary[0], rows.columns[1], rows.auxiliary[1]].map {
      MarketMoments.centered($0, along: constant)
    }
    for column in market where isConstant(column, rows) {
      throw .collinear(rows, dependent: [1])
    }
    let lengths = market.map(\.sumOfSquares)
    let rho = innerProduct(market[0], market[1]) / (lengths[0] * lengths[1]).squareRoot()
    let slopes = simpleSlopes(rows, market, lengths)
    // The weights of the returns in beta.
    let weights: [Double]
    switch form {
    case .instrumental: weights = try instrumentalWeights(market)
    case .threeSlope: weights = try threeSlopeWeights(market, lengths, rho)
    }
    let beta = innerProduct(weights, rows.response)
    var fit = MeanFit.throughMeans(rows, slope: beta, variance: weights.sumOfSquares)
    fit.reported += slopes + [MeanFit.Quantity("market_autocorrelation", rho, .unknown)]
    if form == .threeSlope { fit.conventions = [.threeSlope] }
    return fit
  }

  /// What is only rounding: a sum of squares beside what it is left of, and `1 + 2 rho` beside its parts.
  private static let rounding = (ofSquares: 1e-20, ofSum: 1e-10)

  private func isConstant(_ centered: [Double], _ rows: EstimationRows) -> Bool {
    !(centered.sumOfSquares > ScholesWilliams.rounding.ofSquares * rows.columns[1].sumOfSquares)
  }

  /// z / (z' R_m), z about its level.
  private func instrumentalWeights(_ market: [[Double]]) throws(EstimationFailure) -> [Double] {
    let instrument = market[0].indices.map { market[0][$0] + market[1][$0] + market[2][$0] }
    let length = instrument.sumOfSquares
    let parts = market.reduce(0) { $0 + $1.sumOfSquares }
    guard length > ScholesWilliams.rounding.ofSquares * parts,
      !MarketMoments.areOrthogonal(instrument, market[1])
    else {
      throw .weakInstrument
    }
    let common = innerProduct(instrument, market[1])
    return instrument.map { $0 / common }
  }

  private func threeSlopeWeights(
    _ market: [[Double]], _ lengths: [Double], _ rho: Double
  ) throws(EstimationFailure) -> [Double] {
    guard abs(1 + 2 * rho) > ScholesWilliams.rounding.ofSum else { throw .weakInstrument }
    return market[0].indices.map { row in
      (market[0][row] / lengths[0] + market[1][row] / lengths[1] + market[2][row] / lengths[2])
        / (1 + 2 * rho)
    }
  }

  /// The slopes of R_t on R_m,t-1, R_mt and R_m,t+1, each alone, with their own variances.
  private func simpleSlopes(
    _ rows: EstimationRows, _ market: [[Double]], _ lengths: [Double]
  ) -> [MeanFit.Quantity] {
    let response = MarketMoments.centered(rows.response, along: rows.columns[0])
    return zip(["beta_lag_1", "beta_0", "beta_lead_1"], market.indices).map { name, k in
      let slope = innerProduct(market[k], response) / lengths[k]
      let squares = zip(response, market[k]).reduce(0.0) { sum, pair in
        let residual = pair.0 - slope * pair.1
        return sum + residual * residual
      }
      return MeanFit.Quantity(name, slope, .known(squares / Double(rows.count - 2) / lengths[k]))
    }
  }
}

extension EstimationFailure {
  fileprivate static let weakInstrument = EstimationFailure(
    .modelNotIdentified,
    "the benchmark's return is unrelated to its own sum over three sessions; the beta of Scholes and Williams is "
      + "not defined")
}
