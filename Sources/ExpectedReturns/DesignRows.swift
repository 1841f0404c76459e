import CoreTypes
import EventTime

/// The regression behind a linear model's estimate, row by row, for tests that make it again.
package struct DesignRows: Sendable {
  /// Number of regressors a day, the intercept among them; 0 for a model without parameters.
  package let columns: Int
  /// Something is expected without a parameter: the market's return, the riskless rate.
  package let hasOffset: Bool
  /// A row a day of the estimation window, divided by the square root of the sessions that its return spans; NaN on days
  /// that are not estimated on.
  package var estimation: [Double]
  /// A row a day of the event window, over that day's own span; what the expectation leaves out is 0.
  package let event: [Double]

  /// `nil` for a model that is not linear, or whose regressors the data do not have.
  package init?(_ model: any ExpectedReturnModel, on sample: EstimationSample) {
    guard let linear = model as? any LinearExpectedReturnModel,
      let terms = try? linear.terms(of: sample.returns)
    else { return nil }
    let rows = EstimationRows(sample, terms)
    let count = terms.columns.count
    var estimation = [Double](repeating: .nan, count: sample.estimationWindow.length * count)
    let first = sample.returns.position(of: sample.estimationWindow.first)
    let columns = rows.columns
    for (row, position) in rows.positions.enumerated() {
      for column in 0..<count {
        estimation[(position - first) * count + column] = columns[column][row]
      }
    }
    var event: [Double] = []
    event.reserveCapacity(sample.eventWindow.length * count)
    let start = sample.returns.position(of: sample.eventWindow.first)
    for position in start..<(start + sample.eventWindow.length) {
      for (column, values) in terms.columns.enumerated() {
        event.append(column == terms.intercept && !terms.predictsIntercept ? 0 : values[position])
      }
    }
    self.columns = count
    hasOffset = terms.offset != nil
    self.estimation = estimation
    self.event = event
  }
}
