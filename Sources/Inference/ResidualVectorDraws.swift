import CoreStatistics
import CoreTypes

/// The equally weighted portfolio of the events of one date under residual vectors that are drawn with replacement: whole
/// calendar days, so that cross-correlation and distribution stay as they are, and no effect.
///
/// Hein and Westfall (2004), Journal of Financial Econometrics 2, 451-471. A draw gives every estimation day and every day
/// of the window a residual vector; the regression is fitted again on the estimation days. The portfolio's t takes nothing
/// of a vector but the mean over its members, so that drawing vectors is drawing days of the portfolio's residual.
struct ResidualVectorDraws {
  /// Of the portfolio, about their mean; one an estimation day.
  private let residuals: [Double]
  /// The regressors of every estimation day, day by day; a basis of them where they are nearly dependent, of which
  /// `(X'X)^-1` is the identity.
  private let rows: [Double]
  private let width: Int
  /// `(X'X)^-1`, by rows.
  private let inverseGram: [Double]
  /// `(X'X)^-1 g`, g the sum of the window's regressors.
  private let slopes: [Double]
  /// The square roots of the sessions that the window's returns span.
  private let roots: [Double]
  private let variance: Double
  private let degreesOfFreedom: Double
  private var moments: [Double]

  /// Number of residual vectors, and of draws that one sample takes.
  var days: Int { residuals.count }
  var draws: Int { residuals.count + roots.count }

  init(_ members: CommonDateMembers, of sample: EventSample, over window: EventWindow) throws(NoStatistic) {
    let design = try EventDesign(sample, members.events[0])
    let portfolio = members.portfolioResiduals
    let fit = LinearFit.leastSquares(columns: design.columns, response: portfolio)
    let mean = portfolio.reduce(0, +) / Double(portfolio.count)
    let places = sample.places(of: window)
    let spans = sample.withSpans(of: members.events[0]) { spans in places.map { spans[$0] } }
    let sum = design.regressors(summedOver: places)
    let expected = spans.reduce(0, +) + design.quadraticForm(sum)
    let squares = portfolio.sumOfSquares
    guard fit.explainsNothing(of: squares),
      CommonDateMembers.isRounding(expected - members.variance, of: members.variance)
    else { throw NoStatistic(.leastSquaresOnly) }
    residuals = portfolio.map { $0 - mean }
    let width = design.width
    self.width = width
    let root = design.inverseRoot
    let columns = root?.basis(of: design.columns) ?? design.columns
    rows = portfolio.indices.flatMap { day in columns.map { $0[day] } }
    inverseGram =
      root == nil ? design.inverseGram : (0..<width * width).map { $0 % (width + 1) == 0 ? 1 : 0 }
    slopes = root?.coordinates(of: sum) ?? design.product(sum)
    roots = spans.map { $0.squareRoot() }
    variance = members.variance
    degreesOfFreedom = members.degreesOfFreedom
    moments = [Double](repeating: 0, count: width)
  }

  /// The portfolio's t in one drawn sample; infinitely far out where its residuals are fitted perfectly.
  mutating func t(_ source: inout IndexSource) -> Double {
    var draws = source
    var squares = 0.0
    var effect = 0.0
    residuals.withUnsafeBufferPointer { residuals in
      rows.withUnsafeBufferPointer { rows in
        moments.withUnsafeMutableBufferPointer { moments in
          moments.update(repeating: 0)
          var row = 0
          for _ in 0..<residuals.count {
            let residual = residuals[draws.next()]
            squares += residual * residual
            for column in 0..<width { moments[column] += rows[row + column] * residual }
            row += width
          }
        }
      }
      for root in roots { effect += root * residuals[draws.next()] }
    }
    source = draws
    var explained = 0.0
    for row in 0..<width {
      effect -= slopes[row] * moments[row]
      for column in 0..<width {
        explained += moments[row] * inverseGram[row * width + column] * moments[column]
      }
    }
    let rest = squares - explained
    guard rest > squares * 1e-12 else { return effect < 0 ? -.infinity : .infinity }
    return effect / (variance * rest / degreesOfFreedom).squareRoot()
  }
}
