import CoreStatistics

/// Sums of estimation residuals, each over its event's `s_i`, and of their squares and cubes.
struct ResidualSums: Sendable {
  /// Numbers that an event adds.
  static let fields = 4

  private var count = 0.0
  private var first = 0.0
  private var squares = 0.0
  private var cubes = 0.0

  init() {}

  /// Those of one event; zeros where its residuals have no dispersion.
  init(_ residuals: UnsafeBufferPointer<Double>, deviation: Double) {
    guard deviation > 0 else { return }
    let column = PairedColumn(residuals)
    addUp(residuals.count, times: 1 / deviation) { row, isWhole in column.pair(at: row, isWhole) }
    count = Double(residuals.count)
    guard first.isNaN else { return }
    // What is missing adds nothing.
    addUp(residuals.count, times: 1 / deviation) { row, isWhole in
      let pair = column.pair(at: row, isWhole)
      return pair.replacing(with: 0, where: pair .!= pair)
    }
    count = Double(residuals.count { !$0.isNaN })
  }

  @inline(__always)
  private mutating func addUp(
    _ count: Int, times scale: Double, _ pair: (_ row: Int, _ isWhole: Bool) -> SIMD2<Double>
  ) {
    var (sums, squares, cubes) = (SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero)
    PairedColumn.pairs(of: count) { row, isWhole in
      let value = pair(row, isWhole) * scale
      sums += value
      squares += value * value
      cubes += value * value * value
    }
    (first, self.squares, self.cubes) = (sums.total, squares.total, cubes.total)
  }

  func write(to row: UnsafeMutableBufferPointer<Double>) {
    row[0] = count
    row[1] = first
    row[2] = squares
    row[3] = cubes
  }

  /// Adds the sums of one event, as `write` puts them.
  mutating func add(_ row: UnsafeBufferPointer<Double>) {
    count += row[0]
    first += row[1]
    squares += row[2]
    cubes += row[3]
  }

  /// The adjusted Fisher-Pearson skewness of all residuals together; `nil` below three or without dispersion. Raw sums
  /// do, because the mean of residuals is about zero.
  var skewness: Double? {
    let n = count
    guard n >= 3 else { return nil }
    let mean = first / n
    let centered = squares - n * mean * mean
    guard centered > squares * 1e-12 else { return nil }
    let third = cubes - 3 * mean * squares + 2 * n * mean * mean * mean
    return Moments.adjustedSkewness(
      count: n, sumOfCubes: third, standardDeviation: (centered / (n - 1)).squareRoot())
  }
}
