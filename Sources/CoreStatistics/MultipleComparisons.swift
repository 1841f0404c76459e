/// Probabilities of several tests made together, adjusted so that each can be compared with the level meant for all.
///
/// Both take the p-values of one family and return the adjusted ones in the same order, none above 1.
package enum MultipleComparisons {
  /// Holm's step-down values, which bound the probability of any false rejection whatever the dependence:
  /// `p~_(k) = max_{j <= k} min(1, (m - j + 1) p_(j))`. Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
  package static func holm(_ values: [Double]) -> [Double] {
    let order = ascending(values)
    var adjusted = values
    var largest = 0.0
    for (place, index) in order.enumerated() {
      largest = max(largest, min(1, Double(values.count - place) * values[index]))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// Benjamini and Hochberg's step-up values, which bound the expected share of false rejections for independent or
  /// positively dependent tests: `p~_(k) = min_{j >= k} min(1, m p_(j) / j)`. Benjamini and Hochberg (1995), Journal of
  /// the Royal Statistical Society B 57, 289-300.
  package static func benjaminiHochberg(_ values: [Double]) -> [Double] {
    let order = ascending(values)
    var adjusted = values
    var smallest = 1.0
    for (place, index) in order.enumerated().reversed() {
      smallest = min(smallest, Double(values.count) / Double(place + 1) * values[index])
      adjusted[index] = smallest
    }
    return adjusted
  }

  /// The places of `values` by size; equal ones in their order.
  private static func ascending(_ values: [Double]) -> [Int] {
    values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  }
}
