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

  private func shape(_ text: String, delimiter: UInt8 = 44) -> CSVBlockShape {
    var bytes = Array(text.utf8)
    bytes.append(0)
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map {
        CSVBlockShape($0, count: bytes.count - 1, delimiter: delimiter, newline: 10)
      } ?? .lines
    }
  }

  @Test func `every line must have its quotes`() {
    #expect(shape("\"a \"\"b\"\" c\",1\nx,y") == .rows)
    #expect(shape("\"a\n\",\"b\"\n") == .lines)
    #expect(shape("\"a\",\"b\"\n\n\"c\"\n") == .lines)
    #expect(shape("\"a\",\"b\"\n\"c") == .lines)
    #expect(shape("\"a\rb\",1\n") == .lines)
    for length in 0..<40 {
      let padding = String(repeating: "x", count: length)
      #expect(shape(padding + "z\"q\"\n\"r\"\n") == .rows, "\(length)")
      #expect(shape(padding + "z\"q\n\"\"r\"\n") == .lines, "\(length)")
    }
  }

  /// Fields tell their places where all or none are quoted. Each text stands behind rows of every length.
  @Test(arguments: [
    ("1,2\n,\n3,", CSVBlockShape.bareFields), ("1,2\r\n3,4\r\n", .bareFields), ("1, 2\n", .rows),
    ("1,2\t\n", .rows),
  ]) func `bare fields have no blanks`(_ text: String, _ expected: CSVBlockShape) {
    for length in 0..<40 { #expect(shape(String(repeating: "x", count: length) + ",1\n" + text) == expected) }
    #expect(shape("1\t2\n", delimiter: 9) == .bareFields)
  }

  @Test(arguments: [
    ("\"a b\",\"\"\n\"c\",\"d\"\n", CSVBlockShape.quotedFields),
    ("\"a\",\"\"\r\n\"c\",\"d\"\r\n", .quotedFields),
    ("\"a\",\"b\"", .quotedFields), ("\"a\",b\n", .rows), ("\"a\",\"\"\"\"\n", .rows),
    ("\"a,\",\"b\"\n", .rows),
    ("\",\",\"b\"\n", .rows), ("\"a\",\"b\" \n", .rows), ("\"a\", \"b\"\n", .rows),
    ("\"a\"\"\",\"b\"\n", .rows),
    ("\"\"\"\",\"\"\"\"\n", .rows), ("\",\",\",\"\n", .rows),
  ]) func `quoted fields have a quote at both ends`(_ text: String, _ expected: CSVBlockShape) {
    for length in 0..<40 {
      let row = "\"" + String(repeating: "x", count: length) + "\",\"1\"\n"
      #expect(shape(row + text) == expected, "\(length)")
      #expect(shape(row + text + (text.utf8.last == 10 ? "" : "\n") + row) == expected, "\(length)")
    }
  }
}
