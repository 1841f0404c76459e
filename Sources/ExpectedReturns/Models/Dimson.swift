import CoreStatistics
import CoreTypes
import EventTime

/// `R_it = a + sum_k b_k R_m,t+k + e`, k from -lags to leads: what thin trading delays is added up,
/// `beta = sum_k b_k`, `alpha = mean R - beta mean R_m`.
///
/// Default `collapsed`: `E[R_it] = alpha + beta R_mt`, s^2 from its own residuals, `var(beta) = s^2 c' A c` with c the
/// sum over the slopes. Variant `lead-lag`: the full regression predicts. The neighboring returns are the market's,
/// so that nothing is lost at the ends of the window (METHODS 3.6).
package struct Dimson: LinearExpectedReturnModel, ModelInForms {
  /// Which coefficients predict: the sum of the slopes, or each slope of its own.
  package enum Form: String, CaseIterable, Sendable {
    case collapsed
    case leadLag = "lead-lag"
  }

  var form = Form.collapsed
  private var lags = 1
  private var leads = 1

  /// One lag and one lead.
  package init() {}

  package var descriptor: ModelDescriptor {
    ModelDescriptor(
      id: "dimson",
      title: "Market model with the beta of Dimson (\(lags) lags, \(leads) leads)",
      formula: form == .collapsed
        ? "E[R_it] = alpha_i + beta_i R_mt, beta_i = sum_k b_k of R_it = a + sum_k b_k R_m,t+k, k = \(-lags) .. \(leads)"
        : "E[R_it] = a_i + sum_k b_ik R_m,t+k, k = \(-lags) .. \(leads)",
      parameters: ["alpha", "beta"] + slopeNames,
      variance: "s^2 = e'e / (M - K), nu = M - K, K = lags + leads + 2"
        + (form == .collapsed
          ? "; var(beta) = s^2 c'(X'X)^-1 c, var(alpha) = s^2 (1/M + mean R_m^2 c'(X'X)^-1 c)"
          : "; var(AR) = s^2 [n + x' (X'X)^-1 x]"),
      assumptions: "Trading delays of no more than the lags, and the market's of no more than the leads.",
      reference: "Dimson (1979), Journal of Financial Economics 7, 197-226",
      elsewhere:
        "statsmodels: OLS on the lags and leads has the slopes and the lead-lag form; the collapsed form follows from "
        + "its covariance, with e and s^2 of its own residuals. Programs that lag within the security's own days lose days at the ends and at gaps.",
      needsBenchmark: true)
  }

  package var optionKeys: [ModelOptions.Key] { [.lags, .leads, .variant] }

  package var options: ModelOptions {
    var options = ModelOptions()
    options.lags = lags
    options.leads = leads
    options.variant = form.rawValue
    return options
  }

  package func configured(by options: ModelOptions) throws(ModelOptionFault) -> Dimson {
    var copy = self
    copy.lags = try options.sessions(.lags, options.lags, upTo: Dimson.mostShifts) ?? lags
    copy.leads = try options.sessions(.leads, options.leads, upTo: Dimson.mostShifts) ?? leads
    copy.form = try options.form(of: Form.self) ?? form
    return copy
  }

  private static let mostShifts = 20

  /// The constant and a slope a shift.
  private var parameterCount: Int { lags + leads + 2 }

  private var slopeNames: [String] {
    (-lags...leads).map { $0 == 0 ? "beta_0" : $0 < 0 ? "beta_lag_\(-$0)" : "beta_lead_\($0)" }
  }

  package func terms(of returns: EventReturns) -> LinearTerms {
    let shifted = (-lags...leads).map { returns.benchmark(shiftedBy: $0) }
    guard form == .collapsed else { return LinearTerms(offset: nil, columns: [returns.spans] + shifted) }
    var terms = LinearTerms(offset: nil, columns: [returns.spans, returns.benchmark])
    terms.auxiliary = Array(shifted[..<lags] + shifted[(lags + 1)...])
    terms.parameterCount = parameterCount
    return terms
  }

  package func fit(_ rows: EstimationRows) throws(EstimationFailure) -> MeanFit {
    let columns =
      form == .leadLag
      ? rows.columns
      : [rows.columns[0]] + rows.auxiliary[..<lags] + [rows.columns[1]] + rows.auxiliary[lags...]
    let full = LinearFit.leastSquares(columns: columns, response: rows.response)
    guard full.rank == columns.count else { throw indistinguishable(rows, benchmark: columns[lags + 1]) }
    let beta = full.coefficients.dropFirst().reduce(0, +)
    let variance = full.quadraticForm([0] + [Double](repeating: 1, count: columns.count - 1))
    switch form {
    case .collapsed:
      var fit = MeanFit.throughMeans(rows, slope: beta, variance: variance)
      fit.reported += slopes(
        full, residualVariance: full.residualSumOfSquares / Double(rows.count - parameterCount))
      return fit
    case .leadLag:
      var fit = try MeanFit.leastSquares(rows, names: ["alpha"] + slopeNames)
      fit.reported.insert(MeanFit.Quantity("beta", beta, .perResidualVariance(variance)), at: 1)
      fit.conventions = [.leadLag]
      return fit
    }
  }

  /// A constant benchmark, or one whose neighboring returns make each other up.
  private func indistinguishable(_ rows: EstimationRows, benchmark: [Double]) -> EstimationFailure {
    let alone = LinearFit.leastSquares(columns: [rows.columns[0], benchmark], response: rows.response)
    if alone.rank < 2 { return .collinear(rows, dependent: alone.dependentColumns) }
    return EstimationFailure(
      .collinearFactors,
      "the benchmark's returns of \(lags) sessions before to \(leads) after the day are combinations of each other "
        + "on the \(rows.count) days of the estimation window")
  }

  /// The slopes of the full regression with its own residual variance.
  private func slopes(_ full: LinearFit, residualVariance: Double) -> [MeanFit.Quantity] {
    slopeNames.enumerated().map { index, name in
      let k = index + 1
      let share = full.inverseGram[k * full.coefficients.count + k]
      return MeanFit.Quantity(name, full.coefficients[k], .known(residualVariance * share))
    }
  }
}
