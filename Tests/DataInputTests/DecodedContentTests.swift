import CoreTypes
import Foundation
import TestSupport
import Testing

@testable import DataInput

/// Files that are compressed, in another character set, or no tables at all.
@Suite struct DecodedContentTests {
  private static let table = "date,symbol,close\n2019-10-07,Société,1.5\n2019-10-08,Société,2\n"

  private static func bytes(_ text: String, _ encoding: String.Encoding) throws -> [UInt8] {
    Array(try #require(text.data(using: encoding)))
  }

  @Test func utf16IsDecodedByItsMark() throws {
    for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
      let mark: [UInt8] = encoding == .utf16LittleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF]
      let input = try PriceTrial(bytes: mark + Self.bytes(Self.table, encoding)).read()
      #expect(input.diagnostics.isEmpty)
      #expect(input.seriesBySource[0].map(\.security.text) == ["Société"])
      #expect(input.seriesBySource[0][0].values == [1.5, 2])
    }
  }

  /// The byte that ends a text file of DOS is no row, whatever the text is packed or written in.
  @Test func theEndMarkOfDOSIsNoText() throws {
    let text = Array("date,close\n2019-10-07,1.5\n\u{1A}".utf8)
    for encoding in [nil, "gb18030"] {
      for isPacked in [false, true] {
        var trial = try PriceTrial(bytes: text)
        trial.layout.encoding = encoding
        if isPacked { try trial.pack(text, name: "prices.csv") }
        let input = try trial.read()
        #expect(input.diagnostics.isEmpty && input.seriesBySource[0].map(\.values) == [[1.5]])
      }
    }
  }

  @Test func theEncodingIsTakenFromTheStudy() throws {
    var trial = try PriceTrial(bytes: try Self.bytes(Self.table, .windowsCP1252))
    let wrong = try trial.read()
    #expect(wrong.diagnostics.map(\.id) == [.encodingNotUTF8, .encodingNotUTF8])
    #expect(wrong.diagnostics[0].help.contains("encoding: windows-1252"))
    trial.layout.encoding = "windows-1252"
    let right = try trial.read()
    #expect(right.diagnostics.isEmpty && right.seriesBySource[0].map(\.security.text) == ["Société"])
    // The line and column of a fault are those of the text.
    trial.files = []
    try trial.add(
      try Self.bytes(Self.table + "2019-10-09,Société,x\n", .windowsCP1252), name: "other.csv")
    let fault = try #require(try trial.read().diagnostics.first)
    #expect(fault.location == SourceLocation(file: "other.csv", line: 4, column: 20))
  }

  @Test func whatTheCharacterSetDoesNotHaveIsTold() throws {
    var trial = try PriceTrial(
      bytes: Array("date,name,close\n2019-10-07,".utf8) + [0xB9, 0xFF] + Array(",1\n".utf8))
    trial.layout.encoding = "gb18030"
    let input = try trial.read()
    #expect(input.seriesBySource[0].first?.values == [1])
    #expect(input.diagnostics.map(\.id) == [.encodingNotUTF8])
    #expect(input.diagnostics.first?.location?.line == 2)
  }

  /// In IBM's EBCDIC no byte is the character that it is in ASCII; many of its names begin like those of other code pages.
  @Test(arguments: ["cp037", "cp500", "IBM037", "cp1047"]) func `EBCDIC is decoded`(_ name: String) throws {
    let codes: [UInt8: UInt8] = [10: 0x25, 44: 0x6B, 45: 0x60, 46: 0x4B]
    let bytes = Self.table.unicodeScalars.map { scalar -> UInt8 in
      let letter = UInt8(scalar.value)
      switch letter {
      case 48...57: return 0xF0 + (letter - 48)
      case 97...105: return 0x81 + (letter - 97)
      case 106...114: return 0x91 + (letter - 106)
      case 115...122: return 0xA2 + (letter - 115)
      default: return codes[letter] ?? 0x6F
      }
    }
    var trial = try PriceTrial(bytes: bytes)
    trial.layout.encoding = name
    let plain = try PriceTrial(bytes: Array(Self.table.utf8)).read().seriesBySource[0].map(\.values)
    #expect(try trial.read().seriesBySource[0].map(\.values) == plain && plain.count > 0)
  }

  /// A name that stands in many rows is decoded once; what is wrong is told by its line all the same.
  @Test func repeatedNamesAreDecodedAlike() throws {
    let maotai: [UInt8] = [0xB9, 0xF3, 0xD6, 0xDD, 0xC3, 0xA9, 0xCC, 0xA8]
    let wuliangye: [UInt8] = [0xCE, 0xE5, 0xC1, 0xB8, 0xD2, 0xBA]
    var bytes = Array("date,name,close\n".utf8)
    for day in 10..<30 {
      for name in [maotai, maotai, wuliangye] {
        bytes += Array("2019-10-\(day),".utf8) + name + Array(",5\n".utf8)
      }
    }
    var trial = try PriceTrial(bytes: bytes)
    trial.layout.encoding = "gb18030"
    trial.columns = PriceColumns(date: "date", close: "close", security: "name")
    #expect(try trial.read().seriesBySource[0].map(\.security.text) == ["五粮液", "贵州茅台"])
    trial.files = []
    try trial.add(bytes + Array("2019-10-30,".utf8) + [0xB9, 0xFF] + Array(",5\n".utf8), name: "other.csv")
    let told = try trial.read().diagnostics.filter { $0.id == .encodingNotUTF8 }
    #expect(told.map(\.location?.line) == [62])
  }

  /// Letters that iconv holds back, because an accent may follow, stay in their field, and the last in its file.
  @Test(arguments: ["windows-1255", "windows-1258", "cp1255"])
  func lettersAreHeldBackWithinAField(_ encoding: String) throws {
    let folder = try ScratchFolder()
    // In windows-1255 the letters alef and bet; in 1258 a with grave and acute, and a with an acute
    // behind it.
    let names: [[UInt8]] = [[0xE0], [0xE1, 0xE0], [0x61, 0xE2], [0x61, 0xEC], [0xE0, 0x61], [0xE1]]
    func text(_ separator: UInt8) -> [UInt8] { Array(names.joined(separator: [separator])) }
    func read(_ bytes: [UInt8]) throws -> String {
      var input = InputFile(path: try folder.write(bytes, to: "names.csv"), name: "names.csv")
      input.encoding = encoding
      let file = try OpenFile(input)
      var text = [UInt8](repeating: 0, count: file.size)
      _ = text.withUnsafeMutableBufferPointer { file.read(at: 0, count: $0.count, into: $0.baseAddress!) }
      return String(decoding: text, as: UTF8.self)
    }
    let alone = try names.map(read)
    #expect(alone.allSatisfy { !$0.isEmpty && !$0.contains("\u{FFFD}") })
    #expect(alone[3].unicodeScalars.count == (encoding == "windows-1258" ? 1 : 2))
    #expect(try read(text(44)) == alone.joined(separator: ","))
    #expect(try read(text(10) + [10]) == alone.joined(separator: "\n") + "\n")
    // Wherever a piece of 256 KiB ends.
    for filling in (256 * 1_024 - 8)...(256 * 1_024) {
      let head = [UInt8](repeating: 120, count: filling) + [44]
      let read = try read(head + text(44))
      #expect(read.dropFirst(filling + 1) == alone.joined(separator: ","))
    }
  }

  /// Whatever its length and however it is cut up, text comes out of iconv as it went in.
  @Test func longTextIsDecodedThroughAWindow() throws {
    let folder = try ScratchFolder()
    var text = "date,name,close\n"
    for row in 0..<40_000 { text += "2019-10-07,贵州茅台\(row)价,\(row + 1)\n" }
    let path = try folder.write(
      Array(text.utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, to: "wide.csv")
    var input = InputFile(path: path, name: "wide.csv")
    input.encoding = "utf-16le"
    let file = try OpenFile(input)
    #expect(file.size == text.utf8.count)
    let expected = Array(text.utf8)
    for (offset, count) in [(0, 100), (900_000, 5_000), (10, 50), (expected.count - 7, 7)] {
      var piece = [UInt8](repeating: 0, count: count)
      let read = piece.withUnsafeMutableBufferPointer {
        file.read(at: offset, count: count, into: $0.baseAddress!)
      }
      #expect(read == count && piece == Array(expected[offset..<(offset + count)]))
    }
  }

  @Test func aDamagedOrShortArchiveIsRefusedWhole() throws {
    let path = PackagePaths.fixture("Formats/polygon/2019-10-04.csv.gz")
    let whole = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    var short = try PriceTrial()
    try short.add(whole.dropLast(9), name: "short.csv.gz")
    #expect(try short.read().diagnostics.map(\.id) == [.fileUnreadable])
    #expect(try short.read().diagnostics[0].message.hasPrefix("the gzip file ends too early"))
    var damaged = try PriceTrial()
    var bytes = whole
    bytes[whole.count / 2] ^= 0xFF
    try damaged.add(bytes, name: "damaged.csv.gz")
    #expect(try damaged.read().diagnostics.map(\.id) == [.fileUnreadable])
    // Members behind each other are one file.
    var double = try PriceTrial()
    let header = "ticker,volume,open,close,high,low,window_start,transactions\n"
    try double.add(whole + whole, name: "double.csv.gz")
    let rows = try double.read()
    #expect(rows.summaries[0].rowsRead == 5 && !header.isEmpty)
    // Zeros behind them are a tape's; anything else is told.
    var padded = try PriceTrial()
    try padded.add(whole + [UInt8](repeating: 0, count: 512), name: "padded.csv.gz")
    #expect(try padded.read().seriesBySource[0].count == rows.seriesBySource[0].count)
    var followed = try PriceTrial()
    try followed.add(whole + Array("a row\n".utf8), name: "followed.csv.gz")
    let told = try followed.read()
    #expect(told.diagnostics.map(\.id) == [.fileUnreadable] && told.seriesBySource[0].isEmpty)
    let message = "the gzip file is followed by 6 bytes that are no part of it"
    #expect(told.diagnostics[0].message.hasPrefix(message))
  }

  @Test(arguments: [
    (
      "<!DOCTYPE html><html><head><title>Too many requests</title></head></html>", "web page",
      "Too many requests"
    ),
    (
      "{\"Information\": \"The rate limit is 25 requests a day.\"}", "JSON",
      "The rate limit is 25 requests a day."
    ),
    (
      "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"No data found\"}}}",
      "JSON",
      "it says 'No data found'"
    ),
    ("{\"status\":\"ERROR\",\"error\":\"exceeded the limit\"}", "JSON", "it says 'exceeded the limit'"),
    ("<table><tr><th>Date</th><th>Close</th></tr></table>", "web page", "Date"),
    ("PK\u{3}\u{4}xxxx", "Excel workbook", ""),
    ("Exceeded the daily hits limit", "one line of text", "Exceeded the daily hits limit"),
    ("No data\r\n", "one line of text", "No data"),
    ("Error: Ticker 'ABC' not found, try another", "one line of text", "Ticker 'ABC' not found"),
    ("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n", "Git LFS", ""),
    ("BZh91AY&SY", "bzip2", ""), (String(repeating: "\0", count: 100), "bytes of value 0", ""),
  ])
  func whatIsNoTableIsQuoted(_ text: String, _ kind: String, _ quoted: String) throws {
    let diagnostics = try PriceTrial(text).read().diagnostics
    #expect(diagnostics.map(\.id) == [.fileUnreadable])
    #expect(
      diagnostics[0].message.contains(kind) && (quoted.isEmpty || diagnostics[0].message.contains(quoted)))
  }

  /// The beginning of an old workbook has as many zeros as text in UTF-16.
  @Test func anOldWorkbookIsKnownByItsFirstBytes() throws {
    let bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 56)
    let diagnostics = try PriceTrial(bytes: bytes).read().diagnostics
    #expect(diagnostics.map(\.id) == [.fileUnreadable] && diagnostics[0].message.contains("Excel workbook"))
  }

  /// A table without rows is no sentence.
  @Test func aHeaderLineAloneIsNoAnswerOfAService() throws {
    #expect(try PriceTrial("Date,Adj Close\n").read().diagnostics.map(\.id) == [.fileWithoutRows])
  }

  @Test(arguments: [
    ("gb18030", [0xC6, 0xBD, 0xB0, 0xB2, 0xD2, 0xF8, 0xD0, 0xD0] as [UInt8]),
    ("windows-1252", Array("Soci".utf8) + [0xE9, 0x74, 0xE9, 0x20] + Array("G".utf8) + [0xE9, 0x6E]),
  ])
  func theLikelyEncodingIsNamed(_ name: String, _ bytes: [UInt8]) {
    #expect(bytes.withUnsafeBufferPointer { TextEncodings.likely($0) } == name)
  }
}
