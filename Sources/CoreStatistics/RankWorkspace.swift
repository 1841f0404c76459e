/// What becomes of the rank K of a value among T.
package enum RankScore: Sendable {
  /// K.
  case rank
  /// `K - (T+1)/2`.
  case centered
  /// `K/(T+1) - 1/2`.
  case share

  func callAsFunction(_ rank: Double, of count: Int) -> Double {
    switch self {
    case .rank: rank
    case .centered: rank - (Double(count) + 1) / 2
    case .share: rank / (Double(count) + 1) - 0.5
    }
  }
}

/// Ranks from 1, ties sharing the mean of their ranks, without an allocation per call.
package struct RankWorkspace {
  /// Positions of the ranked values in the caller's buffer, ascending by value once sorted.
  private var order: [UInt32] = []
  private var dealt: [UInt32] = []
  private var counts = [UInt32](repeating: 0, count: PositionSort.digits)
  /// The values that are there, and their positions, where some are not.
  private var present: [Double] = []
  private var positions: [UInt32] = []
  /// What becomes of the ranks 1, 2, ... of a sample of this size; kept for the next, which mostly has as many values.
  private var scores: [Double] = []
  private let score: RankScore

  package init(_ score: RankScore = .rank) { self.score = score }

  /// What ranking found out about a sample.
  package struct Summary: Sendable, Equatable {
    /// Number of values that were ranked, NaN left out.
    package let count: Int
    /// Sum of `t^3 - t` over groups of `t` equal values; 0 without ties.
    package let tieSum: Double
  }

  /// Writes what becomes of the rank of each of `values` to the same place of `ranks`; a NaN, a missing value, keeps NaN and
  /// is not counted. Both buffers have one length.
  ///
  /// - Parameter rounding: neighbors in size that differ by no more are equal.
  package mutating func rank(
    _ values: UnsafeBufferPointer<Double>, into ranks: UnsafeMutableBufferPointer<Double>,
    rounding: Double = 0
  ) -> Summary {
    precondition(values.count == ranks.count, "a rank for each value")
    let (count, hasTies) = sort(values)
    if count < values.count { ranks.update(repeating: .nan) }
    if scores.count != count { scores = (0..<count).map { score(Double($0 + 1), of: count) } }
    return order.withUnsafeBufferPointer { order in
      let order = UnsafeBufferPointer(rebasing: order[..<count])
      scores.withUnsafeBufferPointer { scores in
        for place in 0..<count { ranks[Int(order[place])] = scores[place] }
      }
      let mayTie = hasTies || rounding > 0
      return Summary(count: count, tieSum: mayTie ? shareRanks(order, of: values, ranks, rounding) : 0)
    }
  }

  /// The median of the values that are there; `nil` where all are NaN.
  package mutating func median(of values: UnsafeBufferPointer<Double>) -> Double? {
    let (count, _) = sort(values)
    guard count > 0 else { return nil }
    let middle = count / 2
    let upper = values[Int(order[middle])]
    return count % 2 == 1 ? upper : (values[Int(order[middle - 1])] + upper) / 2
  }

  /// Puts the positions of all values but NaN in ascending order; returns how many there are, and whether some of them
  /// are equal.
  private mutating func sort(_ values: UnsafeBufferPointer<Double>) -> (count: Int, hasTies: Bool) {
    if order.count < values.count {
      order = [UInt32](repeating: 0, count: values.count)
      dealt = order
    }
    let spread = ValueSpread(values)
    if spread.isFinite { return (values.count, sort(values, spread)) }
    present.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    for index in 0..<values.count where !values[index].isNaN {
      present.append(values[index])
      positions.append(UInt32(truncatingIfNeeded: index))
    }
    let hasTies = present.withUnsafeBufferPointer { sort($0, ValueSpread($0)) }
    for place in 0..<present.count { order[place] = positions[Int(order[place])] }
    return (present.count, hasTies)
  }

  private mutating func sort(_ values: UnsafeBufferPointer<Double>, _ spread: ValueSpread) -> Bool {
    order.withUnsafeMutableBufferPointer { order in
      dealt.withUnsafeMutableBufferPointer { dealt in
        counts.withUnsafeMutableBufferPointer { counts in
          PositionSort(values: values, order: order, dealt: dealt, counts: counts).sort(spread)
        }
      }
    }
  }

  /// Gives every run of equal values what becomes of the mean of its ranks; returns the sum of `t^3 - t`.
  private func shareRanks(
    _ order: UnsafeBufferPointer<UInt32>, of values: UnsafeBufferPointer<Double>,
    _ ranks: UnsafeMutableBufferPointer<Double>, _ rounding: Double
  ) -> Double {
    var tieSum = 0.0
    var first = 0
    while first < order.count {
      var value = values[Int(order[first])]
      var last = first
      while last + 1 < order.count {
        let next = values[Int(order[last + 1])]
        guard next == value || next - value <= rounding else { break }
        last += 1
        value = next
      }
      if last > first {
        let shared = score(Double(first + last) / 2 + 1, of: order.count)
        for place in first...last { ranks[Int(order[place])] = shared }
        let size = Double(last - first + 1)
        tieSum += size * size * size - size
      }
      first = last + 1
    }
    return tieSum
  }
}

/// The average ranks of `values` as an array: for a handful of values once in a while.
///
/// - Parameter rounding: neighbors in size that differ by no more are equal.
package func averageRanks(of values: [Double], rounding: Double) -> (ranks: [Double], tieSum: Double) {
  var ranks = [Double](repeating: 0, count: values.count)
  var workspace = RankWorkspace()
  let summary = values.withUnsafeBufferPointer { values in
    ranks.withUnsafeMutableBufferPointer { workspace.rank(values, into: $0, rounding: rounding) }
  }
  return (ranks, summary.tieSum)
}
