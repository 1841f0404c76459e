/// How a date of three numbers with marks between them, such as `07/10/2019`, may be written.
package enum DatePatterns {
  /// The patterns that read the text, the day first before the month first; a time of day may follow the date. Empty for any
  /// other text, and for dates as ISO 8601 has them, which need no pattern.
  package static func reading(_ text: String) -> [String] {
    guard let mark = text.first(where: { !$0.isNumber }), "/.-".contains(mark) else { return [] }
    let parts = text.split(separator: mark, maxSplits: 2, omittingEmptySubsequences: false)
      .map { $0.prefix(while: \.isNumber) }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3 else { return [] }
    func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
      CalendarDate(year: year, month: month, day: day) != nil
    }
    if parts[0].count == 4 {
      let isISO = mark == "-" && parts[1].count == 2 && parts[2].count == 2
      return !isISO && isDay(numbers[0], numbers[1], numbers[2]) ? ["YYYY\(mark)MM\(mark)DD"] : []
    }
    let isShort = parts[2].count == 2
    guard isShort || parts[2].count == 4 else { return [] }
    let year = isShort ? 2000 + numbers[2] : numbers[2]
    let letters = isShort ? "YY" : "YYYY"
    var patterns: [String] = []
    if isDay(year, numbers[1], numbers[0]) { patterns.append("DD\(mark)MM\(mark)\(letters)") }
    // With dots nobody writes the month first, unless nothing else is possible.
    if isDay(year, numbers[0], numbers[1]), mark != "." || patterns.isEmpty {
      patterns.append("MM\(mark)DD\(mark)\(letters)")
    }
    if isShort, patterns.count < 2, parts[0].count == 2, isDay(2000 + numbers[0], numbers[1], numbers[2]) {
      patterns.append("YY\(mark)MM\(mark)DD")
    }
    return patterns
  }

  /// `DD/MM/YYYY and MM/DD/YYYY` where the text has two readings; `nil` otherwise.
  package static func bothReadings(_ text: String) -> String? {
    let patterns = reading(text)
    return patterns.count == 2 ? patterns.joined(separator: " and ") : nil
  }

  /// What stands first in dates of the pattern.
  package static func firstPart(of pattern: String) -> String {
    switch pattern.first {
    case "D": "the day"
    case "M": "the month"
    default: "the year"
    }
  }
}
