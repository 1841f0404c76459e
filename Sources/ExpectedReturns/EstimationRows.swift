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
    let positions = (0..<sample.estimationWindow.length).compactMap { index in
      let position = start + index
      guard sample.isUsable[index], returns.returns[position].isFinite, terms.areKnown(at: position) else {
        return nil as Int?
      }
      return position
    }
    func weighted(_ value: (Int) -> Double) -> [Double] {
      positions.map { position in
        let span = returns.spans[position]
        return span == 1 ? value(position) : value(position) / span.squareRoot()
      }
    }
    self.sample = sample
    self.terms = terms
    self.positions = positions
    response = weighted { returns.returns[$0] - (terms.offset?[$0] ?? 0) }
    columns = terms.columns.map { column in weighted { column[$0] } }
    auxiliary = terms.auxiliary.map { column in weighted { column[$0] } }
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

extension LinearTerms {
  fileprivate func areKnown(at position: Int) -> Bool {
    if let offset, !offset[position].isFinite { return false }
    for column in columns where !column[position].isFinite { return false }
    for column in auxiliary where !column[position].isFinite { return false }
    return true
  }
}
