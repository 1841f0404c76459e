/// What somebody probably meant to type.
package enum NearestName {
  /// The candidate with the fewest edits from `word`, letter case aside, where these are few enough to be a slip
  /// of the finger: at most a third of the longer word and never more than three, but one in any word of two
  /// letters or more. Of equals one of the same letters wins (`XNAS` for `XNSA`), then the one that begins most like
  /// it, then the first.
  ///
  /// An edit is an insertion, a deletion, a replacement or a swap of neighbors: optimal string alignment distance,
  /// Damerau (1964), Communications of the ACM 7(3), 171-176.
  package static func to(_ word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars)
    let sorted = wanted.sorted()
    var best: (candidate: String, distance: Int, alike: Int)?
    for candidate in candidates {
      let letters = Array(candidate.lowercased().unicodeScalars)
      let longer = max(wanted.count, letters.count)
      let limit = min(longer - 1, max(1, longer / 3), 3, best?.distance ?? .max)
      guard abs(wanted.count - letters.count) <= limit else { continue }
      let distance = edits(wanted, letters)
      let hasSameLetters = distance == 1 && letters.count == wanted.count && letters.sorted() == sorted
      let alike = hasSameLetters ? Int.max : zip(wanted, letters).prefix { $0 == $1 }.count
      guard distance <= limit, best.map({ distance < $0.distance || alike > $0.alike }) ?? true else {
        continue
      }
      best = (candidate, distance, alike)
    }
    return best?.candidate
  }

  private static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in right.indices {
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
}
