import TestSupport
import Testing

@testable import DataInput

/// What a block of lines is taken for, before a row of it is read.
@Suite struct BlockShapeTests {
  private func shape(
    _ bytes: [UInt8], delimiter: UInt8, newline: UInt8, seeksQuotedFields: Bool
  ) -> CSVBlockShape {
    // What lies behind the block does not count.
    (bytes + [34]).withUnsafeBufferPointer { padded in
      padded.baseAddress.map {
        CSVBlockShape(
          $0, count: bytes.count, delimiter: delimiter, newline: newline, seeksQuotedFields: seeksQuotedFields
        )
      } ?? .lines
    }
  }

  private func shape(_ text: String, delimiter: UInt8 = 44) -> CSVBlockShape {
    shape(Array(text.utf8), delimiter: delimiter, newline: 10, seeksQuotedFields: true)
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
    ("1,2\n,\n3,", CSVBlockShape.bareFields), ("1,2\r\n3,4\r\n", .bareFields), ("1 2,3\t4\n", .bareFields),
    ("1, 2\n", .rows), ("1,2\t\n", .rows), ("1,2 ", .rows), ("1 ,2\n", .rows), ("1, ,2\n", .rows),
  ]) func `bare fields do not end in blanks`(_ text: String, _ expected: CSVBlockShape) {
    for length in 0..<40 { #expect(shape(String(repeating: "x", count: length) + ",1\n" + text) == expected) }
    #expect(shape("1\t2\n", delimiter: 9) == .bareFields)
  }

  @Test(arguments: [
    ("\"a b\",\"\"\n\"c\",\"d\"\n", CSVBlockShape.quotedFields),
    ("\"a\",\"\"\r\n\"c\",\"d\"\r\n", .quotedFields),
    ("\"a\",\"b\"", .quotedFields), ("\"a\",b\n", .rows), ("\"a\",\"\"\"\"\n", .rows),
    ("\"a,\",\"b\"\n", .rows),
    ("a\"\n\"b\"\n", .lines), ("\",\",\"b\"\n", .rows), ("\"a\",\"b\" \n", .rows), ("\"a\", \"b\"\n", .rows),
    ("\"a\"\"\",\"b\"\n", .rows),
    ("\"\"\"\",\"\"\"\"\n", .rows), ("\",\",\",\"\n", .rows),
  ]) func `quoted fields have a quote at both ends`(_ text: String, _ expected: CSVBlockShape) {
    for length in 0..<40 {
      let row = "\"" + String(repeating: "x", count: length) + "\",\"1\"\n"
      #expect(shape(row + text) == expected, "\(length)")
      #expect(shape(row + text + (text.utf8.last == 10 ? "" : "\n") + row) == expected, "\(length)")
    }
  }

  /// Random blocks of every length up to some hundred bytes, most of them in order but for a few bytes.
  @Test(arguments: [[10], [13, 10], [13]] as [[UInt8]], [44, 59, 9, 32] as [UInt8])
  func `a block is what its bytes say one by one`(_ ending: [UInt8], _ delimiter: UInt8) {
    var random = TestNumbers(seed: 31)
    func number(_ end: Int) -> Int { Int(random.next().magnitude * 1e6) % end }
    let odd: [UInt8] = [0, 9, 10, 13, 31, 32, 33, 34, 34, delimiter, 48, 255]
    for _ in 0..<1_500 {
      let quotes = [UInt8](repeating: 34, count: number(2))
      var block: [UInt8] = []
      for _ in 0..<(1 + number(7)) {
        let fields = (0...number(4)).map { _ in
          quotes + (0..<number(12)).map { _ in number(40) == 0 ? 32 : UInt8(48 + number(10)) } + quotes
        }
        block += fields.joined(separator: [delimiter]) + ending
      }
      for _ in 0..<number(3) { block[number(block.count)] = odd[number(odd.count)] }
      block.removeLast(number(2) * number(min(4, block.count)))
      for seeks in [true, false] {
        let expected = Definition(block, delimiter, ending[ending.count - 1], seeksQuotedFields: seeks).shape
        let found = shape(
          block, delimiter: delimiter, newline: ending[ending.count - 1], seeksQuotedFields: seeks)
        #expect(found == expected, "\(block)")
      }
    }
  }
}

/// The shape of a block by a plain look at each of its bytes.
private struct Definition {
  let shape: CSVBlockShape

  init(_ block: [UInt8], _ delimiter: UInt8, _ newline: UInt8, seeksQuotedFields: Bool) {
    guard let first = block.first, first > 32, !Self.hasOddLine(block, newline) else {
      shape = .lines
      return
    }
    let fields = Self.fields(block, delimiter, newline)
    if !block.contains(34) {
      shape = fields.contains(where: Self.endsBlank) ? .rows : .bareFields
    } else if seeksQuotedFields, fields.allSatisfy(Self.isEnclosed) {
      shape = .quotedFields
    } else {
      let lines = block.split(separator: newline, omittingEmptySubsequences: false)
      shape = lines.allSatisfy { line in line.filter { $0 == 34 }.count % 2 == 0 } ? .rows : .lines
    }
  }

  private static func hasOddLine(_ block: [UInt8], _ newline: UInt8) -> Bool {
    block.indices.contains { index in
      let next = index + 1 < block.count ? block[index + 1] : nil
      switch block[index] {
      case 0: return true
      case newline: return next.map { $0 <= 32 } ?? false
      case 13: return next != 10
      case 10: return true
      default: return false
      }
    }
  }

  private static func fields(_ block: [UInt8], _ delimiter: UInt8, _ newline: UInt8) -> [[UInt8]] {
    var lines = block.split(separator: newline, omittingEmptySubsequences: false)
    let unfinished = lines.removeLast()
    if !unfinished.isEmpty { lines.append(unfinished.last == delimiter ? unfinished.dropLast() : unfinished) }
    return lines.flatMap { line in
      let isReturned = newline == 10 && line.last == 13
      return (isReturned ? line.dropLast() : line).split(
        separator: delimiter, omittingEmptySubsequences: false
      ).map(Array.init)
    }
  }

  private static func endsBlank(_ field: [UInt8]) -> Bool {
    [field.prefix(1), field.suffix(1)].joined().contains(where: FieldText.isBlank)
  }

  private static func isEnclosed(_ field: [UInt8]) -> Bool {
    field.count > 1 && field.first == 34 && field.last == 34 && field.filter { $0 == 34 }.count == 2
  }
}
