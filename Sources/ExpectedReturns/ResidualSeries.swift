import CoreStatistics
import CoreTypes

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

  /// The autocorrelation of lag 1 and the adjusted Fisher-Pearson skewness, which is nil below three residuals; in two passes over
  /// the residuals where every day has one.
  package var residualShape: (autocorrelation: Double, skewness: Double?) {
    guard observations == residuals.count, observations > 2 else { return slowResidualShape }
    return residuals.withUnsafeBufferPointer { residuals in
      let column = PairedColumn(residuals)
      var sum = SIMD2<Double>.zero
      PairedColumn.pairs(of: column.count) { row, isWhole in sum += column.pair(at: row, isWhole) }
      let mean = sum.total / Double(column.count)
      var (shift, squares, cubes, products) = (
        SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero
      )
      @inline(__always) func add(_ deviation: SIMD2<Double>, before next: SIMD2<Double>) {
        let square = deviation * deviation
        shift += deviation
        squares += square
        cubes += square * deviation
        products += deviation * SIMD2(deviation[1], next[0])
      }
      var row = 0
      var deviation = column.pair(at: 0, true) - mean
      while row &+ 3 < column.count {
        let next = column.pair(at: row &+ 2, true) - mean
        add(deviation, before: next)
        deviation = next
        row &+= 2
      }
      if row &+ 2 < column.count {
        add(deviation, before: column.pair(at: row &+ 2, false) - mean)
        row &+= 2
      }
      // One row is left, or two.
      while row < column.count {
        let deviation = residuals[row] - mean
        shift[0] += deviation
        squares[0] += deviation * deviation
        cubes[0] += deviation * deviation * deviation
        if row &+ 1 < column.count { products[0] += deviation * (residuals[row &+ 1] - mean) }
        row &+= 1
      }
      let moments = Moments(
        count: column.count, about: mean, deviations: shift.total, squares: squares.total, cubes: cubes.total)
      return (
        squares.total > 0 ? products.total / squares.total : 0, moments.adjustedSkewness
      )
    }
  }

  /// The same where some day has none, sum for sum as `residualAutocorrelation(lag:)` and `Moments` add up.
  private var slowResidualShape: (autocorrelation: Double, skewness: Double?) {
    residuals.withUnsafeBufferPointer { residuals in
      var (sum, count) = (0.0, 0)
      let present = [Double](count: residuals.count) { present in
        present.initialize(repeating: 0)
        for residual in residuals {
          let isThere = residual == residual
          present[count] = residual
          sum += isThere ? residual : 0
          count &+= isThere ? 1 : 0
        }
      }
      let mean = sum / Double(count)
      var (squares, products, before) = (0.0, 0.0, Double.nan)
      for residual in residuals {
        let deviation = residual - mean
        squares += residual == residual ? deviation * deviation : 0
        let product = before * deviation
        products += product == product ? product : 0
        before = deviation
      }
      let moments = present.withUnsafeBufferPointer { Moments(UnsafeBufferPointer(rebasing: $0[..<count])) }
      return (squares > 0 ? products / squares : 0, moments.adjustedSkewness)
    }
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

  /// The variance of a sum of abnormal returns.
  ///
  /// - Parameters:
  ///   - positions: days of the event window, ascending.
  ///   - correlations: of the estimation residuals by lag from 0 on, where the variance is to allow for them (METHODS 3.9);
  ///     nil for independent errors.
  package func variance(ofSumOver positions: [Int], correlations: [Double]?) -> Double {
    correlations.flatMap { serialCorrelationVariance(ofSumOver: positions, correlations: $0) }
      ?? prediction.variance(ofSumOver: positions)
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
