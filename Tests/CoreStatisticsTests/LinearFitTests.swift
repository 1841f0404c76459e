import Testing

@testable import CoreStatistics

@Suite struct LinearFitTests {
  /// Deterministic, badly scaled data: returns of about 1 % and spans of 1 to 4 sessions.
  private static func sample(_ rows: Int) -> (c: [Double], x: [Double], y: [Double]) {
    var c: [Double] = []
    var x: [Double] = []
    var y: [Double] = []
    for row in 0..<rows {
      let weight = Double(1 + row % 4).squareRoot()
      c.append(weight)
      x.append((0.0004 + 0.01 * Double((row * 7919) % 1013 - 506) / 506) * weight)
      y.append((0.001 + 0.02 * Double((row * 104_729) % 997 - 498) / 498) * weight)
    }
    return (c, x, y)
  }

  private func fitByQR(_ columns: [[Double]], _ y: [Double]) -> LinearFit {
    Array(columns.joined()).withUnsafeBufferPointer { design in
      y.withUnsafeBufferPointer { LinearFit.byQR(design, columns.count, $0) }
    }
  }

  @Test(arguments: [3, 10, 250, 2_000]) func closedFormsAgreeWithQR(rows: Int) {
    let (c, x, y) = Self.sample(rows)
    for columns in [[c], [c, x], [[Double](repeating: 1, count: rows), x]] {
      let closed = LinearFit.leastSquares(columns: columns, response: y)
      let general = fitByQR(columns, y)
      #expect(closed.rank == columns.count && general.rank == columns.count)
      for (left, right) in zip(closed.coefficients, general.coefficients) {
        #expect(abs(left - right) <= 1e-12 * max(abs(right), 1e-3))
      }
      for (left, right) in zip(closed.inverseGram, general.inverseGram) {
        #expect(abs(left - right) <= 1e-12 * abs(general.inverseGram[columns.count * columns.count - 1]))
      }
      #expect(
        abs(closed.residualSumOfSquares - general.residualSumOfSquares)
          <= 1e-12 * general.residualSumOfSquares)
    }
  }

  @Test(arguments: [1, 2, 3, 7, 250, 251]) func aLineIsTheFitOnAColumnOfOnesToTheLastDigit(rows: Int) {
    let (_, x, y) = Self.sample(rows)
    let ones = [Double](repeating: 1, count: rows)
    for regressor in [x, ones, x.map { $0 * 0 }] {
      var residuals = [Double](repeating: .nan, count: rows)
      let line = regressor.withUnsafeBufferPointer { x in
        y.withUnsafeBufferPointer { y in
          residuals.withUnsafeMutableBufferPointer {
            LinearFit.line(x, y, sums: PairSums(y, x), residuals: $0)
          }
        }
      }
      #expect(line == LinearFit.leastSquares(columns: [ones, regressor], response: y))
      let (a, b) = (line.coefficients[0], line.coefficients[1])
      #expect(residuals == y.indices.map { y[$0] - (a + b * regressor[$0]) })
    }
  }

  @Test func aLargeCommonLevelCostsNoDigits() {
    // The classic trap of sums of squares: x = 1e6 + small, exactly representable.
    let x = (0..<100).map { 1e6 + Double($0) / 1024 }
    let y = x.map { 3 + 2 * ($0 - 1e6) }
    let fit = LinearFit.leastSquares(columns: [x.map { _ in 1 }, x], response: y)
    #expect(abs(fit.coefficients[1] - 2) < 1e-10)
    #expect(fit.residualSumOfSquares < 1e-18)
  }

  @Test func theQuadraticFormIsTheLeverage() {
    let (_, x, y) = Self.sample(50)
    let fit = LinearFit.leastSquares(columns: [x.map { _ in 1 }, x], response: y)
    // The leverages of the rows of a design sum to its rank.
    let total = x.reduce(0.0) { $0 + fit.quadraticForm([1, $1]) }
    #expect(abs(total - 2) < 1e-12)
  }

  /// Columns that have all but `2^-bits` in common with another: the parts are orthogonal, so that the form is known.
  @Test(arguments: [12, 20, 30]) func nearlyDependentColumnsKeepTheQuadraticForm(bits: Int) {
    let share = Double(sign: .plus, exponent: -bits, significand: 1)
    let ones = [Double](repeating: 1, count: 64)
    let first = ones.indices.map { $0 % 2 == 0 ? 1.0 : -1 }
    let second = ones.indices.map { $0 / 2 % 2 == 0 ? 1.0 : -1 }
    let (_, _, response) = Self.sample(64)
    let fits: [(columns: [[Double]], x: [Double], form: Double)] = [
      ([ones, first, zip(first, second).map { $0 + share * $1 }], [2, 3, 3 + 5 * share], 4 + 9 + 25),
      ([ones, first.map { 0.5 + share * $0 }], [2, 1 + 5 * share], 4 + 25),
    ]
    for (columns, x, form) in fits {
      let fit = LinearFit.leastSquares(columns: columns, response: response)
      #expect(fit.inverseRoot != nil && fit.dependentColumns.isEmpty)
      #expect(abs(fit.quadraticForm(x) / (form / 64) - 1) < 1e-15 / share)
      let basis = fit.inverseRoot?.basis(of: columns) ?? []
      #expect(basis.allSatisfy { abs($0.reduce(0) { $0 + $1 * $1 } - 1) < 1e-15 / share })
    }
    let apart = LinearFit.leastSquares(
      columns: [ones, first, zip(first, second).map { $0 + $1 / 4 }], response: response)
    #expect(apart.inverseRoot == nil)
  }

  @Test func dependentColumnsAreNamedInTheCallersOrder() {
    let (c, x, y) = Self.sample(60)
    let ones = [Double](repeating: 1, count: 60)
    let constant = [Double](repeating: 0.0003, count: 60)
    let zeros = [Double](repeating: 0, count: 60)
    let sum = zip(c, x).map { $0 + $1 }
    let cases: [([[Double]], [Int])] = [
      ([ones, constant], [1]), ([ones, zeros], [1]), ([zeros, x], [0]), ([zeros], [0]),
      ([zeros, zeros], [0, 1]), ([c, x, sum], [2]), ([c, sum, x], [2]), ([ones, zeros, x], [1]),
      ([ones, constant, x, x], [1, 3]),
    ]
    for (columns, expected) in cases {
      let fit = LinearFit.leastSquares(columns: columns, response: y)
      #expect(fit.dependentColumns == expected)
      #expect(fit.rank == columns.count - expected.count)
      #expect(fit.coefficients.allSatisfy(\.isFinite) && fit.residualSumOfSquares.isFinite)
      #expect(expected.allSatisfy { fit.coefficients[$0] == 0 })
    }
  }

  @Test func fewerRowsThanColumnsIsARankNotACrash() {
    let fit = LinearFit.leastSquares(columns: [[1], [0.5], [2]], response: [3])
    #expect(fit.rank == 1 && fit.dependentColumns == [1, 2] && fit.coefficients == [3, 0, 0])
    let pair = LinearFit.leastSquares(columns: [[1], [0.5]], response: [3])
    #expect(pair.rank == 1 && pair.dependentColumns == [1])
    let none = LinearFit.leastSquares(columns: [[], []], response: [])
    #expect(none.rank == 0 && none.dependentColumns == [0, 1])
    let empty = LinearFit.leastSquares(columns: [], response: [1, 2])
    #expect(empty.rank == 0 && empty.residualSumOfSquares == 5 && empty.quadraticForm([]) == 0)
  }
}
