import CoreTypes
import EventTime

/// A regression on columns of the factors file: `R - rf = alpha + sum_k b_k F_k + e` over each return's own span.
///
/// Over n sessions alpha counts n times; `FactorReturns` says what compounds and what is summed. What every model
/// with factors is made of.
struct FactorRegression: Sendable {
  /// Columns of the factors file, in the order of the parameters.
  var factors: [String]
  /// The regressed return is R - rf; `rf` is part of what is expected.
  var excess = true
  var intercept = true
  var predictsAlpha = true

  /// The column of the riskless rate.
  private static let risklessRate = "rf"
  static let optionKeys: [ModelOptions.Key] = [.intercept, .predictsAlpha]
  static let variance =
    "s^2 = SSR / (M - K), nu = M - K, K parameters; var(AR) = s^2 [n + x' (X'X)^-1 x]"
  static let elsewhere =
    "statsmodels: OLS of R - rf on the factors, get_prediction().se_obs. eventstudy2 subtracts rf only after the fit, "
    + "so that its abnormal returns are off by rf, and takes logarithms of SMB, HML and rf."

  init(_ factors: [String]) { self.factors = factors }

  /// The columns that the factors file must have.
  var needed: [String] {
    factors + (excess && !factors.contains(Self.risklessRate) ? [Self.risklessRate] : [])
  }

  /// The parameters, with the market's slope called `beta` or by its column.
  func parameters(betaFor market: String? = nil) -> [String] {
    (intercept ? ["alpha"] : []) + factors.map { $0 == market ? "beta" : $0 }
  }

  func with(_ options: ModelOptions) -> FactorRegression {
    var copy = self
    copy.excess = options.excess ?? excess
    copy.intercept = options.intercept ?? intercept
    copy.predictsAlpha = options.predictsAlpha ?? predictsAlpha
    return copy
  }

  /// What the named factor models let a study choose; the list of factors and `excess` are part of what they are.
  var options: ModelOptions {
    var options = ModelOptions()
    options.intercept = intercept
    options.predictsAlpha = predictsAlpha
    return options
  }

  func terms(of returns: EventReturns) throws(EstimationFailure) -> LinearTerms {
    var columns = intercept ? [returns.spans] : []
    for name in factors { columns.append(try column(name, of: returns)) }
    var terms = LinearTerms(
      offset: excess ? try column(Self.risklessRate, of: returns) : nil, columns: columns)
    terms.intercept = intercept ? 0 : nil
    terms.names = (intercept ? ["alpha"] : []) + factors
    terms.predictsIntercept = predictsAlpha
    return terms
  }

  private func column(_ name: String, of returns: EventReturns) throws(EstimationFailure) -> ColumnPart<
    Double
  > {
    guard let column = returns.factors[name] else {
      throw .unknownFactor(name, known: returns.factors.names)
    }
    return column
  }
}
