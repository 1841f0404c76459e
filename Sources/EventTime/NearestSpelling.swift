/// The candidate that differs from `word` in the fewest single-letter insertions, deletions, replacements and
/// swaps of neighbors, upper and lower case being equal; the first of several. `nil` where even the best differs in more than a third of
/// the letters (and more than one).
///
/// Optimal string alignment distance: Damerau (1964), Communications of the ACM 7(3), 171-176.
package func nearestSpelling(of word: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(word.lowercased().utf8)
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let distance = editDistance(wanted, Array(candidate.lowercased().utf8))
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  guard let best, best.distance <= max(1, wanted.count / 3) else { return nil }
  return best.candidate
}

private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  for row in 0..<left.count {
    var current = [row + 1]
    current.reserveCapacity(right.count + 1)
    for column in 0..<right.count {
      let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
      var cheapest = min(replaced, last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cheapest = min(cheapest, beforeLast[column - 1] + 1)
      }
      current.append(cheapest)
    }
    (beforeLast, last) = (last, current)
  }
  return last[right.count]
}
