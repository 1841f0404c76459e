import CoreStatistics
import CoreTypes
import EventTime

/// `E[R_it] = alpha_it + beta_it R_mt`: the market model estimated anew for the days of the event window.
///
/// The estimation window keeps its length and its distance: for the k-th day of the event window it lies k sessions
/// later than the study says, so that it takes in the event window's own earlier days once it reaches them. `step: n`
/// estimates anew on every n-th day only (21 = about once a month) and keeps the coefficients between.
/// `models.csv` and the rank and sign tests have the first fit and its residuals.
package struct RollingMarketModel: ExpectedReturnModel {
  package let descriptor = ModelDescriptor(
    id: "rolling-market-model",
    title: "Market model with a rolling beta",
    formula:
      "E[R_it] = alpha_it + beta_it R_mt, estimated on the window that lies k sessions later for day k",
    parameters: ["alpha", "beta", "smallest_beta", "largest_beta"],
    variance:
      "s_t^2 = SSR_t / (M_t - 2) of each day's own fit; var(AR_t) = s_t^2 (n + x' A_t x); var(CAR) with the covariance "
      + "that common estimation days and the event window's own days give; nu = M - 2 of the first fit",
    assumptions: "alpha and beta drift slowly; an event moves the fits of the days after it.",
    reference:
      "Fama & MacBeth (1973), Journal of Political Economy 81(3), 607-636 (betas estimated anew over time)",
    elsewhere:
      "statsmodels: RollingOLS has the coefficients, not the variance of a sum. Programs that add up the daily "
      + "variances leave out that neighboring days share their estimation errors.",
    needsBenchmark: true)

  private var step = 1

  /// A fit for every day.
  package init() {}

  package var optionKeys: [ModelOptions.Key] { [.step] }
  package var looksAhead: Bool { true }
  package var weighsDaysOneByOne: Bool { true }

  package var options: ModelOptions {
    var options = ModelOptions()
    options.step = step
    return options
  }

  package func configured(by options: ModelOptions) throws(ModelOptionFault) -> RollingMarketModel {
    var copy = self
    copy.step = options.step ?? step
    guard copy.step >= 1 else {
      throw ModelOptionFault(
        .step, "'step' must be 1 or more, found \(copy.step)", help: "write a number of sessions")
    }
    return copy
  }

  package func estimate(on sample: EstimationSample) -> Result<ExpectedReturnEstimate, EstimationFailure> {
    MarketModel().estimate(on: sample).map { first in
      var rolling = RollingFits(sample: sample, first: first)
      for day in stride(from: 0, to: sample.eventWindow.length, by: step) { rolling.fit(at: day, for: step) }
      return rolling.estimate
    }
  }
}

/// The fits of an event window's days as they come.
private struct RollingFits {
  private let sample: EstimationSample
  private let first: ExpectedReturnEstimate
  private let terms: LinearTerms
  private var betas: [Double] = []
  private var expected: [Double]
  private var variances: [Double]
  /// Of the error of each position of the axis, a row a day of the event window.
  private var weights: [Double]
  /// The last fit that had enough observations.
  private var latest: (rows: EstimationRows, fit: MeanFit, variance: Double)?
  private var daysOfEarlierFits = 0
  /// Each of those days had too few returns of its own.
  private var areAllShort = true
  private var needed = 0

  init(sample: EstimationSample, first: ExpectedReturnEstimate) {
    self.sample = sample
    self.first = first
    terms = MarketModel().terms(of: sample.returns)
    expected = [Double](repeating: .nan, count: sample.eventWindow.length)
    variances = [Double](repeating: .nan, count: sample.eventWindow.length)
    weights = [Double](repeating: 0, count: sample.eventWindow.length * sample.returns.axis.length)
  }

  /// Estimates for `step` days of the event window from the `day`th on.
  mutating func fit(at day: Int, for step: Int) {
    let rows = EstimationRows(sample.moved(by: day), terms)
    let freedom = Double(rows.count - terms.parameterCount)
    let days = day..<min(day + step, expected.count)
    if rows.shortage(factors: []) == nil,
      let fit = try? MeanFit.leastSquares(rows, names: ["alpha", "beta"]),
      fit.residualSumOfSquares > 0
    {
      latest = (rows, fit, fit.residualSumOfSquares / freedom)
      betas.append(fit.coefficients[1])
    } else {
      daysOfEarlierFits += days.count
      if rows.count >= rows.needed { areAllShort = false }
      needed = rows.needed
    }
    for day in days { predict(day) }
  }

  private mutating func predict(_ day: Int) {
    guard let (rows, fit, variance) = latest else { return }
    let returns = sample.returns
    let position = returns.position(of: sample.eventWindow.first + day)
    variances[day] = variance
    let regressors = terms.columns.map { $0[position] }
    guard returns.returns[position].isFinite, regressors.allSatisfy(\.isFinite) else { return }
    expected[day] = innerProduct(fit.coefficients, regressors)
    let row = day * returns.axis.length
    let scale = variance.squareRoot()
    // x' A, then its product with every estimation day.
    let count = regressors.count
    let direction =
      fit.inverseRoot?.coordinates(of: regressors)
      ?? (0..<count).map { j in
        (0..<count).reduce(0.0) { $0 + regressors[$1] * fit.covariance[$1 * count + j] }
      }
    let columns = fit.inverseRoot?.basis(of: rows.columns) ?? rows.columns
    for (index, estimation) in rows.positions.enumerated() {
      var weight = 0.0
      for k in 0..<count { weight += direction[k] * columns[k][index] }
      weights[row + estimation] -= scale * weight
    }
    weights[row + position] += scale * returns.spans[position].squareRoot()
  }

  var estimate: ExpectedReturnEstimate {
    let window = sample.returns.position(of: sample.eventWindow.first)
    let spans = sample.returns.spans.part(window..<(window + expected.count))
    var estimate = ExpectedReturnEstimate(
      parameters: first.parameters + [
        .init(name: "smallest_beta", estimate: betas.min() ?? .nan, standardError: nil),
        .init(name: "largest_beta", estimate: betas.max() ?? .nan, standardError: nil),
      ],
      residualVariance: first.residualVariance, degreesOfFreedom: first.degreesOfFreedom,
      observations: first.observations, rSquared: first.rSquared, residuals: first.residuals,
      expected: expected,
      prediction: PredictionError(
        residualVariance: first.residualVariance, spans: spans,
        rolling: RollingError(variances: variances, weights: weights)))
    estimate.conventions = [.rollingBeta]
    if daysOfEarlierFits > 0 {
      estimate.warnings.append(
        .earlierFits(daysOfEarlierFits, of: expected.count, needed: needed, areAllShort: areAllShort))
    }
    return estimate
  }
}

extension EstimateWarning {
  /// - Parameters:
  ///   - needed: how many returns a window must have.
  ///   - areAllShort: no day's own window failed for another reason.
  fileprivate static func earlierFits(
    _ days: Int, of length: Int, needed: Int, areAllShort: Bool
  ) -> EstimateWarning {
    EstimateWarning(
      .rollingWindowShort,
      "\(days) of \(length) days of the event window have the coefficients of an earlier window, since their own has "
        + "fewer than \(needed) valid returns"
        + (areAllShort ? "" : ", or a benchmark or residuals that do not vary"))
  }
}
