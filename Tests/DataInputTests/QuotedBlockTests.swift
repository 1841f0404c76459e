import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Files with every field quoted are parsed block by block where each line is a row, otherwise line by line: both ways say
/// the same.
@Suite struct QuotedBlockTests {
  private static let header = "\"symbol\",\"date\",\"close\",\"note\"\n"
  /// A field over two lines: the block that holds it is read line by line.
  private static let forced = "\"A\",\"2030-13-01\",\"1\",\"over\ntwo lines\"\n"

  private static func row(_ number: Int, _ random: inout TestNumbers, _ ending: String) -> String {
    let day = CalendarDate(dayNumber: Int32(17_000 + number))
    let row = "\"A\",\"\(day)\",\"\(100 + number).25\",\"plain\""
    let choice = Int(random.next().magnitude * 1_000) % 24
    let damaged =
      switch choice {
      case 0: "\"A\",\"\(day)\",\"1\"5\",\"a \"quote\" inside\""
      case 1: "\"A\"x,\"\(day)\",\"15\",\"\""
      case 2: "\"A\",\"\(day)\",\"abc\",\"unreadable\""
      case 3: "\"A\",\"\(day)\",\"15\",\"doubled \"\"quotes\"\" and, a comma\""
      case 4: "A,\(day),\(100 + number).25,no quotes"
      case 5: "\"A\",\"\(day)\",\"15\""
      case 6: "\"A\",\"\(day)\",\"-3\",\"\""
      case 7: "  \"A\"  ,\"\(day)\",\"16\",\"\""
      case 8: "A,\(day),1\"\"6,\"\""
      default: row
      }
    return damaged + ending
  }

  private func told(_ text: String, chunkBytes: Int) throws -> (lines: [String], values: [[Double]]) {
    let input = try PriceTrial(text).read(chunkBytes: chunkBytes)
    return (
      input.diagnostics.filter { $0.location?.line != nil }.map(\.shown),
      input.seriesBySource[0].map(\.values)
    )
  }

  @Test(arguments: ["\n", "\r\n"]) func `a block says what its lines say`(_ ending: String) throws {
    var random = TestNumbers(seed: 11)
    for trial in 0..<120 {
      let count = 5 + trial % 40
      let rows = (0..<count).map { Self.row($0, &random, ending) }.joined()
      let text = Self.header + rows
      let whole = try told(text, chunkBytes: 8 << 20)
      let byLine = try told(text + Self.forced, chunkBytes: 8 << 20)
      #expect(byLine.lines.count == whole.lines.count + 1, "\(text)")
      #expect(Array(byLine.lines.dropLast()) == whole.lines, "\(text)")
      #expect(byLine.values == whole.values, "\(text)")
      let pieces = try told(text, chunkBytes: 97)
      #expect(pieces.lines == whole.lines && pieces.values == whole.values, "\(text)")
    }
  }
}
