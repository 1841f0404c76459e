/// Rows whose date does not fit in between those around them in a file that is sorted otherwise: most likely a
/// mistyped year or month, which no other check sees.
enum MisplacedRows {
  /// At most one row in so many may be misplaced; otherwise the rows are not sorted at all.
  private static let rowsForEach = 25

  /// The rows that have to be taken out so that `rows` ascend or descend by date; none where these are many.
  static func among(_ rows: Range<Int>, _ date: (Int) -> Int32) -> [Int] {
    let ascents = rows.dropFirst().count { date($0 - 1) <= date($0) }
    let sign: Int32 = ascents * 2 >= rows.count ? 1 : -1
    func isInOrder(_ left: Int, _ right: Int) -> Bool { sign * date(left) <= sign * date(right) }
    var misplaced: [Int] = []
    var last = rows.lowerBound
    var beforeLast: Int?
    for row in rows.dropFirst() {
      if isInOrder(last, row) {
        (beforeLast, last) = (last, row)
        continue
      }
      // The next row tells whether this one is too early or the last one was too late.
      let goesOn = row + 1 == rows.upperBound || isInOrder(last, row + 1)
      if !goesOn, beforeLast.map({ isInOrder($0, row) }) ?? true {
        misplaced.append(last)
        last = row
      } else {
        misplaced.append(row)
      }
      if misplaced.count * rowsForEach > rows.count { return [] }
    }
    return misplaced
  }
}
