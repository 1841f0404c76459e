import CoreTypes

/// Day and month exchanged wherever both could be either: what is written by a program that took `03/12/2024` for the 12th
/// of March and `13/12/2024`, which has no other reading, for the 13th of December.
enum SwappedDays {
  /// So many exchanged dates in their places are no accident.
  private static let fewest = 5

  /// How many of the rows' dates were exchanged; `nil` where nothing proves it: the rows are not in order as they are, oldest or
  /// newest first, and are, without an exception, when every day up to 12 is taken for the month.
  static func count(in rows: Range<Int>, _ date: (Int) -> Int32) -> Int? {
    guard !isInOrder(rows, date) else { return nil }
    var changed = 0
    var before: CalendarDate?
    var isAscending: Bool?
    for row in rows {
      let read = CalendarDate(dayNumber: date(row)).components
      let isSwapped = read.day <= 12 && read.day != read.month
      if isSwapped { changed += 1 }
      let (month, day) = isSwapped ? (read.day, read.month) : (read.month, read.day)
      guard let exchanged = CalendarDate(year: read.year, month: month, day: day) else { return nil }
      if let before {
        let ascends = before < exchanged
        guard before != exchanged, isAscending == nil || isAscending == ascends else { return nil }
        isAscending = ascends
      }
      before = exchanged
    }
    return changed >= fewest ? changed : nil
  }

  private static func isInOrder(_ rows: Range<Int>, _ date: (Int) -> Int32) -> Bool {
    let neighbors = zip(rows, rows.dropFirst())
    return neighbors.allSatisfy { date($0) <= date($1) } || neighbors.allSatisfy { date($0) >= date($1) }
  }
}
