import CoreStatistics

/// How often sums of neighboring estimation residuals are positive: what generalized sign tests expect of CARs.
struct PositiveShare: Sendable {
  /// Sum of the events' shares, and the number of events that have one.
  private var total = 0.0
  private var counted = 0

  /// The mean over events; `nil` where none of them has a sum.
  var mean: Double? { counted > 0 ? total / Double(counted) : nil }

  /// Adds one event's share; NaN = it has no sum.
  mutating func add(_ share: Double) {
    guard !share.isNaN else { return }
    total += share
    counted += 1
  }

  /// How many sums of `length` neighbors there are without a missing one, and how many are positive.
  ///
  /// - Parameter scratch: room for as many numbers as there are residuals.
  static func count(
    _ residuals: UnsafeBufferPointer<Double>, sumsOf length: Int,
    _ scratch: UnsafeMutableBufferPointer<Double>
  ) -> (positive: Int, valid: Int) {
    guard residuals.count >= length else { return (0, 0) }
    guard length > 1 else { return count(residuals, above: 0) }
    let sums = UnsafeMutableBufferPointer(rebasing: scratch[..<(residuals.count - length + 1)])
    sumNeighbors(residuals, length, into: sums)
    // A price that comes back to where it was sums to zero but for rounding: zero is not positive.
    let largest = residuals.reduce(0) { Swift.max($0, $1.isNaN ? 0 : abs($1)) }
    let rounding = largest * Double(length) * 0x1p-50
    return count(UnsafeBufferPointer(sums), above: rounding)
  }

  /// How many numbers are above `bound`, which is not negative, and how many are numbers. Two at a time, by masks: every
  /// other residual is positive, and a processor cannot guess which.
  private static func count(
    _ sums: UnsafeBufferPointer<Double>, above bound: Double
  ) -> (positive: Int, valid: Int) {
    let column = PairedColumn(sums)
    var (positive, all) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
    PairedColumn.pairs(of: sums.count) { row, isWhole in
      let pair = column.pair(at: row, isWhole)
      positive += SIMD2.zero.replacing(with: 1, where: pair .> bound)
      all += pair
    }
    let isWhole = !all.total.isNaN
    return (Int(positive.total), isWhole ? sums.count : sums.count { !$0.isNaN })
  }
}

/// The sums of `length` neighbors from every place on; NaN where one of them is.
func sumNeighbors(
  _ values: UnsafeBufferPointer<Double>, _ length: Int, into sums: UnsafeMutableBufferPointer<Double>
) {
  for start in 0..<sums.count { sums[start] = values[start] }
  for offset in 1..<max(1, length) {
    for start in 0..<sums.count { sums[start] += values[start + offset] }
  }
}
