/// Ranks from 1, ties sharing the mean of their ranks, without an allocation per call.
///
/// Values are dealt into buckets between the smallest and the largest and then put in order by insertion,
/// which is linear for the returns of an event (271 values in about two microseconds). Where one bucket
/// takes too many, as with an outlier, an ordinary sort does the work instead.
package struct RankWorkspace {
  /// Positions of the ranked values in the caller's buffer, ascending by value once sorted.
  private var order: [Int32] = []
  private var sorted: [Double] = []
  private var bucketOfValue: [Int32] = []
  private var bucketEnds: [Int32] = []

  package init() {}

  /// What ranking found out about a sample.
  package struct Summary: Sendable, Equatable {
    /// Number of values that were ranked, NaN left out.
    package let count: Int
    /// Sum of `t^3 - t` over groups of `t` equal values; 0 without ties.
    package let tieSum: Double
  }

  /// Writes the rank of each of `values` to the same place of `ranks`; a NaN, a missing value, keeps NaN and is
  /// not counted. Both buffers have one length.
  package mutating func rank(
    _ values: UnsafeBufferPointer<Double>, into ranks: UnsafeMutableBufferPointer<Double>
  ) -> Summary {
    precondition(values.count == ranks.count, "a rank for each value")
    reserve(values.count)
    let count = sort(values)
    ranks.update(repeating: .nan)
    return order.withUnsafeBufferPointer { order in
      sorted.withUnsafeBufferPointer { sorted in
        RankWorkspace.assign(order, sorted, count, to: ranks)
      }
    }
  }

  /// The median of the values that are there; `nil` where all are NaN.
  package mutating func median(of values: UnsafeBufferPointer<Double>) -> Double? {
    reserve(values.count)
    let count = sort(values)
    guard count > 0 else { return nil }
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  private mutating func reserve(_ count: Int) {
    guard order.count < count else { return }
    order = [Int32](repeating: 0, count: count)
    sorted = [Double](repeating: 0, count: count)
    bucketOfValue = [Int32](repeating: 0, count: count)
    bucketEnds = [Int32](repeating: 0, count: 2 * count + 1)
  }

  /// Puts the positions of all values but NaN in ascending order; returns how many there are.
  private mutating func sort(_ values: UnsafeBufferPointer<Double>) -> Int {
    order.withUnsafeMutableBufferPointer { order in
      sorted.withUnsafeMutableBufferPointer { sorted in
        bucketOfValue.withUnsafeMutableBufferPointer { buckets in
          bucketEnds.withUnsafeMutableBufferPointer { ends in
            if let count = RankWorkspace.deal(values, order, sorted, buckets, ends) { return count }
            return RankWorkspace.sortByComparison(values, order, sorted)
          }
        }
      }
    }
  }

  /// The bucket sort; `nil` where the values are too unevenly spread for it.
  private static func deal(
    _ values: UnsafeBufferPointer<Double>, _ order: UnsafeMutableBufferPointer<Int32>,
    _ sorted: UnsafeMutableBufferPointer<Double>, _ buckets: UnsafeMutableBufferPointer<Int32>,
    _ ends: UnsafeMutableBufferPointer<Int32>
  ) -> Int? {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values {  // comparisons with NaN are false
      if value < low { low = value }
      if value > high { high = value }
    }
    let bucketCount = 2 * values.count
    let scale = Double(bucketCount - 1) / (high - low)
    guard scale.isFinite, scale > 0 else { return nil }

    for bucket in 0...bucketCount { ends[bucket] = 0 }
    var fullest: Int32 = 0
    for index in 0..<values.count {
      guard !values[index].isNaN else { continue }
      let bucket = Int32((values[index] - low) * scale)
      buckets[index] = bucket
      ends[Int(bucket)] += 1
      fullest = max(fullest, ends[Int(bucket)])
    }
    guard fullest <= 24 else { return nil }
    var end: Int32 = 0
    for bucket in 0..<bucketCount {
      end += ends[bucket]
      ends[bucket] = end
    }
    for index in stride(from: values.count - 1, through: 0, by: -1) where !values[index].isNaN {
      let bucket = Int(buckets[index])
      ends[bucket] -= 1
      let place = Int(ends[bucket])
      order[place] = Int32(index)
      sorted[place] = values[index]
    }
    insertionSort(sorted, order, Int(end))
    return Int(end)
  }

  private static func insertionSort(
    _ sorted: UnsafeMutableBufferPointer<Double>, _ order: UnsafeMutableBufferPointer<Int32>, _ count: Int
  ) {
    for start in 1..<max(1, count) {
      let value = sorted[start]
      guard value < sorted[start - 1] else { continue }
      let position = order[start]
      var place = start
      while place > 0, value < sorted[place - 1] {
        sorted[place] = sorted[place - 1]
        order[place] = order[place - 1]
        place -= 1
      }
      sorted[place] = value
      order[place] = position
    }
  }

  private static func sortByComparison(
    _ values: UnsafeBufferPointer<Double>, _ order: UnsafeMutableBufferPointer<Int32>,
    _ sorted: UnsafeMutableBufferPointer<Double>
  ) -> Int {
    var count = 0
    for index in 0..<values.count where !values[index].isNaN {
      order[count] = Int32(index)
      count += 1
    }
    var ranked = UnsafeMutableBufferPointer(rebasing: order[..<count])
    ranked.sort { values[Int($0)] < values[Int($1)] }
    for place in 0..<count { sorted[place] = values[Int(order[place])] }
    return count
  }

  /// Gives every run of equal values the mean of its ranks.
  private static func assign(
    _ order: UnsafeBufferPointer<Int32>, _ sorted: UnsafeBufferPointer<Double>, _ count: Int,
    to ranks: UnsafeMutableBufferPointer<Double>
  ) -> Summary {
    var tieSum = 0.0
    var first = 0
    while first < count {
      if first + 1 == count || sorted[first + 1] != sorted[first] {
        ranks[Int(order[first])] = Double(first + 1)
        first += 1
        continue
      }
      var last = first + 1
      while last + 1 < count, sorted[last + 1] == sorted[first] { last += 1 }
      let rank = Double(first + last) / 2 + 1
      for place in first...last { ranks[Int(order[place])] = rank }
      let size = Double(last - first + 1)
      tieSum += size * size * size - size
      first = last + 1
    }
    return Summary(count: count, tieSum: tieSum)
  }
}

/// The average ranks of `values` as an array: for a handful of values once in a while.
package func averageRanks(of values: [Double]) -> (ranks: [Double], tieSum: Double) {
  var ranks = [Double](repeating: 0, count: values.count)
  var workspace = RankWorkspace()
  let summary = values.withUnsafeBufferPointer { values in
    ranks.withUnsafeMutableBufferPointer { workspace.rank(values, into: $0) }
  }
  return (ranks, summary.tieSum)
}
