/// The exact null distribution of Wilcoxon's signed-rank statistic `W+`, the sum of the ranks of the positive
/// values among `count` values without zeros and ties (Wilcoxon 1945, Biometrics Bulletin 1, 80-83).
///
/// Every one of the 2^n sets of positive ranks is equally probable. Counts of sets are whole numbers up to
/// 2^50, which doubles hold exactly, so the probabilities are correct to the last digit.
package struct SignedRankDistribution: SymmetricCounts {
  /// The largest sample for which counts stay exact and small enough to tabulate.
  package static let largestCount = 50

  package let count: Int
  /// `cumulative[w]`: number of sets whose ranks sum to at most `w`.
  package let cumulative: [Double]

  /// `nil` outside 0 ... 50.
  package init?(count: Int) {
    guard (0...SignedRankDistribution.largestCount).contains(count) else { return nil }
    self.count = count
    let total = count * (count + 1) / 2
    var sets = [Double](repeating: 0, count: total + 1)
    sets[0] = 1
    for rank in 0..<count {
      for sum in stride(from: total, through: rank + 1, by: -1) { sets[sum] += sets[sum - rank - 1] }
    }
    cumulative = Self.cumulated(sets)
  }
}
