import CoreStatistics
import CoreTypes
import EventTime

/// The valid estimation days of an event as a weighted regression: each return, and each regressor, divided by the
/// square root of its span.
///
/// What is not finite is missing: the logarithm of a return of -100 % as well as a day without a value.
/// Maynes and Rumsey (1993), Journal of Banking and Finance 17, 145-157; METHODS 2.2.
///
/// A class, though it never changes: a copy counts one reference, not one a column.
package final class EstimationRows: Sendable {
  package let sample: EstimationSample
  package let terms: LinearTerms
  /// Positions in the axis of the valid estimation days.
  package let positions: [Int]
  /// Every day of the estimation window is a row, over one session.
  let isWhole: Bool
  /// Returns less the offset.
  package let response: [Double]
  package let columns: [[Double]]
  package let auxiliary: [[Double]]

  package init(_ sample: EstimationSample, _ terms: LinearTerms) {
    let returns = sample.returns
    let start = returns.position(of: sample.estimationWindow.first)
    let days = start..<(start + sample.isUsable.count)
    func isComplete(_ column: [Double]) -> Bool { column[days].withUnsafeBufferPointer(areFinite) }
    let positions =
      sample.isWhollyUsable && isComplete(returns.returns) && terms.offset.map(isComplete) ?? true
        && terms.columns.allSatisfy(isComplete) && terms.auxiliary.allSatisfy(isComplete)
      ? EstimationRows.all(days)
      : EstimationRows.positions(
        days, sample.isUsable,
        [returns.returns] + [terms.offset].compactMap { $0 } + terms.columns + terms.auxiliary)
    let spans = returns.spans
    let isWhole = positions.count == days.count && EstimationRows.isOne(spans, over: days)
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
    self.isWhole = isWhole
    response = weighted(terms.offset.map { zip(returns.returns, $0).map { $0 - $1 } } ?? returns.returns)
    self.columns = terms.columns.map(weighted)
    auxiliary = terms.auxiliary.map(weighted)
  }

  /// `Array(days)`, which takes ten times as long.
  private static func all(_ days: Range<Int>) -> [Int] {
    [Int](unsafeUninitializedCapacity: days.count) { positions, count in
      for index in 0..<days.count { positions.initializeElement(at: index, to: days.lowerBound + index) }
      count = days.count
    }
  }

  /// The usable days on which every column has a finite value.
  private static func positions(_ days: Range<Int>, _ isUsable: [Bool], _ columns: [[Double]]) -> [Int] {
    var isValid = isUsable
    for column in columns {
      for index in isValid.indices where !column[days.lowerBound + index].isFinite { isValid[index] = false }
    }
    return isValid.indices.filter { isValid[$0] }.map { days.lowerBound + $0 }
  }

  private static func isOne(_ column: [Double], over days: Range<Int>) -> Bool {
    let one = 1.0.bitPattern
    return column[days].withUnsafeBufferPointer { values in
      var others: UInt64 = 0
      for value in values { others |= value.bitPattern ^ one }
      return others == 0
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
