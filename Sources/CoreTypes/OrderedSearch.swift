extension RandomAccessCollection where Index == Int {
  /// The first position whose element is not before what is looked for; `endIndex` where there is none. The collection is
  /// ordered: `isBefore` holds for the elements up to some position and for none after it. Logarithmic.
  @inlinable
  package func partitionPoint(isBefore: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Array where Element == CalendarDate {
  /// The first position whose date is not before `date`; `count` where there is none. Ascending dates.
  package func firstPosition(notBefore date: CalendarDate) -> Int { partitionPoint { $0 < date } }

  /// Where the dates stand here one after the other, with none between them; `nil` where they do not, and for none.
  package func run(of dates: [CalendarDate]) -> Range<Int>? {
    guard let first = dates.first, let last = dates.last else { return nil }
    let start = firstPosition(notBefore: first)
    guard count - start >= dates.count, self[start + dates.count - 1] == last,
      dates.indices.allSatisfy({ self[start &+ $0] == dates[$0] })
    else { return nil }
    return start..<(start + dates.count)
  }
}
