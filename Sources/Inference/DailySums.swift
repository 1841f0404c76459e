/// Sums over events, a day each, with the number of events that have a value that day.
struct DailySums: Sendable {
  private(set) var sums: [Double]
  /// Events that have a value every day are counted once.
  private var whole = 0.0
  /// The other events' values on each day.
  private var counts: [Double]

  init(days: Int) {
    sums = [Double](repeating: 0, count: days)
    counts = sums
  }

  /// Adds one event's values, a day each, NaN = none.
  ///
  /// - Parameter isWhole: no value is known to be missing.
  mutating func add(_ values: UnsafeBufferPointer<Double>, isWhole: Bool) {
    if isWhole {
      whole += 1
      sums.withUnsafeMutableBufferPointer { sums in
        for day in 0..<values.count { sums[day] += values[day] }
      }
      return
    }
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

  /// How many events have a value on a day.
  func count(on day: Int) -> Double { whole + counts[day] }

  /// The mean of each day; days without a value are left out.
  var means: [Double] { sums.indices.compactMap { count(on: $0) > 0 ? sums[$0] / count(on: $0) : nil } }
  /// The same, each times the root of its number of values.
  var scaledMeans: [Double] {
    sums.indices.compactMap { count(on: $0) > 0 ? sums[$0] / count(on: $0).squareRoot() : nil }
  }
}
