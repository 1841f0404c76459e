/// What is most likely wrong with a text that should be a date.
package enum DateMistake {
  /// What to do about it; `nil` where the text has none of the usual faults.
  package static func help(for text: String) -> String? {
    let hasFraction = text.hasSuffix(".0") || text.hasSuffix(".00")
    let whole = hasFraction ? String(text.prefix { $0 != "." }) : text
    if whole.utf8.allSatisfy({ $0 &- 48 <= 9 }), let number = Int(whole) {
      switch whole.utf8.count {
      case 5 where (20_000...60_000).contains(number):
        return
          "it looks like a spreadsheet's count of days: give the column a date format and export it again"
      case 8 where hasFraction: return "write \(whole), without a fraction"
      case 8 where (1800...2199).contains(number / 10_000): return "there is no such day: correct the date"
      case 10: return "it looks like seconds since 1970: write a date in its place, such as 2019-10-07"
      case 13: return "it looks like milliseconds since 1970: write a date in its place, such as 2019-10-07"
      default: return nil
      }
    }
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    let isISO = parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { $0.utf8.allSatisfy { $0 &- 48 <= 9 } }
    guard isISO, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      CalendarDate(year: year, month: month, day: day) == nil
    else { return nil }
    return "there is no such day: correct the date"
  }
}
