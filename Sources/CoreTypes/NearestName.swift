/// The name somebody probably meant: for every message that can say "did you mean".
package enum NearestName {
  /// The candidate with the fewest slips from `name`, letter case aside; the first of equals. nil where even that
  /// one is more than a third of the longer name away (and more than one slip).
  ///
  /// Slips are insertions, deletions, replacements and swaps of neighbors (optimal string alignment; Damerau 1964,
  /// Communications of the ACM 7(3), 171-176).
  package static func to(_ name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars)
    var best: (name: String, slips: Int)?
    for candidate in candidates {
      let letters = Array(candidate.lowercased().unicodeScalars)
      let slips = slips(wanted, letters)
      guard slips <= max(1, max(wanted.count, letters.count) / 3), slips < best?.slips ?? .max else {
        continue
      }
      best = (candidate, slips)
    }
    return best?.name
  }

  private static func slips(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforePrevious = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in right.indices {
        let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
        var cheapest = min(replaced, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cheapest = min(cheapest, beforePrevious[column - 1] + 1)
        }
        current.append(cheapest)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[right.count]
  }
}
