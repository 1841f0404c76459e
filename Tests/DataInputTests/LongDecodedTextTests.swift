import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Texts of more than 32 MiB are decoded once, while they are read: their length and their soundness show at the end.
@Suite struct LongDecodedTextTests {
  /// A row a day with a long note: 38 rows of 900 kB.
  private static func table(lastNote: [UInt8]) -> [UInt8] {
    let note = [UInt8](repeating: UInt8(ascii: "n"), count: 900_000)
    return (0..<38).reduce(into: Array("date,close,note\n".utf8)) { text, row in
      text += Array("\(CalendarDate(dayNumber: Int32(18_000 + row))),\(10 + row),".utf8)
      text += (row == 37 ? lastNote : note) + [10]
    }
  }

  @Test func aLongArchiveIsReadToItsEndOrRefusedWhole() throws {
    let text = Self.table(lastNote: Array("the end".utf8)).dropLast()
    var trial = try PriceTrial()
    let packed = try trial.pack(text, name: "long.csv")
    let whole = try trial.read()
    #expect(whole.diagnostics.isEmpty && whole.summaries[0].rowsRead == 38)
    #expect(whole.seriesBySource[0].first?.values == (0..<38).map { Double(10 + $0) })
    #expect(whole.seriesBySource[0].first?.lines == Array(2...39))
    for (damaged, message) in [
      (Array(packed.dropLast(9)), "the gzip file ends too early, after \(text.count) bytes"),
      (packed.dropLast(5_000) + [UInt8](repeating: 0xFF, count: 5_000), "the gzip file is damaged after"),
    ] {
      var trial = try PriceTrial()
      try trial.add(damaged, name: "damaged.csv.gz")
      let refused = try trial.read()
      #expect(refused.diagnostics.map(\.id) == [.fileUnreadable])
      #expect(refused.diagnostics[0].message.hasPrefix(message))
      #expect(refused.seriesBySource[0].isEmpty && refused.summaries[0].rowsRead == 0)
    }
  }

  @Test func whatTheCharacterSetDoesNotHaveIsToldOfTheWholeText() throws {
    var trial = try PriceTrial(bytes: Self.table(lastNote: [0xB9, 0xFF]))
    trial.layout.encoding = "gb18030"
    let input = try trial.read()
    #expect(input.seriesBySource[0].first?.values.count == 38)
    #expect(input.diagnostics.map(\.id) == [.encodingNotUTF8])
    #expect(input.diagnostics.first?.location?.line == 39)
  }

  /// A fault near the beginning is shown with its line, which then lies behind the window.
  @Test func aFaultIsShownWithItsLine() throws {
    var trial = try PriceTrial()
    var text = Self.table(lastNote: [])
    text.replaceSubrange(27..<29, with: Array("ab".utf8))
    let plain = try #require(try PriceTrial(bytes: text).read().diagnostics.first)
    try trial.pack(text, name: "long.csv")
    let fault = try #require(try trial.read().diagnostics.first)
    #expect(fault.location == SourceLocation(file: "long.csv.gz", line: 2, column: 12))
    #expect(fault.message.contains("found 'ab'") && fault.excerpt == plain.excerpt)
  }
}
