/// Ranks from 1, ties sharing the mean of their ranks, without an allocation per call.
///
/// Values are dealt into buckets between the smallest and the largest and then put in order by insertion,
/// which is linear for the returns of an event (271 values in some 12,000 instructions). Where one bucket takes too
/// many, as with an outlier, an ordinary sort does the work instead.
package struct RankWorkspace {
  /// Positions of the ranked values in the caller's buffer, ascending by value once sorted.
  private var order: [Int32] = []
  private var sorted: [Double] = []
  private var bucketOfValue: [UInt32] = []
  /// Where each bucket ends among the sorted values: two buckets a word.
  private var bucketEnds: [UInt64] = []
  /// The values that are there, and their positions, where some are not.
  private var present: [Double] = []
  private var positions: [Int32] = []

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
    let (count, hasTies) = sort(values)
    if count < values.count { ranks.update(repeating: .nan) }
    return order.withUnsafeBufferPointer { order in
      sorted.withUnsafeBufferPointer { sorted in
        for place in 0..<count { ranks[Int(order[place])] = Double(place &+ 1) }
        let tieSum = hasTies ? RankWorkspace.shareRanks(order, sorted, count, ranks) : 0
        return Summary(count: count, tieSum: tieSum)
      }
    }
  }

  /// The median of the values that are there; `nil` where all are NaN.
  package mutating func median(of values: UnsafeBufferPointer<Double>) -> Double? {
    reserve(values.count)
    let (count, _) = sort(values)
    guard count > 0 else { return nil }
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  private mutating func reserve(_ count: Int) {
    guard order.count < count else { return }
    order = [Int32](repeating: 0, count: count)
    sorted = [Double](repeating: 0, count: count)
    bucketOfValue = [UInt32](repeating: 0, count: count)
    bucketEnds = [UInt64](repeating: 0, count: RankScratch.words(count))
  }

  /// Puts the positions of all values but NaN in ascending order; returns how many there are, and whether some of them
  /// are equal.
  private mutating func sort(_ values: UnsafeBufferPointer<Double>) -> (count: Int, hasTies: Bool) {
    if areFinite(values) { return (values.count, withScratch { $0.sort(values) }) }
    present.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    for index in 0..<values.count where !values[index].isNaN {
      present.append(values[index])
      positions.append(Int32(truncatingIfNeeded: index))
    }
    let hasTies = present.withUnsafeBufferPointer { present in withScratch { $0.sort(present) } }
    for place in 0..<present.count { order[place] = positions[Int(order[place])] }
    return (present.count, hasTies)
  }

  private mutating func withScratch<Result>(_ body: (RankScratch) -> Result) -> Result {
    order.withUnsafeMutableBufferPointer { order in
      sorted.withUnsafeMutableBufferPointer { sorted in
        bucketOfValue.withUnsafeMutableBufferPointer { buckets in
          bucketEnds.withUnsafeMutableBufferPointer { words in
            body(RankScratch(order: order, sorted: sorted, buckets: buckets, words: words))
          }
        }
      }
    }
  }

  /// Gives every run of equal values the mean of its ranks; returns the sum of `t^3 - t`.
  private static func shareRanks(
    _ order: UnsafeBufferPointer<Int32>, _ sorted: UnsafeBufferPointer<Double>, _ count: Int,
    _ ranks: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    var tieSum = 0.0
    var first = 0
    while first < count {
      var last = first
      while last + 1 < count, sorted[last + 1] == sorted[first] { last += 1 }
      if last > first {
        for place in first...last { ranks[Int(order[place])] = Double(first + last) / 2 + 1 }
        let size = Double(last - first + 1)
        tieSum += size * size * size - size
      }
      first = last + 1
    }
    return tieSum
  }
}

/// The memory of a workspace while values are put in order.
private struct RankScratch {
  let order: UnsafeMutableBufferPointer<Int32>
  let sorted: UnsafeMutableBufferPointer<Double>
  let buckets: UnsafeMutableBufferPointer<UInt32>
  let words: UnsafeMutableBufferPointer<UInt64>

  /// Three buckets for two values.
  static func words(_ count: Int) -> Int { (3 * count + 3) / 4 }

  /// Puts the positions of values, none of which is NaN, in ascending order; returns whether some values are equal.
  func sort(_ values: UnsafeBufferPointer<Double>) -> Bool {
    if let hasTies = deal(values) { return hasTies }
    for index in 0..<values.count { order[index] = Int32(truncatingIfNeeded: index) }
    var ranked = UnsafeMutableBufferPointer(rebasing: order[..<values.count])
    ranked.sort { values[Int($0)] < values[Int($1)] }
    for place in 0..<values.count { sorted[place] = values[Int(order[place])] }
    return true
  }

  /// The same by buckets; `nil` where the values are too unevenly spread for it.
  private func deal(_ values: UnsafeBufferPointer<Double>) -> Bool? {
    guard let (low, scale) = scale(of: values), let start = words.baseAddress else { return nil }
    // Adding 2^52 leaves the nearest whole number in the lowest bits.
    for index in 0..<values.count {
      buckets[index] = UInt32(truncatingIfNeeded: ((values[index] - low) * scale + 0x1p52).bitPattern)
    }
    let wordCount = RankScratch.words(values.count)
    for word in 0..<wordCount { words[word] = 0 }
    let ends = UnsafeMutableRawPointer(start).assumingMemoryBound(to: UInt32.self)
    for index in 0..<values.count { ends[Int(buckets[index])] &+= 1 }
    // A product with ones in both places adds up the buckets of a word.
    var total: UInt64 = 0
    for word in 0..<wordCount {
      let sums = (words[word] &+ total) &* 0x1_0000_0001
      words[word] = sums
      total = sums >> 32
    }
    for index in 0..<values.count {
      let bucket = Int(buckets[index])
      let place = ends[bucket] &- 1
      ends[bucket] = place
      order[Int(place)] = Int32(truncatingIfNeeded: index)
      sorted[Int(place)] = values[index]
    }
    return insertionSort(values.count)
  }

  /// The smallest value, and what makes the largest one's distance to it the number of the last bucket; `nil` where the
  /// values have no spread or no end.
  private func scale(of values: UnsafeBufferPointer<Double>) -> (low: Double, scale: Double)? {
    guard let first = values.first else { return nil }
    let column = PairedColumn(values)
    var (lows, highs) = (SIMD2(repeating: first), SIMD2(repeating: first))
    PairedColumn.pairs(of: values.count) { row, isWhole in
      let pair = isWhole ? column.pair(at: row, true) : SIMD2(repeating: values[row])
      lows.replace(with: pair, where: pair .< lows)
      highs.replace(with: pair, where: pair .> highs)
    }
    let (low, high) = (min(lows[0], lows[1]), max(highs[0], highs[1]))
    let scale = Double(2 * RankScratch.words(values.count) - 1) / (high - low)
    return scale.isFinite && scale > 0 ? (low, scale) : nil
  }

  /// Whether some values are equal; `nil` where putting them in order would take too long.
  private func insertionSort(_ count: Int) -> Bool? {
    var before = -Double.infinity
    var moves = 0
    var ties = 0
    for start in 0..<count {
      let value = sorted[start]
      guard value < before else {
        ties &+= value == before ? 1 : 0
        before = value
        continue
      }
      let position = order[start]
      var place = start
      repeat {
        sorted[place] = sorted[place &- 1]
        order[place] = order[place &- 1]
        place &-= 1
      } while place > 0 && value < sorted[place &- 1]
      sorted[place] = value
      order[place] = position
      ties &+= place > 0 && sorted[place &- 1] == value ? 1 : 0
      moves &+= start &- place
      guard moves <= 12 &* count else { return nil }
    }
    return ties > 0
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
