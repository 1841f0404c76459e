import CoreTypes

/// The last lines of a price file: vendors write below the rows where they come from ("Downloaded from ... as of ...").
struct FileFoot: Sendable {
  /// Lines from the end of a file that are looked at.
  static let longest = 40

  private let firstLine: Int
  private let rows: [SourceRow?]
  /// The lines that are remarks, and no rows that were cut off.
  let remarks: [Int]

  /// - Parameter rows: from `firstLine` to the end of the file; nil = a line could not be read again.
  init(firstLine: Int, rows: [SourceRow?], plan: PriceFilePlan) {
    self.firstLine = firstLine
    self.rows = rows
    let beginsWithSecurity = plan.roles.first == .security
    var remarks: [Int] = []
    for (row, line) in zip(rows, firstLine...).reversed() {
      guard let row, row.extent == .whole else { break }
      let fields = (0..<plan.roles.count).map { row.text(ofField: $0) ?? "" }
      if fields.allSatisfy(\.isEmpty) { continue }
      guard fields.dropFirst().allSatisfy(\.isEmpty),
        FileFoot.isRemark(fields[0], beginsWithSecurity: beginsWithSecurity)
      else { break }
      remarks.append(line)
    }
    self.remarks = remarks.reversed()
  }

  /// The row of a line of the foot.
  func row(ofLine line: Int) -> SourceRow? { rows[line - firstLine] }

  /// A lone text that is no beginning of a date, nor of a security where rows begin with one.
  static func isRemark(_ text: String, beginsWithSecurity: Bool) -> Bool {
    guard let first = text.first, !first.isNumber else { return false }
    let isForeign = text.utf8.contains { $0 >= 128 }
    if text.contains(": ") || text.contains("：") || text.contains("©") || (isForeign && text.contains(":")) {
      return true
    }
    let words = text.split(separator: " ").filter { $0.count > 1 && $0.first?.isLetter == true }
    guard words.count > 1 else { return false }
    return !beginsWithSecurity
      || ["downloaded", "copyright", "source"].contains(String(words[0]).lowercased())
  }

  /// What is said of them, at the first one.
  static func diagnostic(_ fault: PriceFault, in input: InputFile, _ row: SourceRow?) -> Diagnostic {
    Diagnostic(
      .footerBelowRows, at: SourceLocation(file: input.name, line: Int(fault.line)),
      message: "this line below the rows is taken for a remark; it is left aside, with those behind it",
      help: "there is nothing to do if they tell where the rows come from", excerpt: row?.line(0))
  }
}

extension PriceFault {
  /// What a line below the rows is refused for.
  var mayBeRemark: Bool {
    switch kind {
    case .fieldCount, .dateUnreadable, .dateMissing, .securityMissing: true
    default: false
    }
  }
}
