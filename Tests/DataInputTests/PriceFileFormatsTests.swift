import CoreTypes
import Foundation
import TestSupport
import Testing

@testable import DataInput

/// Every registered format keeps the same rules, on small invented files of its layout under `Fixtures/Formats/<id>/`.
///
/// `EVENTSTUDY_RECORD=1` writes `expected.txt` anew, and that run fails.
@Suite struct PriceFileFormatsTests {
  static let ids = PriceFileFormats.all.map(\.id)

  private static func files(_ id: String) throws -> [InputFile] {
    try InputFile.matching("*.[ct]*", in: PackagePaths.fixture("Formats/\(id)"))
      .filter { !$0.name.hasPrefix("expected") }
  }

  private static func read(
    _ id: String, format: String?, basis: PriceSource.ReturnsFrom? = nil, jobs: Int = 1,
    chunkBytes: Int = 8 << 20
  ) throws -> PriceInput {
    let source = PriceSource(
      files: try files(id), format: format, columns: nil, security: nil, layout: FileLayout(),
      basis: .adjusted, returnsFrom: basis)
    return try PriceReader.read(
      [source], wanted: nil, jobs: jobs,
      options: PriceReadingOptions(keepsTradedPrices: true, chunkBytes: chunkBytes))
  }

  @Test(arguments: ids)
  func itsFilesAreReadAsExpected(_ id: String) throws {
    let shown = try Self.read(id, format: id).described + "\n"
    #expect(try GoldenText.difference(shown, from: "Formats/\(id)/expected.txt") == nil)
  }

  @Test(arguments: ids)
  func itIsDetectedFromTheHeader(_ id: String) throws {
    let detected = try Self.read(id, format: nil)
    #expect(Set(detected.summaries.map(\.format)) == [id])
    #expect(detected.described == (try Self.read(id, format: id).described))
  }

  @Test(arguments: ids, [1, 7, 64])
  func nothingDependsOnTheSizeOfThePieces(_ id: String, _ chunkBytes: Int) throws {
    let whole = try Self.read(id, format: id).described
    #expect(try Self.read(id, format: id, jobs: 2, chunkBytes: chunkBytes).described == whole)
  }

  @Test func idsAreUniqueAndEachHasItsFixture() throws {
    #expect(Set(Self.ids).count == Self.ids.count)
    let folders = try FileManager.default.contentsOfDirectory(atPath: PackagePaths.fixture("Formats"))
    #expect(Set(folders) == Set(Self.ids))
    for format in PriceFileFormats.all {
      #expect(!format.headerLines.isEmpty && !format.notes.isEmpty && !format.facts.isEmpty)
      #expect(format.notes.allSatisfy { $0.hasSuffix(".") })
    }
  }

  /// A vendor's return leads over days that have no row, and prices are as traded: the level is what the returns make it.
  @Test func aVendorsReturnsAreLinked() throws {
    let series = try #require(try Self.read("baostock", format: nil).seriesBySource[0].first)
    #expect(series.kind == .prices)
    #expect(series.values == [18.18, 18.18, 18.18 * 1.02])
    #expect(series.close == [18.18, 18.18, 9.18])
    let prices = try #require(
      try Self.read("baostock", format: "baostock", basis: .prices).seriesBySource[0].first)
    #expect(prices.values == [18.18, 18.18, 9.18])
  }

  /// A vendor's column beside the format's own: the ticker in the place of the number.
  @Test func oneColumnOfAFormatCanBeAnother() throws {
    let source = PriceSource(
      files: try Self.files("crsp-dsf"), format: "crsp-dsf",
      columns: PriceColumns(date: "", security: "TICKER"),
      security: nil, layout: FileLayout(), basis: .adjusted, returnsFrom: nil)
    let input = try PriceReader.read(
      [source], wanted: nil, jobs: 1, options: PriceReadingOptions(keepsTradedPrices: false))
    #expect(input.securitiesSeen[0].map(\.text) == ["ABC", "XYZ"])
  }

  @Test(arguments: [
    ("$1,234.50", "1234.50"), ("1,234,567", "1234567"), ("-$12.00", "-12.00"), ("$12", "12"), ("1,23", nil),
    ("€1,234.50", "1234.50"), ("12.5 €", "12.5"), ("-£\u{A0}7", "-7"), ("5€5", nil), ("€", nil),
    ("¥ 1,200", "1200"),
    ("1,2345", nil), ("12,34,567", nil), ("1234,567", nil), (",123", nil), ("1.5,000", nil), ("$", nil),
  ])
  func marksStandWhereTheyBelong(_ text: String, _ number: String?) {
    var target = [UInt8](repeating: 0, count: MarkedNumber.longest + NumberScan.slack)
    let length = target.withUnsafeMutableBufferPointer { room in
      room.baseAddress.flatMap { start in
        Array(text.utf8).withUnsafeBufferPointer { MarkedNumber.strip($0, decimalMark: 46, into: start) }
      }
    }
    #expect(length.map { String(decoding: target[..<$0], as: UTF8.self) } == number)
  }
}
