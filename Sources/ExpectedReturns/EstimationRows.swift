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
  /// Number of rows.
  package let count: Int
  /// Every day of the estimation window is a row, over one session.
  let isWhole: Bool
  /// The days of the estimation window as positions in the axis.
  private let days: Range<Int>
  /// What differs from the columns of the whole window; nil where nothing does.
  private let selected: Selection?

  private struct Selection {
    let positions: [Int]
    let response: [Double]
    let columns: [[Double]]
    let auxiliary: [[Double]]
  }

  package init(_ sample: EstimationSample, _ terms: LinearTerms) {
    self.sample = sample
    self.terms = terms
    let start = sample.returns.position(of: sample.estimationWindow.first)
    days = start..<(start + sample.isUsable.count)
    if terms.isMarket, sample.isWhole {
      isWhole = true
      selected = nil
      count = days.count
      return
    }
    let returns = sample.returns
    let positions = EstimationRows.positions(
      days, sample,
      [returns.returns] + [terms.offset].compactMap { $0 } + terms.columns + terms.auxiliary)
    let weights = RowWeights(returns.spans, positions)
    isWhole = positions.count == days.count && !weights.hasSpans
    count = positions.count
    selected = Selection(
      positions: positions, response: weights.weighted(returns.returns, less: terms.offset),
      columns: terms.columns.map { weights.weighted($0) },
      auxiliary: terms.auxiliary.map { weights.weighted($0) })
  }

  // A copy each time where every day is a row: nothing to be asked for in a loop.

  /// Positions in the axis of the valid estimation days.
  package var positions: [Int] { selected?.positions ?? EstimationRows.all(days) }
  /// Returns less the offset.
  package var response: [Double] { selected?.response ?? sample.returns.returns.part(days).values }
  package var columns: [[Double]] { selected?.columns ?? terms.columns.map { $0.part(days).values } }
  package var auxiliary: [[Double]] { selected?.auxiliary ?? [] }

  /// The fit by least squares.
  package var leastSquares: LinearFit { leastSquaresAndResiduals.fit }

  /// The fit by least squares and, where it comes by them, the residuals of all days of the estimation window.
  var leastSquaresAndResiduals: (fit: LinearFit, residuals: [Double]?) {
    if let selected {
      return (LinearFit.leastSquares(columns: selected.columns, response: selected.response), nil)
    }
    return sample.returns.returns.withUnsafeBufferPointer { own in
      sample.returns.benchmark.withUnsafeBufferPointer { market in
        let (x, y) = (UnsafeBufferPointer(rebasing: market[days]), UnsafeBufferPointer(rebasing: own[days]))
        var fit: LinearFit?
        let residuals = [Double](count: y.count) {
          fit = LinearFit.line(x, y, sums: sample.sums, residuals: $0)
        }
        guard let fit else { preconditionFailure("whoever fills the residuals fits the line") }
        return (fit, residuals)
      }
    }
  }

  /// Squared residuals that add up to no more than this share of the squared responses are what rounding leaves of an
  /// exact fit.
  static let roundingOfSquares = 1e-28

  /// The sum of the squares of `response`.
  var sumOfSquares: Double {
    selected?.response.sumOfSquares ?? sample.sums.xx
  }

  /// `Array(days)`, which takes ten times as long.
  private static func all(_ days: Range<Int>) -> [Int] {
    [Int](unsafeUninitializedCapacity: days.count) { positions, count in
      for index in 0..<days.count { positions.initializeElement(at: index, to: days.lowerBound + index) }
      count = days.count
    }
  }

  /// The usable days on which every column has a finite value.
  private static func positions(
    _ days: Range<Int>, _ sample: EstimationSample, _ columns: [ColumnPart<Double>]
  ) -> [Int] {
    if sample.isWhollyUsable,
      columns.allSatisfy({ $0.part(days).withUnsafeBufferPointer(areFinite) })
    {
      return all(days)
    }
    // What is not finite times zero is not zero.
    var zeros = [Double](filledWith: 0, count: days.count)
    return zeros.withUnsafeMutableBufferPointer { zeros in
      for column in columns {
        column.withUnsafeBufferPointer { column in
          for index in zeros.indices { zeros[index] += column[days.lowerBound &+ index] * 0 }
        }
      }
      return sample.isUsable.withUnsafeBufferPointer { isUsable in
        [Int](unsafeUninitializedCapacity: days.count) { positions, count in
          for index in zeros.indices where isUsable[index] && zeros[index] == 0 {
            positions.initializeElement(at: count, to: days.lowerBound + index)
            count += 1
          }
        }
      }
    }
  }

  /// Number of sessions each row covers.
  package func span(of row: Int) -> Double {
    sample.returns.spans[selected?.positions[row] ?? days.lowerBound + row]
  }

  /// The square roots of the spans: what a constant becomes.
  package var constant: [Double] { positions.map { sample.returns.spans[$0].squareRoot() } }

  /// `y - X coefficients`, row by row.
  package func residuals(_ coefficients: [Double]) -> [Double] {
    let (response, columns) = (response, columns)
    return response.indices.map { row in
      var rest = response[row]
      for k in coefficients.indices { rest -= coefficients[k] * columns[k][row] }
      return rest
    }
  }

  /// How many observations the model takes at least.
  var needed: Int { neededReturns.number }

  private var neededReturns: NeededReturns {
    // A variance about the mean takes one degree of freedom where nothing else is estimated.
    let taken = terms.columns.isEmpty && terms.isCentered ? 1 : terms.parameterCount
    return NeededReturns(minimum: sample.minimum, taken: taken)
  }

  /// Too few observations for the model, or nil: the security's own history, or what its regressors lack.
  func shortage(factors: [String]) -> EstimationFailure? {
    let needed = neededReturns
    guard count < needed.number else { return nil }
    let own = ownReturns
    guard own >= needed.number else { return .tooShort(count, needed: needed) }
    return factors.isEmpty
      ? .withoutBenchmark(count, own: own, needed: needed)
      : .withoutFactors(factors, found: count, own: own, needed: needed)
  }

  /// Usable returns of the security in the estimation window, with or without regressors.
  var ownReturns: Int {
    sample.returns.returns.withUnsafeBufferPointer { own in
      sample.isUsable.withUnsafeBufferPointer { isUsable in
        isUsable.indices.count { isUsable[$0] && own[days.lowerBound + $0].isFinite }
      }
    }
  }
}

/// How many returns an estimation takes at least: the study's minimum, and as many as leave 5 degrees of freedom.
struct NeededReturns {
  let number: Int
  /// It is the study's minimum that asks for so many.
  let isMinimum: Bool

  /// nu >= 5: below it the variance of a standardized abnormal return does not exist (METHODS 0.5).
  private static let leastDegreesOfFreedom = 5

  /// - Parameter taken: the model's parameters.
  init(minimum: Int, taken: Int) {
    number = max(minimum, NeededReturns.leastDegreesOfFreedom + taken)
    isMinimum = number == minimum
  }

  /// `6 needed to leave 5 degrees of freedom`.
  var text: String {
    "\(number) needed"
      + (isMinimum ? "" : " to leave \(NeededReturns.leastDegreesOfFreedom) degrees of freedom")
  }
}
