import CoreStatistics
import CoreTypes

/// The variance of what a fitted model expects (METHODS 4.1, 4.2): residual and parameter error together.
///
/// `var(AR_t) = s^2 (n_t + x_t' A x_t)` and `var(CAR) = s^2 (sum n_t + g' A g)`, g the sum of the x_t.
/// Patell (1976), Journal of Accounting Research 14, 246-276; Salinger (1992), Journal of Financial and
/// Quantitative Analysis 27, 39-53.
package struct PredictionError: Sendable {
  private enum Form: Sendable {
    /// One fit for all days.
    case common
    /// h_t of one session for each day, and no parameter error: `var(AR_t) = n_t h_t`, `var(CAR) = sum n_t h_t`, since
    /// the innovations are uncorrelated (METHODS 3.5).
    case conditional([Double])
    case rolling(RollingError)
  }

  package let residualVariance: Double
  /// Span of each day of the event window.
  private let spans: ColumnPart<Double>
  /// K columns over the days of the event window.
  private let regressors: [ColumnPart<Double>]
  /// A = (X'X)^-1 of the weighted estimation design, K x K by rows; empty for K = 0.
  package let inverseGram: [Double]
  /// A root of A where the columns of the design are nearly dependent.
  private let inverseRoot: InverseRoot?
  private var parameterCount: Int { regressors.count }
  private let form: Form

  package init(
    residualVariance: Double, spans: ColumnPart<Double>, regressors: [ColumnPart<Double>],
    inverseGram: [Double], inverseRoot: InverseRoot? = nil
  ) {
    self.residualVariance = residualVariance
    self.spans = spans
    self.regressors = regressors
    self.inverseGram = inverseGram
    self.inverseRoot = inverseRoot
    form = .common
  }

  private init(residualVariance: Double, spans: ColumnPart<Double>, form: Form) {
    self.residualVariance = residualVariance
    self.spans = spans
    regressors = []
    inverseGram = []
    inverseRoot = nil
    self.form = form
  }

  /// A variance of its own for each day of the event window, without parameter error.
  package init(residualVariance: Double, spans: ColumnPart<Double>, conditionalVariances: [Double]) {
    precondition(spans.count == conditionalVariances.count, "one variance a day of the event window")
    self.init(residualVariance: residualVariance, spans: spans, form: .conditional(conditionalVariances))
  }

  /// A fit of its own for each day of the event window.
  package init(residualVariance: Double, spans: ColumnPart<Double>, rolling: RollingError) {
    precondition(spans.count == rolling.variances.count, "one fit a day of the event window")
    self.init(residualVariance: residualVariance, spans: spans, form: .rolling(rolling))
  }

  /// The same without the parameters' error: `var(AR_t) = n_t s^2`, `var(CAR) = sum n_t s^2`.
  package var withoutParameterError: PredictionError {
    switch form {
    case .common:
      PredictionError(
        residualVariance: residualVariance, spans: spans, regressors: [], inverseGram: [])
    case .conditional: self
    case .rolling(let error):
      PredictionError(
        residualVariance: residualVariance, spans: spans, conditionalVariances: error.variances)
    }
  }

  /// Variance of the abnormal return on one day of the event window, by position.
  package func variance(at position: Int) -> Double {
    switch form {
    case .common:
      residualVariance
        * (spans[position] + quadraticForm(regressors.map { $0[position] }))
    case .conditional(let variances): spans[position] * variances[position]
    case .rolling(let error): error.variance(ofSumOver: [position])
    }
  }

  /// The variances of the abnormal returns of the event window; NaN where there is none.
  package func variances(of abnormal: [Double]) -> [Double] {
    guard case .common = form, parameterCount == 2, inverseRoot == nil else {
      return abnormal.indices.map { abnormal[$0].isNaN ? .nan : variance(at: $0) }
    }
    precondition(spans.count == abnormal.count, "a return a day of the event window")
    return [Double](count: abnormal.count) { variances in
      withColumns { spans, first, second in
        for position in variances.indices {
          let variance =
            residualVariance * (spans[position] + quadraticForm(first[position], second[position]))
          variances[position] = abnormal[position].isNaN ? .nan : variance
        }
      }
    }
  }

  /// Variance of the sum of abnormal returns over the given positions of the event window.
  package func variance(ofSumOver positions: [Int]) -> Double {
    switch form {
    case .conditional: return positions.reduce(0) { $0 + variance(at: $1) }
    case .rolling(let error): return error.variance(ofSumOver: positions)
    case .common: break
    }
    var sessions = 0.0
    if parameterCount == 2, inverseRoot == nil {
      var (level, market) = (0.0, 0.0)
      withColumns { spans, first, second in
        for position in positions {
          sessions += spans[position]
          level += first[position]
          market += second[position]
        }
      }
      return residualVariance * (sessions + quadraticForm(level, market))
    }
    var total = [Double](filledWith: 0, count: parameterCount)
    for position in positions {
      sessions += spans[position]
      for k in 0..<parameterCount { total[k] += regressors[k][position] }
    }
    return residualVariance * (sessions + quadraticForm(total))
  }

  /// Variance of the day's own error, the parameters' left out: `s^2 n_t`.
  package func errorVariance(at position: Int) -> Double {
    switch form {
    case .common: spans[position] * residualVariance
    case .conditional(let variances): spans[position] * variances[position]
    case .rolling(let error): spans[position] * error.variances[position]
    }
  }

  /// Spans and regressors of an intercept and one slope.
  @inline(__always)
  private func withColumns(
    _ body: (
      _ spans: UnsafeBufferPointer<Double>, _ first: UnsafeBufferPointer<Double>,
      _ second: UnsafeBufferPointer<Double>
    ) -> Void
  ) {
    spans.withUnsafeBufferPointer { spans in
      regressors[0].withUnsafeBufferPointer { first in
        regressors[1].withUnsafeBufferPointer { body(spans, first, $0) }
      }
    }
  }

  /// x' A x for K numbers `x`.
  private func quadraticForm(_ x: [Double]) -> Double {
    if let inverseRoot { return inverseRoot.quadraticForm(x) }
    if x.count == 2 { return quadraticForm(x[0], x[1]) }
    var result = 0.0
    for i in x.indices {
      for j in x.indices { result += x[i] * inverseGram[i * x.count + j] * x[j] }
    }
    return result
  }

  /// The same for an intercept and one slope, as nearly always.
  private func quadraticForm(_ first: Double, _ second: Double) -> Double {
    inverseGram.withUnsafeBufferPointer { inverse in
      first * inverse[0] * first + first * inverse[1] * second + second * inverse[2] * first
        + second * inverse[3] * second
    }
  }
}

/// The errors of abnormal returns that come from different fits on overlapping days.
///
/// Each is a sum of the errors of single days, `AR_t = s_t sum_d w_td u_d` with u_d independent of variance 1: the weight
/// of its own day is sqrt(n_t), that of an estimation day `-x_t' A_t x_d / sqrt(n_d)`. A day that is estimated on and
/// abnormal itself has both, so that the variance of a sum is exact.
package struct RollingError: Sendable {
  /// s_t^2 of each day of the event window.
  package let variances: [Double]
  /// `s_t w_td`, a row a day of the event window.
  private let weights: [Double]
  private let columns: Int

  /// - Parameter weights: by rows, one a day of the event window.
  package init(variances: [Double], weights: [Double]) {
    precondition(!variances.isEmpty && weights.count % variances.count == 0, "rows of one length")
    self.variances = variances
    self.weights = weights
    columns = weights.count / variances.count
  }

  func variance(ofSumOver positions: [Int]) -> Double {
    var total = [Double](repeating: 0, count: columns)
    for position in positions {
      for column in 0..<columns { total[column] += weights[position * columns + column] }
    }
    return total.sumOfSquares
  }
}
