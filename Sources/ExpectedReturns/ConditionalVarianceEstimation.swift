import CoreStatistics
import CoreTypes
import EventTime

/// The fit on one event's estimation days, in percent.
///
/// A return over n sessions is divided by sqrt(n), its regressors n and R_m too, so that its residual has the variance
/// of one session; on a day of the event window the return then has n times that day's variance. The recursion goes
/// from one used return to the next: days without one, or masked, do not move it.
struct ConditionalVarianceEstimation {
  let sample: EstimationSample
  let leastSquares: ExpectedReturnEstimate
  let settings: ConditionalVarianceSettings
  let terms: ConditionalMeanTerms

  private static let percent = 100.0
  private static let squaredPercent = percent * percent

  /// Positions in the axis of the estimation days that least squares used.
  private var positions: [Int] {
    let start = sample.returns.position(of: sample.estimationWindow.first)
    return leastSquares.residuals.indices.compactMap { leastSquares.residuals[$0].isNaN ? nil : start + $0 }
  }

  func estimate(_ model: ConditionalVarianceModel, names: [String]) -> ExpectedReturnEstimate {
    let positions = positions
    let returns = sample.returns
    var data = ConditionalVarianceData(
      columns: terms.columns(at: positions, scale: Self.percent),
      response: positions.map { Self.percent * terms.perSession(returns.returns[$0], at: $0) })
    var mean = leastSquares.parameters.map(\.estimate)
    mean[0] *= Self.percent
    if settings.presample == .backcast {
      data.presample = ConditionalVarianceData.backcast(data.residuals(mean: mean))
    }
    let fit = ConditionalVarianceFit(model, data: data, mean: mean)
    guard let fit, fit.status == .converged,
      let likelihood = ConditionalVarianceLikelihood(model, data: data, parameters: fit.parameters)
    else { return fallback(fit, names, Self.searchFault(fit)) }
    let days = FittedDays(
      positions: positions,
      residuals: data.residuals(
        mean: Array(fit.parameters.prefix(terms.count)), variances: likelihood.variances),
      variances: likelihood.variances)
    return result(model, fit, names, days) ?? fallback(fit, names, Self.runaway)
  }

  /// A variance in the event window below this share of s^2, or above its reciprocal, has nothing to do with what returns
  /// do: an EGARCH filter whose alpha1 is negative can run towards 0 and leave standardized returns of any size, and one
  /// with a large alpha1 or gamma runs to infinity after a single large return.
  private static let leastVariance = 1e-6
  private static let runaway =
    "the conditional variance of a day of the event window is less than 1e-6 or more than 1e6 times s^2; least squares "
    + "stands in"

  private static func searchFault(_ fit: ConditionalVarianceFit?) -> String {
    fit?.status == .boundary
      ? "the likelihood's maximum lies on a bound of the parameters; least squares stands in"
      : "no maximum of the likelihood was found; least squares stands in"
  }

  /// Least squares as it is, with what was found in vain.
  private func fallback(
    _ fit: ConditionalVarianceFit?, _ names: [String], _ explanation: String
  ) -> ExpectedReturnEstimate {
    var estimate = leastSquares
    estimate.conditionalVariance = ConditionalVarianceResult(
      status: fit?.status == .boundary ? .boundary : .notConverged, logLikelihood: fit?.logLikelihood,
      maximum: fit.map { parameters($0, names) } ?? [], robustStandardErrors: [], variances: [])
    estimate.conventions = [.constantVariance]
    estimate.warnings.append(EstimateWarning(.notConverged, explanation))
    return estimate
  }

  /// The parameters in the units of reports: alpha as a fraction, omega in percent.
  private func parameters(
    _ fit: ConditionalVarianceFit, _ names: [String]
  ) -> [ExpectedReturnEstimate.Parameter] {
    let errors = fit.standardErrors
    return names.indices.map { k in
      let unit = k == 0 ? Self.percent : 1
      return ExpectedReturnEstimate.Parameter(
        name: names[k], estimate: fit.parameters[k] / unit, standardError: errors.map { $0[k] / unit })
    }
  }

  /// nil where the variance vanishes in the event window, or explodes.
  private func result(
    _ model: ConditionalVarianceModel, _ fit: ConditionalVarianceFit, _ names: [String], _ days: FittedDays
  ) -> ExpectedReturnEstimate? {
    var mean = Array(fit.parameters.prefix(terms.count))
    mean[0] /= Self.percent
    var squares = 0.0
    for residual in days.residuals { squares += residual * residual / Self.squaredPercent }
    let residualVariance = squares / Double(leastSquares.degreesOfFreedom)
    let recursion = ConditionalVarianceRecursion(
      model, parameters: Array(fit.parameters.dropFirst(terms.count)))
    guard let forecasts = forecasts(recursion, mean, days, residualVariance) else { return nil }
    let (residuals, variances) = byDay(days, mean)
    let window = eventPositions
    var estimate = ExpectedReturnEstimate(
      parameters: parameters(fit, names), residualVariance: residualVariance,
      degreesOfFreedom: leastSquares.degreesOfFreedom, observations: days.positions.count,
      rSquared: rSquared(residualVariance), residuals: residuals,
      expected: window.map {
        sample.returns.returns[$0].isNaN ? .nan : terms.expected(at: $0, mean)
      },
      prediction: PredictionError(
        residualVariance: residualVariance, spans: sample.returns.spans.part(window),
        conditionalVariances: forecasts))
    let errors = fit.robustStandardErrors ?? []
    estimate.conditionalVariance = ConditionalVarianceResult(
      status: .converged, logLikelihood: fit.logLikelihood, maximum: estimate.parameters,
      robustStandardErrors: errors.indices.map { $0 == 0 ? errors[$0] / Self.percent : errors[$0] },
      variances: variances)
    estimate.conventions = [convention(model)]
    return estimate
  }

  /// The days of the event window as positions in the axis.
  private var eventPositions: Range<Int> {
    let first = sample.returns.position(of: sample.eventWindow.first)
    return first..<(first + sample.eventWindow.length)
  }

  /// h of one session for each day of the event window, in squared return units; nil where it has nothing to do with s^2.
  private func forecasts(
    _ recursion: ConditionalVarianceRecursion, _ mean: [Double], _ days: FittedDays,
    _ residualVariance: Double
  ) -> [Double]? {
    var path = VariancePath(
      sample: sample, recursion: recursion, terms: terms, mean: mean, scale: Self.percent)
    path.observe(days)
    let forecasts = path.variances(on: eventPositions, settings.eventVariance)
    let level = residualVariance * Self.squaredPercent
    let (least, most) = (level * Self.leastVariance, level / Self.leastVariance)
    guard forecasts.allSatisfy({ $0 > least && $0 < most }) else { return nil }
    return forecasts.map { $0 / Self.squaredPercent }
  }

  /// The residuals and h, one a day of the estimation window in return units; NaN = not used.
  private func byDay(
    _ days: FittedDays, _ mean: [Double]
  ) -> (residuals: [Double], variances: [Double]) {
    var residuals = [Double](repeating: .nan, count: sample.estimationWindow.length)
    var variances = residuals
    let start = sample.returns.position(of: sample.estimationWindow.first)
    for (index, position) in days.positions.enumerated() {
      variances[position - start] = days.variances[index] / Self.squaredPercent
      // As in the event window, to the last bit, so that equal returns tie; but 0 in a corner of the likelihood, where rounding
      // would give it a sign.
      residuals[position - start] = days.residuals[index] == 0 ? 0 : terms.residual(at: position, mean)
    }
    return (residuals, variances)
  }

  /// 1 - SSR / SST with the same total as least squares, which has the same degrees of freedom.
  private func rSquared(_ residualVariance: Double) -> Double? {
    leastSquares.rSquared.map { 1 - (1 - $0) * residualVariance / leastSquares.residualVariance }
  }

  private func convention(_ model: ConditionalVarianceModel) -> ModelConvention {
    switch (settings.eventVariance, model) {
    case (.filter, _): .filteredVariance
    case (.forecast, .egarch): .forecastWithoutShocks
    case (.forecast, _): .forecastVariance
    }
  }
}

/// The estimation days that the likelihood was made of, in the order of time: their positions in the axis, and their residuals and
/// variances at the scale of one session, in percent.
private struct FittedDays {
  let positions: [Int]
  let residuals: [Double]
  let variances: [Double]
}

/// The way of h from the estimation window over the days between into the event window.
private struct VariancePath {
  let sample: EstimationSample
  let recursion: ConditionalVarianceRecursion
  let terms: ConditionalMeanTerms
  /// Coefficients of the terms.
  let mean: [Double]
  /// Units of the recursion in a return of 1.
  let scale: Double
  /// h of the next observation; the level where none was seen before the event window.
  private var next: Double

  init(
    sample: EstimationSample, recursion: ConditionalVarianceRecursion, terms: ConditionalMeanTerms,
    mean: [Double], scale: Double
  ) {
    (self.sample, self.recursion, self.terms) = (sample, recursion, terms)
    (self.mean, self.scale) = (mean, scale)
    next = recursion.level
  }

  /// Takes the estimation days before the event window as they were fitted, then rolls the filter through the days up to it with
  /// the residuals that they had. From the last of them on h is forecast, a step a session as inside the event window.
  mutating func observe(_ days: FittedDays) {
    let window = sample.returns.position(of: sample.eventWindow.first)
    guard let last = days.positions.lastIndex(where: { $0 < window }) else { return }
    next = recursion.next(after: days.variances[last], residual: days.residuals[last])
    var observed = days.positions[last]
    let end = max(observed, sample.returns.position(of: sample.estimationWindow.last)) + 1
    for position in end..<max(end, window) {
      guard let residual = residual(at: position) else { continue }
      next = recursion.next(after: next, residual: residual)
      observed = position
    }
    for _ in (observed + 1)..<max(observed + 1, window) { next = recursion.forecast(after: next) }
  }

  /// h of every day of the event window, a step a day.
  mutating func variances(on window: Range<Int>, _ rule: EventVariance) -> [Double] {
    window.map { position in
      let h = next
      if rule == .filter, let residual = residual(at: position) {
        next = recursion.next(after: h, residual: residual)
      } else {
        next = recursion.forecast(after: h)
      }
      return h
    }
  }

  /// The residual of a return, per session; nil where there is no return or no benchmark.
  private func residual(at position: Int) -> Double? {
    let residual = terms.residual(at: position, mean)
    return residual.isNaN ? nil : scale * residual
  }
}
