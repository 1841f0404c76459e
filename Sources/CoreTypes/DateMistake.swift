/// What is most likely wrong with a text that should be a date.
package enum DateMistake {
  /// What to do about it; `nil` where the text has none of the usual faults.
  package static func help(for text: String) -> String? {
    let hasFraction = text.hasSuffix(".0") || text.hasSuffix(".00")
    let whole = hasFraction ? String(text.prefix { $0 != "." }) : text
    // An impossible day is one as 20191007 or as 2019-10-07, perhaps with a time behind it.
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    let digits = parts.map(\.count) == [4, 2, 2] ? parts.joined() : whole
    guard digits.utf8.allSatisfy({ $0 &- 48 <= 9 }), let number = Int(digits) else { return nil }
    let unit: String
    switch digits.utf8.count {
    case 5 where (20_000...60_000).contains(number):
      return "it looks like a spreadsheet's count of days: give the column a date format and export it again"
    case 8 where hasFraction: return "write \(whole), without a fraction"
    case 8:
      let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
      let isImpossible =
        (year == 0 || (1800...2199).contains(year))
        && CalendarDate(year: year, month: month, day: day) == nil
      if isImpossible { return "there is no such day: correct the date" }
      return hasTime(text.dropFirst(10)) && DateTimeText(text) == nil
        ? "what follows the date is no time of day, or no offset from UTC: correct it" : nil
    case 10: unit = "seconds"
    case 13: unit = "milliseconds"
    default: return nil
    }
    return "it looks like \(unit) since 1970: write a date in its place, such as 2019-10-07"
  }

  /// Digits and their marks behind a date, such as `T23:59:60Z`.
  private static func hasTime(_ rest: Substring) -> Bool {
    guard let first = rest.first, "Tt ".contains(first) else { return false }
    return rest.contains(":") && rest.dropFirst().allSatisfy { "0123456789:.,+-Z ".contains($0) }
  }
}
