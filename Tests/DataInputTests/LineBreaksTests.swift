import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Files that were put together by hand, with line breaks of several kinds: LF and CR LF end lines, and so does CR where most
/// lines end in it; a CR among them ends a row and no line.
@Suite struct LineBreaksTests {
  private static let ends = ["\n", "\r\n", "\r"]

  private func told(_ text: String, chunkBytes: Int) throws -> [String] {
    let input = try PriceTrial(text, name: "A.csv").read(chunkBytes: chunkBytes)
    let lines = input.seriesBySource[0].map { "\($0.values) \($0.lines)" }
    return lines + input.diagnostics.map(\.shown)
  }

  @Test func mixedEndsLoseNoRow() throws {
    var random = TestNumbers(seed: 5)
    for trial in 0..<60 {
      var (text, line) = ("date,close\n", 2)
      var (lines, faults): ([UInt32], [Int]) = ([], [])
      let day = CalendarDate(dayNumber: 18_000)
      for row in 0..<40 {
        let isBad = random.next() < -0.4
        if isBad { faults.append(line) } else { lines.append(UInt32(line)) }
        // LF ends at least every second line, so that it is the kind of the file.
        let end = row % 2 == 0 ? "\n" : Self.ends[Int((random.next() + 0.5) * 3)]
        text += "\(day.advanced(by: row)),\(isBad ? "-" : "")\(row + 1)" + end
        line += end == "\r" ? 0 : 1
      }
      let input = try PriceTrial(text, name: "A.csv").read()
      #expect(input.seriesBySource[0].first?.lines == lines, "\(trial): \(text.debugDescription)")
      #expect(input.diagnostics.map(\.location?.line) == faults)
      #expect(input.diagnostics.allSatisfy { $0.message.contains("found '-") })
      let whole = try told(text, chunkBytes: 8 << 20)
      for chunkBytes in [37, 97, 300] { #expect(try told(text, chunkBytes: chunkBytes) == whole) }
    }
  }

  /// A line break that the end of a block cuts in two, or that ends it.
  @Test(arguments: ["\r\n", "\r", "\r\r", "\r\r\n", "\n\r", "\r\n\r"], -3...1)
  func aBlockEndsInALineBreak(_ end: String, _ shift: Int) throws {
    let header = "date,close,note\n"
    // A blank line, so that libcsv gets line after line.
    let first = "2019-10-01,1,x\n\n2019-10-02,2,"
    let length = FileBlock.bytes + shift - first.utf8.count
    let text =
      header + first + String(repeating: "y", count: length) + end + "2019-10-03,-3,z\n2019-10-04,4,z"
    let line = 4 + end.utf8.count { $0 == 10 }
    let input = try PriceTrial(text, name: "A.csv").read(chunkBytes: 8 << 20)
    let series = try #require(input.seriesBySource[0].first)
    #expect(series.lines == [2, 4, UInt32(line + 1)])
    #expect(input.diagnostics.compactMap(\.location?.line) == [line])
  }

  /// A header line that ends in another way than the rows: a fault costs one row.
  @Test(arguments: ends, ends) func theHeaderEndsInItsOwnWay(_ header: String, _ rows: String) throws {
    let lines = ["2019-10-01,1", "2019-10-02,\"2\"x", "2019-10-03,3", "2019-10-04,-4", "2019-10-05,5"]
    let text = "date,close" + header + lines.joined(separator: rows)
    let input = try PriceTrial(text, name: "A.csv").read()
    // A header that ends in a kind of its own and the first row are one line.
    let first = header.utf8.contains(rows == "\r" ? 13 : 10) ? 2 : 1
    #expect(input.seriesBySource[0].first?.lines == [0, 2, 4].map { UInt32(first + $0) })
    #expect(input.diagnostics.map(\.location?.line) == [first + 1, first + 3])
    #expect(input.summaries[0].rowsRead == 5)
  }

  /// The last line has no line break and the piece of the file that begins in it has no row: a fault of the last row has its
  /// place all the same.
  @Test func theLastLineIsALine() throws {
    let text = "date,close\n2019-10-01,1\n\n2019-10-02,2\n2019-10-01,3"
    let whole = try told(text, chunkBytes: 8 << 20)
    #expect(whole.contains { $0.contains("A.csv:5:1: ") })
    for chunkBytes in 1...text.utf8.count { #expect(try told(text, chunkBytes: chunkBytes) == whole) }
  }

  /// The text of a row that is too long to be read again is not quoted: the value is.
  @Test func longRowsAreNotQuoted() throws {
    let long = String(repeating: "y", count: 20_000)
    let lines = String(repeating: "z\n", count: 9_000)
    let text = """
      date,note,close
      2019-10-01,x,1
      2019-10-02,\(long),-5
      2019-10-03,"\(long)
      ",-7
      2019-10-04,"\(lines)",-9
      2019-10-05,x,2

      """
    let input = try PriceTrial(text, name: "A.csv").read()
    #expect(input.diagnostics.map(\.location?.line) == [3, 4, 6])
    #expect(input.diagnostics.allSatisfy { $0.location?.column == nil })
    #expect(
      input.diagnostics.map(\.message) == [-5, -7, -9].map { "close must be greater than 0, found '\($0)'" })
  }
}
