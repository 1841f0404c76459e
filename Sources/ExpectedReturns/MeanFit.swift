import CoreStatistics
import CoreTypes

/// The estimated mean equation of a linear model: coefficients, their covariance and what else is reported.
package struct MeanFit: Sendable {
  /// A reported quantity and its variance.
  package struct Quantity: Sendable {
    /// How exactly the quantity is known.
    package enum Variance: Sendable {
      /// The estimator has none.
      case unknown
      /// In units of the residual variance.
      case perResidualVariance(Double)
      /// As it is.
      case known(Double)
    }

    package let name: String
    package let estimate: Double
    package let variance: Variance

    package init(_ name: String, _ estimate: Double, _ variance: Variance) {
      self.name = name
      self.estimate = estimate
      self.variance = variance
    }
  }

  /// One a column of the prediction.
  package var coefficients: [Double]
  /// A: the covariance of the coefficients is s^2 A; by rows.
  package var covariance: [Double]
  /// A root of A where the columns are nearly dependent.
  package var inverseRoot: InverseRoot?
  /// e'e over the estimation rows.
  package var residualSumOfSquares: Double
  /// The sum of squares of the response about its level along the first column; nil where the fit did not come by it.
  package var totalSumOfSquares: Double?
  /// `e` of every day of the estimation window; nil where the fit did not come by them.
  let residuals: [Double]?
  /// Everything that `models.csv` shows, in its order.
  package var reported: [Quantity] {
    get { others ?? MeanFit.quantities(names, coefficients, covariance) }
    set { others = newValue }
  }
  /// What the coefficients are called where nothing but they are reported.
  private let names: [String]
  private var others: [Quantity]?
  /// Rows whose residual is zero in exact arithmetic: a robust line goes through them.
  package var exactRows: [Int] = []
  /// Rows whose residual equals that of another row in exact arithmetic, the other one first where both are named.
  package var tiedRows: [(row: Int, equal: Int)] = []
  package var conventions: [ModelConvention] = []
  package var warnings: [EstimateWarning] = []

  package init(
    coefficients: [Double], covariance: [Double], residualSumOfSquares: Double, reported: [Quantity]
  ) {
    self.coefficients = coefficients
    self.covariance = covariance
    self.residualSumOfSquares = residualSumOfSquares
    residuals = nil
    names = []
    others = reported
  }

  /// The coefficients are all that is reported, under their names.
  @inline(__always)
  private init(_ fit: consuming LinearFit, residuals: [Double]?, names: [String]) {
    coefficients = fit.coefficients
    covariance = fit.inverseGram
    inverseRoot = fit.inverseRoot
    residualSumOfSquares = fit.residualSumOfSquares
    totalSumOfSquares = fit.totalSumOfSquares
    self.residuals = residuals
    self.names = names
  }

  /// What is reported, with the standard errors that follow from the residual variance.
  func parameters(residualVariance: Double) -> [ExpectedReturnEstimate.Parameter] {
    if let others { return others.map { $0.parameter(residualVariance: residualVariance) } }
    return coefficients.indices.map { k in
      ExpectedReturnEstimate.Parameter(
        name: names[k], estimate: coefficients[k],
        standardError: (residualVariance * covariance[k * coefficients.count + k]).squareRoot())
    }
  }

  /// The coefficients under their names with variances from A.
  package static func quantities(
    _ names: [String], _ coefficients: [Double], _ covariance: [Double]
  ) -> [Quantity] {
    coefficients.indices.map { k in
      Quantity(names[k], coefficients[k], .perResidualVariance(covariance[k * coefficients.count + k]))
    }
  }
}

extension MeanFit {
  /// Least squares, `A = (X'X)^-1`.
  package static func leastSquares(
    _ rows: EstimationRows, names: [String]
  ) throws(EstimationFailure) -> MeanFit {
    let (fit, residuals) = rows.leastSquaresAndResiduals
    guard fit.rank == rows.terms.columns.count else {
      throw .collinear(rows, dependent: fit.dependentColumns)
    }
    return MeanFit(fit, residuals: residuals, names: names)
  }

  /// Any other line `alpha n + beta m` on two columns, with the covariance of least squares: what robust
  /// regressions are given for want of an exact one (METHODS 3.10).
  ///
  /// - Parameter exactRows: rows that the line goes through.
  package static func line(
    _ rows: EstimationRows, names: [String], coefficients: [Double], exactRows: [Int] = []
  ) throws(EstimationFailure) -> MeanFit {
    let leverage = rows.leastSquares
    guard leverage.rank == rows.terms.columns.count else {
      throw .collinear(rows, dependent: leverage.dependentColumns)
    }
    var residuals = rows.residuals(coefficients)
    for row in exactRows { residuals[row] = 0 }
    var fit = MeanFit(
      coefficients: coefficients, covariance: leverage.inverseGram,
      residualSumOfSquares: residuals.sumOfSquares,
      reported: quantities(names, coefficients, leverage.inverseGram))
    fit.inverseRoot = leverage.inverseRoot
    fit.exactRows = exactRows
    fit.conventions = [.approximateVariance]
    return fit
  }

  /// A slope on the benchmark that is a linear function of the returns, with the line led through the means:
  /// `alpha = mean R - beta mean R_m` per session (Scholes-Williams, Dimson).
  ///
  /// - Parameter variance: of the slope, in units of s^2; its weights are orthogonal to the constant, so that
  ///   `var(alpha) = s^2 (1 / sum n + mean R_m^2 variance)`.
  package static func throughMeans(_ rows: EstimationRows, slope: Double, variance: Double) -> MeanFit {
    let constant = rows.columns[0]
    let sessions = constant.sumOfSquares
    let market = MarketMoments.level(of: rows.columns[1], along: constant)
    let level = MarketMoments.level(
      of: zip(rows.response, rows.columns[1]).map { $0 - slope * $1 }, along: constant)
    let covariance = [
      1 / sessions + market * market * variance, -market * variance, -market * variance, variance,
    ]
    var fit = MeanFit(
      coefficients: [level, slope], covariance: covariance,
      residualSumOfSquares: rows.residuals([level, slope]).sumOfSquares,
      reported: quantities(["alpha", "beta"], [level, slope], covariance))
    fit.inverseRoot = InverseRoot(length: sessions, level: market, slopeVariance: variance)
    return fit
  }
}

extension MeanFit.Quantity {
  fileprivate func parameter(residualVariance: Double) -> ExpectedReturnEstimate.Parameter {
    let error: Double? =
      switch variance {
      case .unknown: nil
      case .perResidualVariance(let share): (residualVariance * share).squareRoot()
      case .known(let variance): variance.squareRoot()
      }
    return ExpectedReturnEstimate.Parameter(name: name, estimate: estimate, standardError: error)
  }
}
