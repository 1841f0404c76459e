import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// However a file is cut into pieces and whoever reads them, the same comes out.
@Suite struct ChunkCutTests {
  /// Quoted line breaks and doubled quotes, blank lines, faults of every kind, no final newline.
  static func nastyLines() -> [String] {
    var lines = ["date,symbol,open,high,low,close,volume,note"]
    for day in 1...9 {
      for symbol in ["AMBA", "\"Smith, \"\"J\"\"\"", "NA", "\"two\nlines\""] {
        let date = "2019-10-0\(day)"
        switch day {
        case 3: lines.append("\(date),\(symbol),10,12,9,1\(day).25,0,\"a\nb,\"\"c\"\"\n,d\"")
        case 4: lines.append("\(date),\(symbol),10,12,9,null,100,")
        case 5: lines.append("")
        case 6: lines.append("\(date),\(symbol),10,12,9,abc,100")
        case 7: lines.append("\(date),\(symbol),1\"0,12,9,11,100,")
        default: lines.append("\(date),\(symbol),10,12,9,1\(day % 3).2\(day),100,x")
        }
      }
    }
    lines.append("2019-11-01,AMBA,10,12,9,11,5,\"never closed")
    // Longer than the rows before it: what a quote that is not closed reaches.
    lines.append("2019-11-02,AMBA,10,12,9,11.5,5," + String(repeating: "z", count: 90))
    return lines
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func everyCutGivesTheSame(_ lineEnd: String) throws {
    let text = "\u{FEFF}" + Self.nastyLines().joined(separator: lineEnd)
    let trial = try PriceTrial(text)
    let whole = try trial.read().described
    #expect(whole.contains("never closed"))
    for chunkBytes in 1...(text.utf8.count + 1) {
      let cut = try trial.read(jobs: chunkBytes % 3 + 1, chunkBytes: chunkBytes).described
      #expect(cut == whole, "pieces of \(chunkBytes) bytes")
    }
  }

  @Test func jobsDoNotMatter() throws {
    var trial = try PriceTrial()
    for file in 0..<5 {
      try trial.add(Self.nastyLines().joined(separator: "\n").utf8, name: "prices\(file).csv")
    }
    let one = try trial.read(jobs: 1, chunkBytes: 100).described
    for jobs in [2, 4, 8] {
      #expect(try trial.read(jobs: jobs, chunkBytes: 100).described == one)
    }
  }

  /// Rows of the careful way and of the fast way, at block ends too: a row's line is where its text stands.
  @Test(arguments: ["\n", "\r\n", "\r"])
  func linesAreRightAcrossBlocks(_ lineEnd: String) throws {
    var text = "date,close,note" + lineEnd
    var expected: [UInt32] = []
    var line: UInt32 = 2
    var day = CalendarDate(dayNumber: 0)
    for row in 0..<40_000 {
      if row % 9_973 == 5_000 {
        text += lineEnd + "  " + lineEnd
        line += 2
      }
      expected.append(line)
      let note = row % 13_001 == 4_000 ? "\"two\(lineEnd)lines\"" : "plain text to fill the row"
      text += "\(day),\(row + 1),\(note)" + lineEnd
      line += row % 13_001 == 4_000 ? 2 : 1
      day = day.advanced(by: 1)
    }
    let trial = try PriceTrial(text, name: "AMBA.csv")
    for chunkBytes in [8 << 20, 300_001] {
      let series = try #require(try trial.read(jobs: 2, chunkBytes: chunkBytes).seriesBySource[0].first)
      #expect(series.lines == expected)
      #expect(series.values == (1...40_000).map(Double.init))
    }
  }

  /// A line inside quotes that looks like a row is one wherever blocks of the file end, and one that only looks so in part is none.
  @Test func rowsInQuotesAcrossBlocks() throws {
    let block = FileBlock.bytes
    let rows =
      "2019-10-07,AMBA,\"b\n2019-10-08,AMBA,7,8\n\",5\n"
      + "2019-10-10,AMBA,\"c\n2019-10-11,AMBA,7,8,9\n\",6\n2019-10-14,AMBA,d,7\n"
    var told: Set<String> = []
    for shift in stride(from: 0, through: rows.utf8.count, by: 3) {
      let filler = String(repeating: "f", count: block - 30 - shift)
      let text = "date,symbol,note,close\n2019-10-01,AMBA,\(filler),5\n" + rows
      let trial = try PriceTrial(text)
      let whole = try trial.read()
      told.insert(whole.diagnostics.map(\.shown).joined())
      #expect(try trial.read(jobs: 2, chunkBytes: block + shift).described == whole.described)
    }
    #expect(told.count == 1 && told.first?.contains("prices.csv:3: ") == true)
    #expect(told.first?.contains("prices.csv:6: ") == false)
  }

  /// Seeded damage to a file: never a crash, the same for every cut, and every row read or refused with a
  /// reason.
  @Test func damagedFiles() throws {
    let good = Array((Self.nastyLines().prefix(12)).joined(separator: "\n").utf8)
    var random = SeededGenerator(seed: 42)
    let bytes: [UInt8] = [34, 10, 13, 44, 0, 255, 32, 9, 46, 45, 48]
    for _ in 0..<300 {
      var damaged = good
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let at = Int.random(in: 0..<damaged.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: damaged[at] = bytes.randomElement(using: &random) ?? 34
        case 1: damaged.insert(bytes.randomElement(using: &random) ?? 34, at: at)
        default: damaged.remove(at: at)
        }
      }
      let trial = try PriceTrial(bytes: damaged)
      let whole = try trial.read()
      let cut = try trial.read(chunkBytes: Int.random(in: 1...200, using: &random))
      #expect(cut.described == whole.described)
      let summary = try #require(whole.summaries.first)
      let kept = whole.seriesBySource[0].reduce(0) { $0 + $1.count }
      #expect(summary.rowsRead - summary.rowsRefused == kept)
    }
  }
}
