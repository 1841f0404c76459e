import CoreTypes
import Foundation
import TestSupport
import Testing

@testable import DataInput

/// The catalog of faults: for each id the smallest file that has it and what people read about it, word for
/// word.
///
/// `EVENTSTUDY_RECORD=1` writes `expected.txt` anew, and that run fails.
@Suite struct DiagnosticFixtureTests {
  static let ids = [
    "price-not-positive", "price-not-a-number", "price-missing", "price-day-duplicated",
    "price-range-inconsistent", "return-below-minus-one", "return-missing", "date-unreadable",
    "field-count-differs",
    "quote-not-closed", "quote-misplaced", "encoding-not-utf-8", "file-empty", "file-without-rows",
    "file-unreadable", "unknown-column", "column-duplicated", "unknown-security", "duplicate-event-id",
    "security-duplicated", "suspension-unreadable", "factor-not-a-number",
    "factor-looks-like-percent", "instant-unreadable", "instant-skipped", "instant-repeated",
    "bar-duplicated", "bar-length-unknown", "date-format-detected", "number-format-detected",
    "header-below-other-lines", "footer-below-rows", "corporate-action-row", "date-out-of-order",
    "return-looks-like-percent", "looks-like-returns",
    "zero-byte-in-row", "file-cut-off",
    "return-above-largest", "factor-out-of-line", "factor-row-zero", "return-contradicts-prices",
  ]

  @Test(arguments: ids)
  func messageIsAsExpected(_ id: String) throws {
    let folder = PackagePaths.fixture("Diagnostics/\(id)")
    var shown = ""
    var found: Set<String> = []
    for file in try InputFile.matching("*.csv", in: folder) {
      let diagnostics = try Self.diagnostics(of: file)
      shown += diagnostics.map(\.shown).joined()
      found.formUnion(diagnostics.map(\.id.rawValue))
    }
    #expect(found.contains(id))
    #expect(try GoldenText.difference(shown, from: "Diagnostics/\(id)/expected.txt") == nil)
  }

  private static func diagnostics(of file: InputFile) throws -> [Diagnostic] {
    switch file.stem {
    case "events": return try EventsFile.read(file, layout: FileLayout()).diagnostics
    case "securities": return try SecuritiesFile.read(file, layout: FileLayout()).diagnostics
    case "suspensions": return try SuspensionsFile.read(file, layout: FileLayout()).diagnostics
    case "factors":
      return try FactorsFile.read(file, layout: FileLayout(), format: nil, clock: nil).diagnostics
    case "intraday": return try intraday(file)
    default:
      let isReturns = try String(contentsOfFile: file.path, encoding: .isoLatin1).contains("return\n")
      let source = PriceSource(
        files: [file], format: nil,
        columns: isReturns ? PriceColumns(date: "date", returnColumn: "return") : nil, security: nil,
        layout: FileLayout(), basis: .adjusted, returnsFrom: nil)
      let prices = try PriceReader.read(
        [source], wanted: nil, jobs: 1, options: PriceReadingOptions(keepsTradedPrices: true))
      return Array(prices.diagnostics)
    }
  }

  /// Bars of AMBA in New York's local times of 2022.
  private static func intraday(_ file: InputFile) throws -> [Diagnostic] {
    let clock = LocalClock(name: "America/New_York") { date, second in
      let wall = Int64(date.dayNumber) * 86_400 + Int64(second)
      let summer = (start: Int64(1_647_136_800), end: Int64(1_667_696_400))
      if (summer.start..<(summer.start + 3_600)).contains(wall) { return .skipped }
      if (summer.end..<(summer.end + 3_600)).contains(wall) { return .repeated }
      return .unique(wall + ((summer.start..<summer.end).contains(wall) ? 14_400 : 18_000))
    }
    let source = IntradaySource(
      files: [file], columns: IntradayColumns(instant: "instant", close: "close"), security: "AMBA",
      layout: FileLayout(), timeZone: nil, stamp: .start, barSeconds: nil)
    let everything = IntradayNeed.Span(first: 0, last: 4_000_000_000, keepsAll: true)
    return try IntradayReader.read(
      [source], needs: [[SecurityID("AMBA"): IntradayNeed(spans: [everything], clock: clock)]], jobs: 1,
      options: PriceReadingOptions(keepsTradedPrices: false)
    ).diagnostics
  }
}
