import CoreStatistics
import CoreTypes
import EventTime

/// A model that is linear in its parameters: `E[R_t] = offset_t + x_t' theta`, over a return's own span.
package protocol LinearExpectedReturnModel: ExpectedReturnModel {
  /// Offset and regressors on every day of the event's axis; throws where the data have no such columns.
  func terms(of returns: EventReturns) throws(EstimationFailure) -> LinearTerms

  /// The parameters from the valid estimation days; least squares unless a model has its own way.
  func fit(_ rows: EstimationRows) throws(EstimationFailure) -> MeanFit
}

extension LinearExpectedReturnModel {
  package func fit(_ rows: EstimationRows) throws(EstimationFailure) -> MeanFit {
    try .leastSquares(rows, names: descriptor.parameters)
  }

  package func estimate(
    on sample: EstimationSample
  ) -> Result<ExpectedReturnEstimate, EstimationFailure> {
    do throws(EstimationFailure) {
      let rows = EstimationRows(sample, try terms(of: sample.returns))
      if let shortage = rows.shortage(factors: descriptor.factors) { throw shortage }
      let estimation = LinearEstimation(rows: rows)
      return .success(
        try rows.terms.columns.isEmpty ? estimation.withoutParameters() : estimation.with(fit(rows)))
    } catch {
      return .failure(error)
    }
  }
}

/// Offset and regressor columns over the axis of an event's returns. NaN in any of them makes the day missing.
package struct LinearTerms: Sendable {
  /// What is expected without any parameter; nil = 0.
  package var offset: ColumnPart<Double>?
  /// What the expectation is made of, one column a coefficient.
  package var columns: [ColumnPart<Double>]
  /// Which column is the intercept; nil = none.
  package var intercept: Int?
  /// Columns that the estimation needs beside them, on estimation days only: instruments, lags.
  package var auxiliary: [ColumnPart<Double>] = []
  /// K, the parameters that the estimation uses up.
  package var parameterCount: Int
  /// How messages call the columns.
  package var names: [String] = []
  /// The expectation contains the intercept (METHODS 3.4).
  package var predictsIntercept = true
  /// Without parameters: the variance is about the mean, with M - 1 degrees of freedom; otherwise about 0 with M.
  package var isCentered = true
  /// The columns are those of `market(_:)`.
  private(set) var isMarket = false

  /// The first column, where there is one, is the intercept.
  package init(offset: ColumnPart<Double>?, columns: [ColumnPart<Double>]) {
    self.offset = offset
    self.columns = columns
    intercept = columns.isEmpty ? nil : 0
    parameterCount = columns.count
  }

  /// A level and a slope on the benchmark: over a span of n sessions the level counts n times, and the benchmark's return
  /// covers the same span.
  package static func market(_ returns: EventReturns) -> LinearTerms {
    var terms = LinearTerms(offset: nil, columns: [returns.spans, returns.benchmark])
    terms.isMarket = true
    return terms
  }
}
