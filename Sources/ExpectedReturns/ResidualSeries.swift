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
    (0...last).map { $0 == 0 ? 1 : residualAutocorrelation(lag: $0) }
  }

  /// rho_k of one lag.
  package func residualAutocorrelation(lag: Int) -> Double {
    precondition(lag >= 1, "a lag of at least one day")
    let mean = residualMean
    var squares = 0.0
    var products = 0.0
    residuals.withUnsafeBufferPointer { residuals in
      guard observations < residuals.count || !areFinite(residuals) else {
        for position in 0..<max(0, residuals.count - lag) {
          let value = residuals[position] - mean
          squares += value * value
          products += value * (residuals[position + lag] - mean)
        }
        for position in max(0, residuals.count - lag)..<residuals.count {
          squares += (residuals[position] - mean) * (residuals[position] - mean)
        }
        return
      }
      for position in residuals.indices where residuals[position] == residuals[position] {
        let value = residuals[position] - mean
        squares += value * value
        let later = position + lag
        guard later < residuals.count, residuals[later] == residuals[later] else { continue }
        products += value * (residuals[later] - mean)
      }
    }
    return squares > 0 ? products / squares : 0
  }

  /// Adjusted Fisher-Pearson skewness; nil below three residuals.
  package var residualSkewness: Double? {
    Moments(observations == residuals.count ? residuals : residuals.filter { !$0.isNaN }).adjustedSkewness
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

  /// Of the residuals that are there; NaN for none.
  private var residualMean: Double {
    var sum = 0.0
    var count = 0
    for residual in residuals where !residual.isNaN {
      sum += residual
      count += 1
    }
    return sum / Double(count)
  }
}
