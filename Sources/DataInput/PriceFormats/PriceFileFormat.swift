/// A layout of price files that the program understands by name or by its header line: one value in one file.
///
/// To add one: write `PriceFormats/NameFormat.swift` with such a value and add a line to `PriceFileFormats.all`.
/// The study file, detection, `eventstudy formats`, the manifest and the conformance tests take it from there.
package struct PriceFileFormat: Sendable {
  /// Permanent; what `format:` in the study and `format` in the manifest say.
  package let id: String
  package let title: String
  /// The header line, or lines, as such files have them.
  package let headerLines: [String]
  /// What to know before using such files, a sentence each.
  package let notes: [String]
  /// How a header is known to be of this format.
  package let header: HeaderMatch
  /// Which of its columns hold what; those that a file lacks are left out where rows can be read without.
  package let columns: PriceColumns
  package let traits: PriceFileTraits

  /// What tells that a header is of the format.
  package enum HeaderMatch: Sendable {
    /// The first line has all of these columns, and one of the others where there are any, in any order and letter case.
    case columns([String], oneOf: [String] = [])
    /// The first line has exactly these columns in this order.
    case exactly([String])
    /// Columns with the usual names, whoever wrote them.
    case usualNames(@Sendable (_ header: [String]) -> PriceColumns?)
    /// Several header lines, or columns that are securities.
    case lines(@Sendable (FileHead) -> WideHeader?)
  }

  /// Its columns are told by several header lines, or are securities: the study cannot name them.
  package var hasOwnColumns: Bool {
    if case .lines = header { return true }
    return false
  }

  /// The columns of a first line of this format; `nil` where it is another's, or where one line does not tell.
  package func columns(_ names: [String]) -> PriceColumns? {
    switch header {
    case .columns: return missing(from: names).isEmpty ? columns.present(in: names) : nil
    case .exactly(let required):
      return names.map { $0.lowercased() } == required.map { $0.lowercased() } ? columns : nil
    case .usualNames(let find): return find(names)
    case .lines: return nil
    }
  }

  /// The same where the study says what some of the columns are called.
  func columns(_ names: [String], named others: PriceColumns?) -> PriceColumns? {
    guard let others else { return columns(names) }
    return (columns(names) ?? columns(columns.renamed(names, by: others)))?.replaced(by: others)
  }

  /// The columns that the header would need to be of this format, for messages.
  package func missing(from names: [String]) -> [String] {
    let known = Set(names.map { $0.lowercased() })
    func isMissing(_ name: String) -> Bool { !known.contains(name.lowercased()) }
    switch header {
    case .columns(let required, let choices):
      let hasNone = !choices.isEmpty && choices.allSatisfy(isMissing)
      return required.filter(isMissing) + (hasNone ? [choices.joined(separator: " or ")] : [])
    case .exactly(let required): return required.filter(isMissing)
    case .usualNames, .lines: return []
    }
  }
}

/// The registry. Its order is the order of `eventstudy formats` and of detection: the first format that
/// recognizes the header wins.
package enum PriceFileFormats {
  package static let all: [PriceFileFormat] = [
    .yahoo,
    .yfinance,
    .yfinanceHistory,
    .stooq,
    .stooqBulk,
    .nasdaq,
    .alphaVantage,
    .tiingo,
    .crspDSF,
    .crspCIZ,
    .crspIndex,
    .compustat,
    .tushare,
    .tushareHistory,
    .akshare,
    .baostock,
    .netease,
    .polygon,
    .datastream,
    .bloomberg,
    .generic,
    .wide,
  ]

  /// The format with that id; nil = there is none.
  package static func format(id: String) -> PriceFileFormat? { all.first { $0.id == id } }

  /// The character sets other than UTF-8 that some format comes in.
  static let encodings = all.compactMap(\.traits.encoding?.rawValue)
}
