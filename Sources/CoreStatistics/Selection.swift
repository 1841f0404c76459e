/// Order statistics without sorting everything: Hoare's selection, linear time on average.
///
/// Hoare (1961), Communications of the ACM 4(7), 321-322; the pivot is the median of three.
package enum Selection {
  /// The value that would stand at `rank` (from 0) if `values` were sorted; reorders `values` so that no value
  /// before it is greater and none after it is less. No NaN.
  static func value(ofRank rank: Int, in values: inout [Double]) -> Double {
    precondition(values.indices.contains(rank), "a rank within the values")
    values.withUnsafeMutableBufferPointer { buffer in
      var low = 0
      var high = buffer.count - 1
      while low < high {
        let (left, right) = partition(buffer, low, high)
        if rank <= left {
          high = left
        } else if rank >= right {
          low = right
        } else {
          return
        }
      }
    }
    return values[rank]
  }

  /// The middle value, or the mean of the two middle values; reorders `values`. `nil` for none.
  package static func median(of values: inout [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let middle = values.count / 2
    let upper = value(ofRank: middle, in: &values)
    guard values.count % 2 == 0 else { return upper }
    let lower = values[..<middle].reduce(-Double.infinity) { max($0, $1) }
    return (lower + upper) / 2
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
