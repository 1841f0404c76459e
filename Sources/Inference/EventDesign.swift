import CoreStatistics
import CoreTypes

/// One event's least squares regression, made again from its rows.
///
/// It stands only where it is the model's own: its residuals have no slope left on any regressor, and the degrees of
/// freedom are `M - K`.
struct EventDesign {
  /// K; 0 for a model without parameters.
  let parameters: Int
  /// The places of the estimation days that have a residual.
  let places: [Int]
  /// What the variance is taken about: the K regressors over `places`, or a constant where a model without parameters
  /// has a centered variance.
  let columns: [[Double]]
  /// Of the residuals on `columns`.
  private let fit: LinearFit
  /// The regressors of every event day, day by day.
  private let eventRows: [Double]

  init(_ sample: EventSample, _ event: Int) throws(NoStatistic) {
    guard let panel = sample.design else { throw NoStatistic(.leastSquaresOnly) }
    let count = panel.columns
    let (places, residuals) = sample.withResiduals(of: event) { all in
      let places = all.indices.filter { !all[$0].isNaN }
      return (places, places.map { all[$0] })
    }
    let row = sample.panelRow(event)
    let start = row * sample.estimationWindow.length
    let estimated = places.count - sample.degreesOfFreedom[event]
    guard estimated == count || (count == 0 && estimated == 1) else { throw NoStatistic(.leastSquaresOnly) }
    let columns =
      count == 0
      ? [[Double]](repeating: [Double](repeating: 1, count: places.count), count: estimated)
      : (0..<count).map { column in places.map { panel.estimation[(start + $0) * count + column] } }
    let fit = LinearFit.leastSquares(columns: columns, response: residuals)
    guard fit.dependentColumns.isEmpty, columns.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw NoStatistic(.leastSquaresOnly)
    }
    if count > 0 {
      let squares = residuals.sumOfSquares
      guard fit.explainsNothing(of: squares) else { throw NoStatistic(.leastSquaresOnly) }
    }
    parameters = count
    self.places = places
    self.columns = columns
    self.fit = fit
    let days = sample.eventWindow.length
    eventRows = Array(panel.event[(row * days * count)..<((row + 1) * days * count)])
  }

  /// `(X'X)^-1` of `columns`, by rows.
  var inverseGram: [Double] { fit.inverseGram }
  /// A root of it where the columns are nearly dependent.
  var inverseRoot: InverseRoot? { fit.inverseRoot }

  /// Number of `columns`.
  var width: Int { columns.count }

  /// The sum of the regressors over some places of the event window; zeros where nothing is estimated.
  func regressors(summedOver places: some Sequence<Int>) -> [Double] {
    var sum = [Double](repeating: 0, count: width)
    guard parameters > 0 else { return sum }
    for place in places {
      for column in 0..<parameters { sum[column] += eventRows[place * parameters + column] }
    }
    return sum
  }

  /// The regressor `column` on one event day.
  func regressor(_ column: Int, at place: Int) -> Double { eventRows[place * parameters + column] }

  /// `x'(X'X)^-1 x`.
  func quadraticForm(_ x: [Double]) -> Double { fit.quadraticForm(x) }

  /// `(X'X)^-1 x`.
  func product(_ x: [Double]) -> [Double] {
    (0..<width).map { row in
      (0..<width).reduce(0) { $0 + inverseGram[row * width + $1] * x[$1] }
    }
  }

  /// `x_t'(X'X)^-1 x_t` of every estimation day that is estimated on; 0 for a model without parameters.
  var leverages: [Double] {
    guard parameters > 0 else { return [Double](repeating: 0, count: places.count) }
    return places.indices.map { row in quadraticForm(columns.map { $0[row] }) }
  }
}

extension LinearFit {
  /// It explains no more than rounding does of a response whose squares add up to `squares`: residuals of least squares have no
  /// slope left on the regressors.
  func explainsNothing(of squares: Double) -> Bool { squares - residualSumOfSquares <= squares * 1e-9 }
}
