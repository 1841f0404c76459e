import CoreStatistics

/// What the estimation residuals say about themselves: serial correlation and skewness, and what serial correlation
/// makes of a window's variance (METHODS 3.9).
///
/// Residuals are per session (divided by the square root of their span) and stand on their days; a missing day takes
/// part in no pair.
extension ExpectedReturnEstimate {
  /// rho_k, `sum (e_t - m)(e_t+k - m) / sum (e_t - m)^2` over the days where both are there, m their mean, for the
  /// lags 0 (where it is 1) to `last`. 0 where the estimation window has no such pair.
  package func residualAutocorrelations(upTo last: Int) -> [Double] {
    let deviations = residualDeviations
    let squares = deviations.reduce(0.0) { $0 + ($1.isNaN ? 0 : $1 * $1) }
    guard squares > 0 else { return [1] + [Double](repeating: 0, count: last) }
    return (0...last).map { lag in
      guard lag > 0, lag < deviations.count else { return lag == 0 ? 1 : 0 }
      var products = 0.0
      for position in 0..<(deviations.count - lag) {
        let product = deviations[position] * deviations[position + lag]
        products += product.isNaN ? 0 : product
      }
      return products / squares
    }
  }

  /// rho_k of one lag.
  package func residualAutocorrelation(lag: Int) -> Double {
    precondition(lag >= 1, "a lag of at least one day")
    return residualAutocorrelations(upTo: lag)[lag]
  }

  /// Adjusted Fisher-Pearson skewness; nil below three residuals.
  package var residualSkewness: Double? {
    Moments(residuals.filter { !$0.isNaN }).adjustedSkewness
  }

  /// The variance of a sum of abnormal returns whose errors are correlated as the estimation residuals are:
  /// `s^2 [L + 2 sum_k (L - k) rho_k + g' A g]` for L days without a hole. Days apart count by their distance, a
  /// return over n sessions sqrt(n) times. The correlations of one series are positive semidefinite, so that a variance
  /// remains; `nil` for no days, or where rounding leaves nothing.
  ///
  /// Brown and Warner (1985), Journal of Financial Economics 14, 3-31, section 4; Mikkelson and Partch (1988), Journal
  /// of Financial and Quantitative Analysis 23, for the parameter error.
  ///
  /// - Parameters:
  ///   - positions: days of the event window, ascending.
  ///   - correlations: by lag from 0 on, as far as the positions reach.
  package func serialCorrelationVariance(ofSumOver positions: [Int], correlations: [Double]) -> Double? {
    let deviations = positions.map { prediction.errorVariance(at: $0).squareRoot() }
    var pairs = 0.0
    for (index, position) in positions.enumerated() {
      for later in (index + 1)..<positions.count {
        pairs += 2 * deviations[index] * deviations[later] * correlations[positions[later] - position]
      }
    }
    let variance = prediction.variance(ofSumOver: positions) + pairs
    return variance > 0 ? variance : nil
  }

  private var residualDeviations: [Double] {
    let valid = residuals.filter { !$0.isNaN }
    guard !valid.isEmpty else { return [] }
    let mean = valid.reduce(0, +) / Double(valid.count)
    return residuals.map { $0 - mean }
  }
}
