/// An exact null distribution over 0, 1, ... that equally probable arrangements of ranks make, symmetric about its middle.
package protocol SymmetricCounts: Sendable {
  /// `cumulative[x]`: number of arrangements with a statistic of at most `x`.
  var cumulative: [Double] { get }
}

extension SymmetricCounts {
  /// `P(X <= x)`.
  package func lower(_ x: Int) -> Double {
    guard x >= 0 else { return 0 }
    return cumulative[min(x, cumulative.count - 1)] / cumulative[cumulative.count - 1]
  }

  /// `P(X >= x)`, by symmetry the lower tail of what is left up to the largest value.
  package func upperIncluding(_ x: Int) -> Double { lower(cumulative.count - 1 - x) }

  /// Twice the smaller tail, at most 1.
  package func twoSided(_ x: Int) -> Double { min(1, 2 * min(lower(x), upperIncluding(x))) }

  /// Each number of arrangements plus those before it.
  static func cumulated(_ counts: [Double]) -> [Double] {
    var sums = counts
    for x in sums.indices.dropFirst() { sums[x] += sums[x - 1] }
    return sums
  }
}
