import CoreTypes

/// Why the values of a table with a column a security are no prices but returns: more than a third of the first ones are
/// zero or negative, and nearly all are below 1 in size. Those in percent are larger: a third of them is negative.
struct WideReturnEvidence: Equatable {
  private static let most = 1_000
  private static let fewest = 20

  /// How many values are not positive, and of how many.
  let notPositive: Int
  let count: Int
  /// Half of them are so large that they are probably percents.
  let arePercents: Bool

  /// `nil` where nothing speaks against prices.
  init?(_ rows: some Sequence<FileHead.Row>, decimalMarks: [UInt8]) {
    var values: [Double] = []
    for row in rows where values.count < Self.most {
      for cell in row.fields.dropFirst() where !FieldText.isMissing(cell) {
        guard let value = Self.number(cell, decimalMarks) else { continue }
        values.append(value)
        if values.count == Self.most { break }
      }
    }
    let (count, notPositive) = (values.count, values.count { $0 <= 0 })
    let negative = values.count { $0 < 0 }
    // Zeros alone are prices that are missing.
    guard count >= Self.fewest, notPositive * 3 > count, negative * 10 > count else { return nil }
    let areSmall = values.count { abs($0) < 1 } * 20 >= count * 19
    guard areSmall || negative * 3 > count else { return nil }
    self.count = count
    self.notPositive = notPositive
    arePercents =
      values.map(abs).filter { $0 > 0 }.upperMedian.map { $0 > ReturnScaleEvidence.limit } ?? false
  }

  private static func number(_ text: String, _ marks: [UInt8]) -> Double? {
    for mark in marks {
      if let number = NumberScan.number(text, decimalMark: mark) { return number }
    }
    return nil
  }
}

extension PriceHeader {
  /// One message in place of one for each value that is no price.
  mutating func reportLikelyReturns(in head: FileHead, below row: Int) {
    let (comma, point) = (UInt8(ascii: ","), UInt8(ascii: "."))
    guard
      let evidence = WideReturnEvidence(
        head.rows.dropFirst(row + 1), decimalMarks: source.layout.decimalComma ? [comma] : [point, comma])
    else { return }
    looksLikeReturns = true
    diagnostics.append(
      Diagnostic(
        .looksLikeReturns, at: location,
        message:
          "\(evidence.notPositive) of the first \(evidence.count) values are zero or negative, as returns are and prices are "
          + "not, so that no row of the file is used",
        help:
          "set `returns_in: \(evidence.arePercents ? "percent" : "fraction")` if they are returns "
          + "(`\(evidence.arePercents ? "log-percent" : "log")` if they are log returns), in an entry of the file's own",
        excerpt: excerpt))
  }
}
