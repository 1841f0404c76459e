/// The exact null distribution of Mann and Whitney's `U`: the number of pairs in which a value of the first sample
/// exceeds one of the second, for samples without ties (Mann and Whitney 1947, Annals of Mathematical Statistics 18,
/// 50-60).
///
/// Every choice of the first sample's ranks is equally probable. The choices number at most C(50,25) < 2^53, which
/// doubles hold exactly, so the probabilities are correct to the last digit.
package struct RankSumDistribution: SymmetricCounts {
  /// The largest number of values in both samples together for which choices are counted.
  package static let largestCount = 50

  /// `cumulative[u]`: number of choices with `U <= u`.
  package let cumulative: [Double]

  /// `nil` for an empty sample, or for more than 50 values in all.
  package init?(first: Int, second: Int) {
    guard first >= 1, second >= 1, first + second <= RankSumDistribution.largestCount else { return nil }
    // choices[m][u]: ways to choose m of the ranks seen so far whose places among the others sum to u.
    let pairs = first * second
    var choices = [[Double]](repeating: [Double](repeating: 0, count: pairs + 1), count: first + 1)
    choices[0][0] = 1
    for rank in 0..<(first + second) {
      for taken in stride(from: min(first, rank + 1), through: 1, by: -1) {
        // The value of this rank exceeds as many of the second sample as ranks below it were not taken.
        let below = rank - (taken - 1)
        guard below <= second else { continue }
        for u in stride(from: pairs, through: below, by: -1) {
          choices[taken][u] += choices[taken - 1][u - below]
        }
      }
    }
    cumulative = Self.cumulated(choices[first])
  }
}
