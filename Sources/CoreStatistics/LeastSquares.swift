import CNumerics

extension LinearFit {
  /// Fits `response` on `columns`, each of the response's length; all numbers finite.
  ///
  /// One and two columns take a closed form as accurate as QR, more columns Householder QR with pivoting.
  /// No columns give the fit whose residuals are the response.
  package static func leastSquares(columns: [[Double]], response: [Double]) -> LinearFit {
    precondition(columns.allSatisfy { $0.count == response.count }, "columns as long as the response")
    switch columns.count {
    case 1:
      return columns[0].withUnsafeBufferPointer { only in
        response.withUnsafeBufferPointer { oneColumn(only, $0) }
      }
    case 2:
      return columns[0].withUnsafeBufferPointer { first in
        columns[1].withUnsafeBufferPointer { second in
          response.withUnsafeBufferPointer { twoColumns(first, second, $0) }
        }
      }
    default:
      var design: [Double] = []
      design.reserveCapacity(columns.count * response.count)
      for column in columns { design.append(contentsOf: column) }
      return leastSquares(design: design, columns: columns.count, response: response)
    }
  }

  /// Fits `response` on a design stored column after column (`response.count * columns` numbers, all finite).
  package static func leastSquares(design: [Double], columns: Int, response: [Double]) -> LinearFit {
    design.withUnsafeBufferPointer { design in
      response.withUnsafeBufferPointer { leastSquares(design: design, columns: columns, response: $0) }
    }
  }

  /// The same on borrowed memory, for callers that reuse their buffers from event to event.
  package static func leastSquares(
    design: UnsafeBufferPointer<Double>, columns: Int, response: UnsafeBufferPointer<Double>
  ) -> LinearFit {
    let rows = response.count
    precondition(columns >= 0 && design.count == rows * columns, "rows x columns numbers in the design")
    switch columns {
    case 0:
      return LinearFit(
        coefficients: [], inverseGram: [], residualSumOfSquares: response.sumOfSquares,
        observations: rows, rank: 0, dependentColumns: [])
    case 1: return oneColumn(design, response)
    case 2:
      return twoColumns(
        UnsafeBufferPointer(rebasing: design[..<rows]), UnsafeBufferPointer(rebasing: design[rows...]),
        response)
    default: return byQR(design, columns, response)
    }
  }

  /// The fit by Householder QR, also for few columns: what the closed forms are compared with.
  static func byQR(
    _ design: UnsafeBufferPointer<Double>, _ columns: Int, _ response: UnsafeBufferPointer<Double>
  ) -> LinearFit {
    var coefficients = [Double](repeating: 0, count: columns)
    var inverseGram = [Double](repeating: 0, count: columns * columns)
    var inverseRoot = [Double](repeating: 0, count: columns * columns)
    var independence = 0.0
    var dependent = [UInt8](repeating: 0, count: columns)
    var residualSumOfSquares = 0.0
    var rank = 0
    let status = es_least_squares(
      design.baseAddress, response.count, columns, response.baseAddress, dependenceTolerance,
      &coefficients, &inverseGram, &inverseRoot, &independence, &residualSumOfSquares, &rank, &dependent)
    precondition(status == ES_NUMERICS_OK, "the design and the response must be finite")
    guard rank < columns else {
      return LinearFit(
        coefficients: coefficients, inverseGram: inverseGram,
        inverseRoot: independence < InverseRoot.enough
          ? InverseRoot(columns: inverseRoot, size: columns) : nil,
        residualSumOfSquares: residualSumOfSquares, observations: response.count, rank: rank,
        dependentColumns: [])
    }
    return onIndependentColumns(design, response, dependent: dependent.map { $0 != 0 })
  }

  /// The fit on the independent columns alone, with zeros for the others.
  private static func onIndependentColumns(
    _ design: UnsafeBufferPointer<Double>, _ response: UnsafeBufferPointer<Double>, dependent: [Bool]
  ) -> LinearFit {
    let rows = response.count
    let kept = dependent.indices.filter { !dependent[$0] }
    let reduced = kept.flatMap { design[($0 * rows)..<(($0 + 1) * rows)] }
    let fit = reduced.withUnsafeBufferPointer {
      leastSquares(design: $0, columns: kept.count, response: response)
    }
    return fit.scattered(to: kept, of: dependent.count)
  }

  /// This fit's numbers at the places `kept` among `count` columns.
  func scattered(to kept: [Int], of count: Int) -> LinearFit {
    var coefficients = [Double](repeating: 0, count: count)
    var inverseGram = [Double](repeating: 0, count: count * count)
    for (row, target) in kept.enumerated() {
      coefficients[target] = self.coefficients[row]
      for (column, other) in kept.enumerated() {
        inverseGram[target * count + other] = self.inverseGram[row * kept.count + column]
      }
    }
    return LinearFit(
      coefficients: coefficients, inverseGram: inverseGram, residualSumOfSquares: residualSumOfSquares,
      observations: observations, rank: rank,
      dependentColumns: (0..<count).filter { !kept.contains($0) })
  }
}
