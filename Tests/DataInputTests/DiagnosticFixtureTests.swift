import CoreTypes
import Foundation
import TestSupport
import Testing

@testable import DataInput

/// The catalogue of faults: for each id the smallest file that has it and what people read about it, word for
/// word.
///
/// A fixture without `expected.txt` gets one, and fails until somebody has read it and committed it.
@Suite struct DiagnosticFixtureTests {
  static let ids = [
    "price-not-positive", "price-not-a-number", "price-missing", "price-day-duplicated",
    "price-range-inconsistent", "return-below-minus-one", "return-missing", "date-unreadable",
    "field-count-differs",
    "quote-not-closed", "quote-misplaced", "encoding-not-utf-8", "file-empty", "file-without-rows",
    "file-unreadable", "unknown-column", "column-duplicated", "unknown-security", "duplicate-event-id",
    "security-duplicated", "suspension-unreadable", "factor-not-a-number",
    "factor-looks-like-percent",
  ]

  @Test(arguments: ids)
  func messageIsAsExpected(_ id: String) throws {
    let folder = PackagePaths.fixture("Diagnostics/\(id)")
    var shown = ""
    var found: Set<String> = []
    for file in try InputGlob.expand("*.csv", relativeTo: folder) {
      let diagnostics = try Self.diagnostics(of: file)
      shown += diagnostics.map(\.shown).joined()
      found.formUnion(diagnostics.map(\.id.rawValue))
    }
    #expect(found.contains(id))
    let expected = folder + "/expected.txt"
    guard let text = try? String(contentsOfFile: expected, encoding: .utf8) else {
      try shown.write(toFile: expected, atomically: true, encoding: .utf8)
      Issue.record("recorded \(expected): read it and commit it")
      return
    }
    #expect(shown == text)
  }

  private static func diagnostics(of file: InputFile) throws -> [Diagnostic] {
    switch file.stem {
    case "events": return try EventsFile.read(file, layout: FileLayout()).diagnostics
    case "securities": return try SecuritiesFile.read(file, layout: FileLayout()).diagnostics
    case "suspensions": return try SuspensionsFile.read(file, layout: FileLayout()).diagnostics
    case "factors": return try FactorsFile.read(file, layout: FileLayout(), format: nil).diagnostics
    default:
      let isReturns = try String(contentsOfFile: file.path, encoding: .isoLatin1).contains("return\n")
      let source = PriceSource(
        files: [file], format: nil,
        columns: isReturns ? PriceColumns(date: "date", returnColumn: "return") : nil, security: nil,
        layout: FileLayout(), basis: .adjusted, returnsFrom: nil)
      return try PriceReader.read(
        [source], wanted: nil, jobs: 1, options: PriceReadingOptions(keepsTradedPrices: true)
      ).diagnostics
    }
  }
}
