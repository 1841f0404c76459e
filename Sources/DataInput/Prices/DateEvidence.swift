import CoreTypes

/// How the dates of a file are written, where neither the study nor the vendor says so and they are not
/// `YYYY-MM-DD` or `YYYYMMDD`.
///
/// 03/04/2019 is the 3rd of April or the 4th of March: a day above 12 somewhere in the file tells, and where there is
/// none nobody can.
enum DateEvidence {
  /// The only pattern that nearly all dates have, and one of them that no other pattern reads.
  case decided(DateFormat, proof: String, line: Int)
  case undecided([DateFormat], rows: Int)
  /// The only pattern has years of two digits, of which this one's century is open.
  case centuryOpen(DateFormat, text: String, line: Int)
  /// No pattern that is known fits, or the dates are plain.
  case none

  /// Such as `2018-1-2`; what fits it to the letter needs no format.
  private static let plainPattern = "YYYY-MM-DD"

  /// Dates with dots have the day first wherever they do not begin with the year. A year of two digits may stand first or last:
  /// 18/01/16 is the 18th of January or the 16th.
  private static let patterns = [
    "YYYY/MM/DD", "YYYY.MM.DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "MM-DD-YYYY",
    "DD.MM.YY", "DD/MM/YY", "MM/DD/YY", "DD-MM-YY", "MM-DD-YY", "YY/MM/DD", "YY-MM-DD", "YY.MM.DD",
    "DD-MMM-YYYY", "DD-MMM-YY", "DD MMM YYYY", "DD MMM YY", "DDMMMYYYY", "DDMMMYY", "DD/MMM/YYYY",
    "DD/MMM/YY", "DD. MMM YYYY", "MMM DD, YYYY", "MMM DD YYYY", "MMM-DD-YYYY", "YYYY-MMM-DD", "DD MMMM YYYY",
    "DD-MMMM-YYYY", "DD. MMMM YYYY", "MMMM DD, YYYY", "MMMM DD YYYY", plainPattern, "YYYY年MM月DD日",
  ].compactMap { DateFormat($0) }

  /// Spreadsheets take 30 to 68 for 1930 to 1968, POSIX and `DateFormat` for 2030 to 2068.
  private static let openYears = 2030...2068

  /// A title, a total or a repeated header may stand among the dates.
  private static let leastShare = 0.9

  /// The text is a date in one of the forms that are known.
  static func isDate(_ text: String) -> Bool {
    var plain = DateScan(format: nil)
    return plain.date(text) != nil
      || patterns.contains { pattern in
        var scan = DateScan(format: pattern)
        return scan.date(text) != nil
      }
  }

  init(_ texts: [(text: String, line: Int)]) {
    self = .none
    // Many files have none, and their dates are held against fewer patterns then.
    let hasLetters = texts.contains { $0.text.utf8.contains { ($0 | 32) &- 97 < 26 } }
    let patterns = DateEvidence.patterns.filter { hasLetters || !$0.hasMonthName }
    var scans = patterns.map { DateScan(format: $0) }
    var readable = [Int](repeating: 0, count: scans.count)
    var reads: [[CalendarDate?]] = []
    for (text, _) in texts {
      reads.append(scans.indices.map { scans[$0].date(text) })
      for (index, date) in reads[reads.count - 1].enumerated() where date != nil { readable[index] += 1 }
    }
    guard let most = readable.max(), most > 0,
      Double(most) >= DateEvidence.leastShare * Double(texts.count)
    else { return }
    var best = readable.indices.filter { readable[$0] == most }
    // Patterns that make the same of every date leave no doubt: May is May in three letters and in full.
    best = best.filter { index in
      !best.contains { other in other < index && reads.allSatisfy { $0[other] == $0[index] } }
    }
    guard best.count == 1 else {
      self = .undecided(best.map { patterns[$0] }, rows: most)
      return
    }
    let format = patterns[best[0]]
    if format.hasShortYear,
      let open = reads.firstIndex(where: { row in
        row[best[0]].map { DateEvidence.openYears.contains($0.components.year) } ?? false
      })
    {
      self = .centuryOpen(format, text: texts[open].text, line: texts[open].line)
      return
    }
    if format.pattern == DateEvidence.plainPattern,
      !texts.contains(where: { DateEvidence.isUnpadded($0.text) })
    {
      return
    }
    let proof =
      reads.firstIndex { $0[best[0]] != nil && $0.count(where: { $0 != nil }) == 1 }
      ?? reads.firstIndex { $0[best[0]] != nil } ?? 0
    self = .decided(format, proof: texts[proof].text, line: texts[proof].line)
  }

  /// Of the form YYYY-M-D.
  private static func isUnpadded(_ text: String) -> Bool {
    var plain = DateScan(format: nil)
    var unpadded = DateScan(format: DateFormat(plainPattern))
    return plain.date(text) == nil && unpadded.date(text) != nil
  }
}
