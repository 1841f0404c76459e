import CoreTypes
import Foundation

@testable import DataInput

/// What must hold of a reading whatever became of the file's bytes, found without the reader: lines are split here, and
/// numbers read by the standard library.
///
/// A change that leaves a row as valid as it was (a digit of a price, a whole line lost) is beyond them: nothing in the
/// file tells it from the truth.
struct ReadingLaws {
  private let lines: [String]
  private let linesBefore: Set<String>
  private let clean: PriceInput
  private let read: PriceInput
  private let told: Set<Int>
  private let refusesFile: Bool

  init(before: [UInt8], clean: PriceInput, after: [UInt8], read: PriceInput) {
    lines = ReadingLaws.lines(after)
    linesBefore = Set(ReadingLaws.lines(before))
    self.clean = clean
    self.read = read
    told = Set(read.diagnostics.compactMap { $0.location?.line })
    refusesFile = read.summaries[0].rowsRead == 0 && !read.diagnostics.isEmpty
  }

  /// The first law that is broken, or `nil`.
  func broken() -> String? { wrongCount() ?? wrongPlace() ?? wrongNumber() ?? changedNumber() ?? lostLine() }

  /// LF ends lines where the file's first line break is one, with or without a CR before it; otherwise CR.
  private static func lines(_ bytes: [UInt8]) -> [String] {
    var bytes = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let first = bytes.firstIndex { $0 == 10 || $0 == 13 }
    let isCR = first.map { bytes[$0] == 13 && $0 + 1 < bytes.endIndex && bytes[$0 + 1] != 10 } ?? false
    return bytes.split(separator: isCR ? 13 : 10, omittingEmptySubsequences: false).map { line in
      String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
    }
  }

  private static let grammar: Set<DiagnosticID> = [
    .quoteNotClosed, .quoteMisplaced, .zeroByteInRow, .fileUnreadable,
  ]

  /// What is told of rows adds up to what the manifest counts.
  private func wrongCount() -> String? {
    // Of a row that is no CSV more than one thing may be told, and it is of no security.
    let isGrammar = read.diagnostics.contains { Self.grammar.contains($0.id) }
    let (told, counted) = (
      read.diagnostics.reduce(0) { $0 + $1.refusedRows }, read.summaries.reduce(0) { $0 + $1.rowsRefused }
    )
    return isGrammar || told == counted ? nil : "\(told) refused rows are told, \(counted) are counted"
  }

  // MARK: Lines and columns of messages

  private func wrongPlace() -> String? {
    for diagnostic in read.diagnostics {
      guard let line = diagnostic.location?.line else { continue }
      guard line >= 1, line <= lines.count else {
        return "line \(line) of \(lines.count): \(diagnostic.shown)"
      }
      let text = lines[line - 1]
      if let excerpt = diagnostic.excerpt, !isHeader(diagnostic), excerpt != text {
        return "line \(line) is '\(text)', shown as '\(excerpt)': \(diagnostic.message)"
      }
      if let column = diagnostic.location?.column, column > text.count + 1 {
        return "column \(column) of '\(text)': \(diagnostic.message)"
      }
    }
    return nil
  }

  /// Of the header the names are shown, not the line.
  private func isHeader(_ diagnostic: Diagnostic) -> Bool {
    [.unknownColumn, .columnDuplicated, .encodingNotUTF8, .headerBelowOtherLines].contains(diagnostic.id)
  }

  // MARK: Numbers

  /// A row that is kept stands, with its day and its number, on the line it is said to.
  private func wrongNumber() -> String? {
    for series in read.seriesBySource.joined() {
      for (row, line) in series.lines.enumerated() {
        guard line >= 1, Int(line) <= lines.count else { return "a row of line \(line) of \(lines.count)" }
        let fields = ReadingLaws.fields(lines[Int(line) - 1])
        let hasNumber = fields.contains { ReadingLaws.number($0) == series.values[row] }
        let hasDate = fields.contains { ReadingLaws.isDate($0, series.dates[row]) }
        if !hasNumber || !hasDate, !isInsideQuotes(Int(line)) {
          return "\(series.dates[row]) \(series.values[row]) is not in line \(line) '\(lines[Int(line) - 1])'"
        }
      }
    }
    return nil
  }

  private static func fields(_ line: String) -> [String] {
    // A break of the other kind ends a row, but no line.
    line.split { ",;\r\t|\n".contains($0) }.map { field in String(field).filter { !"\" $".contains($0) } }
      // A decimal comma is no delimiter.
      + line.split { ";\r\t\n".contains($0) }.map { String($0).replacing(",", with: ".") }
  }

  private static func number(_ text: String) -> Double? {
    text.contains(where: \.isLetter) && !text.contains("e") && !text.contains("E") ? nil : Double(text)
  }

  private static func isDate(_ text: String, _ date: CalendarDate) -> Bool {
    let number = date.components
    let (month, day) = (number.month, number.day)
    let digits = text.filter(\.isNumber)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let year = String(repeating: "0", count: max(0, 4 - "\(number.year)".count)) + "\(number.year)"
    return digits.hasPrefix("\(year)\(two(month))\(two(day))")
      || digits == "\(two(day))\(two(month))\(year)" || digits == "\(two(month))\(two(day))\(year)"
      || [
        "\(month)\(two(day))\(year)", "\(two(month))\(day)\(year)", "\(day)\(two(month))\(year)",
        "\(two(day))\(month)\(year)",
      ].contains(digits)
  }

  /// A number of the clean file that is another now, or gone, although its line is as it was: somebody must be told.
  private func changedNumber() -> String? {
    var values: [String: Double] = [:]
    for series in read.seriesBySource.joined() {
      for row in 0..<series.count { values["\(series.security) \(series.dates[row])"] = series.values[row] }
    }
    guard read.diagnostics.isEmpty else { return nil }
    let found = Set(read.seriesBySource.joined().map(\.security))
    // A security that has lost its name in the header is told by the study (`unknown-security`).
    for series in clean.seriesBySource.joined() where found.contains(series.security) {
      for row in 0..<series.count {
        let key = "\(series.security) \(series.dates[row])"
        if values[key] == series.values[row] { continue }
        let held = lines.contains { line in
          linesBefore.contains(line)
            && ReadingLaws.fields(line).contains { ReadingLaws.isDate($0, series.dates[row]) }
            && ReadingLaws.fields(line).contains { ReadingLaws.number($0) == series.values[row] }
        }
        if held { return "\(key) was \(series.values[row]), is \(values[key].map { "\($0)" } ?? "gone")" }
      }
    }
    return nil
  }

  // MARK: Lines

  /// A line with text below the header is kept or told.
  private func lostLine() -> String? {
    guard !refusesFile else { return nil }
    let kept = Set(read.seriesBySource.joined().flatMap(\.lines).map(Int.init))
    guard let first = kept.union(told).min() else { return nil }
    for (index, text) in lines.enumerated() where index + 1 > first {
      let isBlank = text.allSatisfy { " ,;\r\t|\"\u{0}\n".contains($0) }
      if !isBlank, !kept.contains(index + 1), !told.contains(index + 1), !isInsideQuotes(index + 1) {
        return "line \(index + 1) '\(text)' is neither kept nor told"
      }
    }
    return nil
  }

  /// The line may belong to a field that was opened lines before.
  private func isInsideQuotes(_ line: Int) -> Bool {
    lines[..<min(line, lines.count)].contains { $0.count { $0 == "\"" } % 2 == 1 }
  }
}
