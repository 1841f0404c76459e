import CoreTypes
import EventTime

/// The mean equation beside a conditional variance.
package enum ConditionalMean: String, Sendable, CaseIterable {
  /// `alpha_i + beta_i R_mt`.
  case market
  /// `mu_i`: the returns themselves have the conditional variance, as in the GARCH literature's benchmark
  /// (Bollerslev & Ghysels 1996, Journal of Business & Economic Statistics 14, 139-151).
  case constant

  /// The same mean with a constant variance, which the search starts from and falls back to.
  var leastSquares: any LinearExpectedReturnModel { self == .market ? MarketModel() : ConstantMean() }

  var parameters: [String] { leastSquares.descriptor.parameters }

  /// `GARCH(1,1)` -> `GARCH(1,1) market model`.
  func title(_ variance: String) -> String {
    self == .market ? "\(variance) market model" : "\(variance) with a constant mean"
  }

  var formula: String { leastSquares.descriptor.formula }

  /// The variances of `eventstudy methods`.
  ///
  /// - Parameter omega: the units of that parameter.
  func variance(omega: String) -> String {
    "var(AR_t) = n_t h_t forecast from the last return before the event window, no parameter error; "
      + "s^2 = SSR / (M - \(parameters.count)), nu = M - \(parameters.count). \(parameters[0]) in fractions, "
      + "\(omega), log_likelihood of returns in percent"
  }

  var needsBenchmark: Bool { self == .market }
}

/// The regressors of a conditional mean on the positions of a sample, in the order of its parameters: sessions, then
/// the benchmark's return where it is one.
struct ConditionalMeanTerms {
  private let returns: EventReturns
  private let mean: ConditionalMean
  let count: Int

  init(_ mean: ConditionalMean, of returns: EventReturns) {
    self.returns = returns
    self.mean = mean
    count = mean == .market ? 2 : 1
  }

  /// The regressors of some positions at the scale of one session, a column each: a return over n sessions is divided
  /// by sqrt(n), and so are its regressors.
  ///
  /// - Parameter scale: of returns in the regression; the intercept is in its units.
  func columns(at positions: [Int], scale: Double) -> [[Double]] {
    let sessions = positions.map { returns.spans[$0].squareRoot() }
    guard mean == .market else { return [sessions] }
    return [sessions, positions.map { scale * perSession(returns.benchmark[$0], at: $0) }]
  }

  /// A return over n sessions at the scale of one.
  func perSession(_ value: Double, at position: Int) -> Double {
    let span = returns.spans[position]
    return span == 1 ? value : value / span.squareRoot()
  }

  /// The return of a position less what is expected, at the scale of one session; NaN without one of the two.
  func residual(at position: Int, _ coefficients: [Double]) -> Double {
    perSession(returns.returns[position] - expected(at: position, coefficients), at: position)
  }

  /// The expected return over the sessions of a position; NaN without a benchmark.
  func expected(at position: Int, _ coefficients: [Double]) -> Double {
    let alpha = returns.spans[position] * coefficients[0]
    return mean == .market ? alpha + coefficients[1] * returns.benchmark[position] : alpha
  }
}
