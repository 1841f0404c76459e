import CoreTypes
import EventTime

/// The valid estimation days of an event as a weighted regression: each return, and each regressor, divided by the
/// square root of its span.
///
/// What is not finite is missing: the logarithm of a return of -100 % as well as a day without a value.
/// Maynes and Rumsey (1993), Journal of Banking and Finance 17, 145-157; METHODS 2.2.
package struct EstimationRows: Sendable {
  package let sample: EstimationSample
  package let terms: LinearTerms
  /// Positions in the axis of the valid estimation days.
  package let positions: [Int]
  /// Returns less the offset.
  package let response: [Double]
  package let columns: [[Double]]
  package let auxiliary: [[Double]]

  package init(_ sample: EstimationSample, _ terms: LinearTerms) {
    let returns = sample.returns
    let start = returns.position(of: sample.estimationWindow.first)
    let days = start..<(start + sample.isUsable.count)
    var isValid = sample.isUsable
    let offset = terms.offset.map { [$0] } ?? []
    for column in [returns.returns] + offset + terms.columns + terms.auxiliary {
      EstimationRows.mark(&isValid, where: column[days])
    }
    var positions: [Int] = []
    positions.reserveCapacity(isValid.count)
    for index in isValid.indices where isValid[index] { positions.append(start + index) }
    let spans = returns.spans
    let isWhole = positions.count == days.count && spans[days].allSatisfy { $0 == 1 }
    func weighted(_ column: [Double]) -> [Double] {
      if isWhole { return Array(column[days]) }
      return [Double](unsafeUninitializedCapacity: positions.count) { target, count in
        for (row, position) in positions.enumerated() {
          let span = spans[position]
          target.initializeElement(
            at: row, to: span == 1 ? column[position] : column[position] / span.squareRoot())
        }
        count = positions.count
      }
    }
    self.sample = sample
    self.terms = terms
    self.positions = positions
    response = weighted(terms.offset.map { zip(returns.returns, $0).map { $0 - $1 } } ?? returns.returns)
    columns = terms.columns.map(weighted)
    auxiliary = terms.auxiliary.map(weighted)
  }

  /// Takes the days out on which a column has no finite value.
  private static func mark(_ isValid: inout [Bool], where column: ArraySlice<Double>) {
    column.withUnsafeBufferPointer { column in
      for index in column.indices where !column[index].isFinite { isValid[index] = false }
    }
  }

  package var count: Int { positions.count }

  /// Number of sessions each row covers.
  package func span(of row: Int) -> Double { sample.returns.spans[positions[row]] }

  /// The square roots of the spans: what a constant becomes.
  package var constant: [Double] { positions.map { sample.returns.spans[$0].squareRoot() } }

  /// `y - X coefficients`, row by row.
  package func residuals(_ coefficients: [Double]) -> [Double] {
    response.indices.map { row in
      var rest = response[row]
      for k in coefficients.indices { rest -= coefficients[k] * columns[k][row] }
      return rest
    }
  }

  /// Too few observations for the model, or nil: the security's own history, or what its regressors lack.
  func shortage(factors: [String]) -> EstimationFailure? {
    let needed = max(sample.minimum, EstimationRows.leastDegreesOfFreedom + max(terms.parameterCount, 1))
    guard count < needed else { return nil }
    let own = ownReturns
    guard own >= needed else { return .tooShort(count, needed: needed) }
    return factors.isEmpty
      ? .withoutBenchmark(count, own: own, needed: needed)
      : .withoutFactors(factors, found: count, own: own, needed: needed)
  }

  /// Usable returns of the security in the estimation window, with or without regressors.
  var ownReturns: Int {
    let start = sample.returns.position(of: sample.estimationWindow.first)
    return sample.isUsable.indices.count {
      sample.isUsable[$0] && sample.returns.returns[start + $0].isFinite
    }
  }

  /// nu >= 5: below it the variance of a standardized abnormal return does not exist (METHODS 0.5).
  private static let leastDegreesOfFreedom = 5
}
