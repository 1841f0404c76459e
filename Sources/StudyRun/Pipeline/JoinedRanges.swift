extension Sequence<ClosedRange<Int>> {
  /// The ranges, those that overlap or follow each other without a gap as one: a security with news on every day has one
  /// range, not thousands. A range that begins before the one in front of it stays by itself.
  var joinedWithoutGaps: [ClosedRange<Int>] {
    var joined: [ClosedRange<Int>] = []
    for range in self {
      if let before = joined.last, before.lowerBound <= range.lowerBound,
        range.lowerBound <= before.upperBound + 1
      {
        joined[joined.count - 1] = before.lowerBound...Swift.max(before.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}
