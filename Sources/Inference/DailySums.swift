/// Sums over events, a day each, with the number of events that have a value that day.
struct DailySums: Sendable {
  private(set) var sums: [Double]
  private(set) var counts: [Double]

  init(days: Int) {
    sums = [Double](repeating: 0, count: days)
    counts = sums
  }

  /// Adds one event's values, a day each, NaN = none.
  mutating func add(_ values: UnsafeBufferPointer<Double>) {
    sums.withUnsafeMutableBufferPointer { sums in
      counts.withUnsafeMutableBufferPointer { counts in
        for day in 0..<values.count {
          let value = values[day]
          let isThere = value == value
          sums[day] += isThere ? value : 0
          counts[day] += isThere ? 1 : 0
        }
      }
    }
  }

  /// The mean of each day; days without a value are left out.
  var means: [Double] { sums.indices.compactMap { counts[$0] > 0 ? sums[$0] / counts[$0] : nil } }
}
