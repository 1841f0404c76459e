import CoreStatistics

/// The regression of a calendar-time portfolio's return on what the model explains returns with: its intercept is
/// the abnormal return of a date. Fama (1998), Journal of Financial Economics 49, 283-306; Mitchell and Stafford
/// (2000), Journal of Business 73, 287-329.
struct CalendarTimeRegression {
  /// How the intercept's variance is computed.
  enum Errors {
    case classical, white
    case neweyWest(lags: Int)
  }

  let alpha: Double
  let standardError: Double
  /// T - K.
  let degreesOfFreedom: Double

  /// Squared residuals of no larger share of the squared response are rounding: the regression is exact.
  private static let exactFit = 1e-24

  /// - Parameter isWeighted: rows weighted by the number of members, as a mean of so many independent returns has
  ///   it; else ordinary least squares.
  init(_ portfolio: CalendarTimePortfolio, of sample: EventSample, isWeighted: Bool, errors: Errors)
    throws(NoStatistic)
  {
    let panel = sample.pricing
    let rows = portfolio.holdings.count
    let count = panel.factors + 1
    let roots = portfolio.holdings.map { isWeighted ? Double($0.members.count).squareRoot() : 1 }
    func column(_ value: (Int, Int) -> Double) -> [Double] {
      zip(portfolio.holdings, roots).map { portfolio.mean($0, value) * $1 }
    }
    let length = sample.eventWindow.length
    let response = column { event, place in panel.responses[sample.panelRow(event) * length + place] }
    let columns =
      [roots]
      + (0..<panel.factors).map { factor in
        column { event, place in
          panel.regressors[(sample.panelRow(event) * length + place) * panel.factors + factor]
        }
      }
    guard rows > count else { throw NoStatistic(.tooFewDays) }
    let fit = LinearFit.leastSquares(columns: columns, response: response)
    guard fit.dependentColumns.isEmpty else { throw NoStatistic(.regressorsDependent) }
    degreesOfFreedom = Double(rows - count)
    alpha = fit.coefficients[0]
    guard fit.residualSumOfSquares > response.sumOfSquares * Self.exactFit else {
      throw NoStatistic(.zeroVariance)
    }
    let classical = fit.residualSumOfSquares / degreesOfFreedom * fit.inverseGram[0]
    // The share of each row's residual in the error of the intercept.
    let scores = (0..<rows).map { row in
      var residual = response[row]
      var share = 0.0
      for k in 0..<count {
        residual -= fit.coefficients[k] * columns[k][row]
        share += fit.inverseGram[k] * columns[k][row]
      }
      return share * residual
    }
    let correction = Double(rows) / degreesOfFreedom
    switch errors {
    case .classical: standardError = classical.squareRoot()
    case .white: standardError = (correction * Self.longRun(scores, lags: 0)).squareRoot()
    case .neweyWest(let lags): standardError = (correction * Self.longRun(scores, lags: lags)).squareRoot()
    }
    guard standardError > 0 else { throw NoStatistic(.zeroVariance) }
  }

  /// `sum u_t^2 + 2 sum_l (1 - l/(L+1)) sum_t u_t u_{t-l}`. Newey and West (1987), Econometrica 55, 703-708.
  private static func longRun(_ scores: [Double], lags: Int) -> Double {
    var sum = scores.sumOfSquares
    for lag in 1..<max(1, min(lags + 1, scores.count)) {
      var products = 0.0
      for row in lag..<scores.count { products += scores[row] * scores[row - lag] }
      sum += 2 * (1 - Double(lag) / Double(lags + 1)) * products
    }
    return sum
  }
}
