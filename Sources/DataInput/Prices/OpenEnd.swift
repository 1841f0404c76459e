import CoreTypes

/// The end of a price file whose last line has no line break, as many whole files have it: nobody can know whether its last row
/// is whole, but its last number may tell that it is not.
struct OpenEnd: Sendable {
  private static let longest = 4_096
  /// So many rows whose last numbers have equally many decimals are no chance; more are not looked at.
  private static let fewestAlike = 20
  private static let mostAlike = 40
  /// A number that lost a digit before its decimal mark is a tenth or less of what it was, which a price that rose since the row
  /// before may still be over.
  private static let cutOff = 1.0 / 8

  /// The last bytes of the text, where it ends with a number that may be cut off.
  private let bytes: [UInt8]

  /// `nil` where the file ends with a line break, or is packed or encoded: what is cut off of such a file cannot be read.
  init?(_ file: borrowing OpenFile, of plan: PriceFilePlan) {
    guard file.endsOpen, !file.isSequential else { return nil }
    guard OpenEnd.isNumber(plan) else {
      bytes = []
      return
    }
    let count = min(file.size, OpenEnd.longest)
    var bytes = [UInt8](repeating: 0, count: count)
    let found = bytes.withUnsafeMutableBufferPointer { room in
      room.baseAddress.flatMap { file.read(at: file.size - count, count: count, into: $0) }
    }
    guard found == count else { return nil }
    self.bytes = bytes
  }

  /// A warning where the last number of the file is most likely not whole.
  ///
  /// - Parameter line: that of the last row.
  func diagnostic(in input: InputFile, plan: PriceFilePlan, line: Int) -> Diagnostic? {
    guard !bytes.isEmpty else { return nil }
    let rows = rows(plan)
    guard let last = rows.last, let found = fault(of: last, after: rows.dropLast(), plan) else { return nil }
    let number = FieldText.quoted(last.text(ofField: plan.roles.count - 1) ?? "")
    let security =
      plan.roles.firstIndex(of: .security).flatMap { last.text(ofField: $0) } ?? plan.security
    return Diagnostic(
      .fileCutOff,
      at: SourceLocation(
        file: input.name, line: line, column: last.place(ofField: plan.roles.count - 1).column),
      security: security.map { SecurityID($0) },
      message: "the file ends with the number \(number) and no line break, and \(found): it may be cut off",
      help:
        "fetch the file again, or end its last line with a line break if it is whole; the row is used as it is",
      excerpt: last.line(0))
  }

  /// The last column holds a price or return of a day.
  private static func isNumber(_ plan: PriceFilePlan) -> Bool {
    guard plan.intraday == nil else { return false }
    return switch plan.roles.last {
    case .close, .adjustedClose, .returns, .open, .high, .low, .divisor, .factor: true
    default: plan.wide != nil
    }
  }

  /// The rows that are whole but for the end of the last.
  private func rows(_ plan: PriceFilePlan) -> [SourceRow] {
    let newline = plan.opening.newline
    let lines = bytes.split(separator: newline, omittingEmptySubsequences: false)
    let isCut = bytes.count == OpenEnd.longest
    return lines.dropFirst(isCut ? 1 : 0).map { line in
      SourceRow(bytes: Array(line), delimiter: plan.opening.delimiter, newline: newline, extent: .whole)
    }
  }

  /// What the last number gives away.
  private func fault(of last: SourceRow, after rows: ArraySlice<SourceRow>, _ plan: PriceFilePlan) -> String?
  {
    let field = plan.roles.count - 1
    guard last.text(ofField: field + 1) == nil, let text = last.text(ofField: field),
      let own = decimals(of: text, plan)
    else { return nil }
    if text.utf8.last == plan.decimalMark { return "nothing follows its decimal mark" }
    // The header line may be among them.
    let others = rows.suffix(OpenEnd.mostAlike)
      .map { row in row.text(ofField: field).flatMap { decimals(of: $0, plan) } }.drop { $0 == nil }
    if others.count >= OpenEnd.fewestAlike, let usual = others.first ?? nil, usual > own,
      others.allSatisfy({ $0 == usual })
    {
      return "it has \(own.counted("decimal", "decimals")) where the rows before have \(usual)"
    }
    return isFarBelow(last, text, rows.last, plan)
  }

  private func isFarBelow(
    _ last: SourceRow, _ text: String, _ before: SourceRow?, _ plan: PriceFilePlan
  ) -> String? {
    let field = plan.roles.count - 1
    guard let before, ![.returns, .divisor, .factor].contains(plan.roles[field]),
      plan.roles.firstIndex(of: .security).map({ last.text(ofField: $0) == before.text(ofField: $0) })
        ?? true,
      let written = before.text(ofField: field),
      let number = NumberScan.number(text, decimalMark: plan.decimalMark),
      let other = NumberScan.number(written, decimalMark: plan.decimalMark), number <= other * OpenEnd.cutOff
    else { return nil }
    return "the row before has \(FieldText.quoted(written))"
  }

  /// `nil` where the text is more than digits and a decimal mark.
  private func decimals(of text: String, _ plan: PriceFilePlan) -> Int? {
    let parts = text.utf8.split(separator: plan.decimalMark, omittingEmptySubsequences: false)
    guard !text.isEmpty, parts.count <= 2, parts.joined().allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return parts.count == 2 ? parts[1].count : 0
  }
}
