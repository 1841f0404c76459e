import CoreStatistics
import CoreTypes
import EventTime

/// Turns a fitted mean equation into an estimate: residual variance, residuals, expectations, prediction error.
struct LinearEstimation {
  let rows: EstimationRows

  private var terms: LinearTerms { rows.terms }

  /// s^2 = e'e / (M - K).
  func with(_ fit: MeanFit) throws(EstimationFailure) -> ExpectedReturnEstimate {
    guard isNonzero(fit.residualSumOfSquares) else { throw .noVariance(rows.count) }
    let freedom = rows.count - terms.parameterCount
    let variance = fit.residualSumOfSquares / Double(freedom)
    let hasSlope = terms.columns.count > (terms.intercept == nil ? 0 : 1)
    return result(
      fit, variance: variance, freedom: freedom,
      rSquared: hasSlope ? rSquared(fit) : nil)
  }

  /// No parameter: the residual variance is centered, nu = M - 1 (METHODS 0.16, 3.2), or about 0 with nu = M. A mean
  /// per session is taken out, n times for a return over n sessions, so that `raw` has the variance of
  /// `constant-mean`.
  func withoutParameters() throws(EstimationFailure) -> ExpectedReturnEstimate {
    let columns = terms.isCentered ? [rows.constant] : []
    let squares = LinearFit.leastSquares(columns: columns, response: rows.response).residualSumOfSquares
    guard isNonzero(squares) else { throw .noVariance(rows.count) }
    let freedom = rows.count - columns.count
    var fit = MeanFit(coefficients: [], covariance: [], residualSumOfSquares: squares, reported: [])
    if !terms.isCentered { fit.conventions = [.uncenteredVariance] }
    return result(fit, variance: squares / Double(freedom), freedom: freedom, rSquared: nil)
  }

  /// A residual sum of squares that is not only rounding error of the response.
  private func isNonzero(_ squares: Double) -> Bool {
    let scale = rows.sumOfSquares
    return squares > scale * EstimationRows.roundingOfSquares && squares > .leastNormalMagnitude
  }

  /// 1 - SSR / SST; SST about the weighted mean, or about 0 in a model without an intercept.
  private func rSquared(_ fit: MeanFit) -> Double? {
    let known = terms.intercept == 0 ? fit.totalSumOfSquares : nil
    let total =
      known ?? terms.intercept.map { MarketMoments.sumOfSquares(rows.response, along: rows.columns[$0]) }
      ?? rows.sumOfSquares
    return total > 0 ? 1 - fit.residualSumOfSquares / total : nil
  }

  private func result(
    _ fit: MeanFit, variance: Double, freedom: Int, rSquared: Double?
  ) -> ExpectedReturnEstimate {
    let start = rows.sample.returns.position(of: rows.sample.eventWindow.first)
    let window = start..<(start + rows.sample.eventWindow.length)
    let skipped = terms.predictsIntercept ? nil : terms.intercept
    var coefficients = fit.coefficients
    if let skipped { coefficients[skipped] = 0 }
    let expectedReturns = expected(over: window, coefficients)
    var (conventions, warnings) = (fit.conventions, fit.warnings)
    if skipped != nil { conventions.append(.withoutAlpha) }
    if let warning = missingFactors(zip(window, expectedReturns)) { warnings.append(warning) }
    return ExpectedReturnEstimate(
      parameters: fit.parameters(residualVariance: variance), residualVariance: variance,
      degreesOfFreedom: freedom, observations: rows.count, rSquared: rSquared, residuals: residuals(fit),
      expected: expectedReturns,
      prediction: PredictionError(
        residualVariance: variance, spans: rows.sample.returns.spans.part(window),
        regressors: regressors(over: window, skipped: skipped), inverseGram: fit.covariance,
        inverseRoot: fit.inverseRoot),
      conventions: conventions, warnings: warnings)
  }

  private func residuals(_ fit: MeanFit) -> [Double] {
    if let residuals = fit.residuals { return residuals }
    let returns = rows.sample.returns
    let first = returns.position(of: rows.sample.estimationWindow.first)
    let length = rows.sample.estimationWindow.length
    var residuals = expected(over: first..<(first + length), fit.coefficients)
    if rows.isWhole {
      residuals.withUnsafeMutableBufferPointer { residuals in
        returns.returns.part(first..<(first + length)).withUnsafeBufferPointer { values in
          for day in 0..<length { residuals[day] = values[day] - residuals[day] }
        }
      }
      settle(&residuals, fit, first: first)
      return residuals
    }
    let expected = residuals
    residuals = [Double](filledWith: .nan, count: length)
    residuals.withUnsafeMutableBufferPointer { residuals in
      returns.returns.withUnsafeBufferPointer { values in
        returns.spans.withUnsafeBufferPointer { spans in
          for position in rows.positions {
            let residual = values[position] - expected[position - first]
            let span = spans[position]
            residuals[position - first] = span == 1 ? residual : residual / span.squareRoot()
          }
        }
      }
    }
    settle(&residuals, fit, first: first)
    return residuals
  }

  /// What residuals are in exact arithmetic, where the fit knows it.
  private func settle(_ residuals: inout [Double], _ fit: MeanFit, first: Int) {
    guard !fit.exactRows.isEmpty || !fit.tiedRows.isEmpty else { return }
    let positions = rows.positions
    for row in fit.exactRows { residuals[positions[row] - first] = 0 }
    for (row, equal) in fit.tiedRows {
      residuals[positions[row] - first] = residuals[positions[equal] - first]
    }
  }

  /// The expected returns of some positions of the axis; NaN where the return or a regressor is missing.
  private func expected(over positions: Range<Int>, _ coefficients: [Double]) -> [Double] {
    var sums =
      terms.offset.map { $0.part(positions).values } ?? [Double](filledWith: 0, count: positions.count)
    sums.withUnsafeMutableBufferPointer { sums in
      let count = sums.count
      guard let sums = sums.baseAddress else { return }
      for (coefficient, column) in zip(coefficients, terms.columns) {
        column.part(positions).withUnsafeBufferPointer { column in
          guard let column = column.baseAddress else { return }
          for index in 0..<count { sums[index] += coefficient * column[index] }
        }
      }
      rows.sample.returns.returns.part(positions).withUnsafeBufferPointer { returns in
        guard let returns = returns.baseAddress else { return }
        // What is not finite times zero is NaN.
        for index in 0..<count { sums[index] += sums[index] * 0 + returns[index] * 0 }
      }
    }
    return sums
  }

  /// The regressors of some positions of the axis, with 0 for the `skipped` one.
  private func regressors(over positions: Range<Int>, skipped: Int?) -> [ColumnPart<Double>] {
    var regressors: [ColumnPart<Double>] = []
    regressors.reserveCapacity(terms.columns.count)
    for (k, column) in terms.columns.enumerated() {
      regressors.append(
        k == skipped ? ColumnPart([Double](filledWith: 0, count: positions.count)) : column.part(positions))
    }
    return regressors
  }

  /// Returns that went without an expectation because a factor had no value; nil for none.
  private func missingFactors(_ eventDays: Zip2Sequence<Range<Int>, [Double]>) -> EstimateWarning? {
    let returns = rows.sample.returns
    guard !returns.factors.names.isEmpty, !terms.names.isEmpty else { return nil }
    let own = rows.ownReturns
    let lost = eventDays.count { returns.returns[$0].isFinite && $1.isNaN }
    guard own > rows.count || lost > 0 else { return nil }
    return .missingFactors(lost: own - rows.count, own: own, eventDays: lost)
  }
}
