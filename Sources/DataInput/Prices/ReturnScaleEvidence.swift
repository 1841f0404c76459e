import CoreTypes

/// Why a column of returns that should be fractions is probably percent: half of its first returns are larger than 0.1 in
/// size.
///
/// The middle one of a stock's daily returns is about 0.01, of its monthly ones 0.06; in percent it is above 0.5.
struct ReturnScaleEvidence: Equatable {
  /// How many rows are looked at.
  static let rows = 250
  private static let fewest = 20
  /// The size that the middle one of returns in fractions does not reach.
  static let limit = 0.1

  /// The size that half of the returns exceed, and their number.
  let middle: Double
  let count: Int

  /// `nil` where nothing speaks for percent.
  init?(_ texts: [(text: String, line: Int)], decimalMark: UInt8) {
    let sizes = texts.compactMap { NumberScan.number($0.text, decimalMark: decimalMark).map(abs) }.filter {
      $0 > 0
    }
    guard sizes.count >= ReturnScaleEvidence.fewest, let middle = sizes.upperMedian,
      middle > ReturnScaleEvidence.limit
    else { return nil }
    self.middle = middle
    count = sizes.count
  }

  /// How large they are.
  var text: String {
    "half of the first \(count) returns are larger than \(ShownNumber.text(middle)) in size"
  }
}

extension PriceHeader {
  /// The study does not say how the file's returns are written, and their column's title or their size, which is `evidence`,
  /// speaks against simple returns in fractions.
  mutating func reportScale(of roles: [PriceColumnRole], _ evidence: ReturnScaleEvidence?) {
    let title = roles.firstIndex(of: .returns).map { names[$0] } ?? ""
    if ReturnTitles.isLogReturn(title) {
      diagnostics.append(
        Diagnostic(
          .looksLikeLogReturns, at: location,
          message:
            "\(FieldText.quoted(title)) is what log returns are called, and its numbers are used as simple returns"
            + (evidence.map { "; \($0.text), as percents are" } ?? ""),
          help:
            "set `returns_in: \(evidence == nil ? "log" : "log-percent")` if they are log returns, or `returns_in: fraction` "
            + "if they are simple ones", excerpt: excerpt))
    } else if let evidence {
      diagnostics.append(
        Diagnostic(
          .returnLooksLikePercent, at: location,
          message: "\(evidence.text), as percents are, and are used as fractions",
          help: "set `returns_in: percent` if they are percents, or `returns_in: fraction` if they are not",
          excerpt: excerpt))
    }
  }
}
