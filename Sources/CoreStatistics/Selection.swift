/// Order statistics without sorting everything: Hoare's selection, linear time on average.
///
/// Hoare (1961), Communications of the ACM 4(7), 321-322; the pivot is the median of three.
package enum Selection {
  /// The value that would stand at `rank` (from 0) if `values` were sorted; reorders `values` so that no value
  /// before it is greater and none after it is less. No NaN.
  static func value(ofRank rank: Int, in values: inout [Double]) -> Double {
    values.withUnsafeMutableBufferPointer { value(ofRank: rank, in: $0) }
  }

  private static func value(ofRank rank: Int, in values: UnsafeMutableBufferPointer<Double>) -> Double {
    precondition(values.indices.contains(rank), "a rank within the values")
    var low = 0
    var high = values.count - 1
    while low < high {
      let (left, right) = partition(values, low, high)
      if rank <= left {
        high = left
      } else if rank >= right {
        low = right
      } else {
        break
      }
    }
    return values[rank]
  }

  /// The middle value, or the mean of the two middle values; reorders `values`. `nil` for none.
  package static func median(of values: inout [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    return values.withUnsafeMutableBufferPointer { values in
      let rank = values.count / 2
      let (middle, below) = values.count < fewestToBracket ? (values, 0) : bracket(rank, in: values)
      let upper = value(ofRank: rank - below, in: middle)
      guard values.count % 2 == 0 else { return upper }
      let lower = middle[..<(rank - below)].reduce(-Double.infinity) { max($0, $1) }
      return (lower + upper) / 2
    }
  }

  /// The same of values that stay where they are.
  package static func median(of values: [Double]) -> Double? {
    var copy = values
    return median(of: &copy)
  }

  /// Fewer values are not worth a sample of them.
  private static let fewestToBracket = 1_024
  /// The values of a sample, and how many ranks of it to either side of its median the bracket begins and ends: three
  /// standard deviations of where the true median may stand.
  private static let sample = (size: 255, margin: 24)

  /// Values around the middle one, among them those of `rank` and the rank before it, and how many lesser ones there are:
  /// those between two values of a sample, if the sample is as it should be, else all of them.
  ///
  /// One walk without a guess, where a partition mistakes every second value for one of the other half.
  private static func bracket(
    _ rank: Int, in values: UnsafeMutableBufferPointer<Double>
  ) -> (values: UnsafeMutableBufferPointer<Double>, below: Int) {
    let some = (0..<sample.size).map { values[$0 * values.count / sample.size] }.sorted()
    let (low, high) = (some[sample.size / 2 - sample.margin], some[sample.size / 2 + sample.margin])
    var (inside, below) = (0, 0)
    for index in values.indices {
      let value = values[index]
      values[index] = values[inside]
      values[inside] = value
      below &+= value < low ? 1 : 0
      inside &+= (value < low ? 0 : 1) & (value > high ? 0 : 1)
    }
    guard (1..<inside).contains(rank - below) else { return (values, 0) }
    return (UnsafeMutableBufferPointer(rebasing: values[..<inside]), below)
  }

  /// Splits `low...high` around the median of its first, middle and last value. Ranks up to the first number
  /// of the result hold no greater values, ranks from the second on no lesser ones; between them is the pivot.
  private static func partition(
    _ values: UnsafeMutableBufferPointer<Double>, _ low: Int, _ high: Int
  ) -> (left: Int, right: Int) {
    let first = values[low]
    let middle = values[low + (high - low) / 2]
    let last = values[high]
    let pivot = max(min(first, middle), min(max(first, middle), last))
    var i = low
    var j = high
    while i <= j {
      while values[i] < pivot { i += 1 }
      while values[j] > pivot { j -= 1 }
      guard i <= j else { break }
      values.swapAt(i, j)
      i += 1
      j -= 1
    }
    return (j, i)
  }
}
