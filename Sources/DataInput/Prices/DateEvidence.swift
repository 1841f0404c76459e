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
  /// No pattern that is known fits, or the dates are plain.
  case none

  /// Dates with dots have the day first wherever they do not begin with the year.
  private static let patterns = [
    "YYYY/MM/DD", "YYYY.MM.DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "MM-DD-YYYY",
    "DD-MMM-YYYY", "DD MMM YYYY", "DDMMMYYYY", "MMM DD, YYYY",
  ].compactMap { DateFormat($0) }

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
    let scans = DateEvidence.patterns.map { DateScan(format: $0) }
    var readable = [Int](repeating: 0, count: scans.count)
    var reads: [[Bool]] = []
    for (text, _) in texts {
      let row = scans.map { scan in
        var scan = scan
        return scan.date(text) != nil
      }
      for index in row.indices where row[index] { readable[index] += 1 }
      reads.append(row)
    }
    guard let most = readable.max(), most > 0,
      Double(most) >= DateEvidence.leastShare * Double(texts.count)
    else { return }
    let best = readable.indices.filter { readable[$0] == most }
    guard best.count == 1 else {
      self = .undecided(best.map { DateEvidence.patterns[$0] }, rows: most)
      return
    }
    let proof = reads.firstIndex { $0[best[0]] && $0.count(where: { $0 }) == 1 } ?? 0
    self = .decided(DateEvidence.patterns[best[0]], proof: texts[proof].text, line: texts[proof].line)
  }
}
