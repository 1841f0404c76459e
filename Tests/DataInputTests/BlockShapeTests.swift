import TestSupport
import Testing

@testable import DataInput

/// What a block of lines is taken for, before a row of it is read.
@Suite struct BlockShapeTests {
  private func shape(_ bytes: [UInt8], delimiter: UInt8, newline: UInt8) -> CSVBlockShape {
    // What lies behind the block does not count.
    (bytes + [34]).withUnsafeBufferPointer { padded in
      padded.baseAddress.map {
        CSVBlockShape($0, count: bytes.count, delimiter: delimiter, newline: newline)
      } ?? .lines
    }
  }

  private func shape(_ text: String, delimiter: UInt8 = 44) -> CSVBlockShape {
    shape(Array(text.utf8), delimiter: delimiter, newline: 10)
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

  /// Each text stands behind rows of every length.
  @Test(arguments: [
    ("1,2\n,\n3,", CSVBlockShape.bareFields), ("1,2\r\n3,4\r\n", .bareFields), ("1 2,3\t4\n", .bareFields),
    ("1, 2\n", .rows), ("1,2\t\n", .rows), ("1,2 ", .rows), ("1 ,2\n", .rows), ("1, ,2\n", .rows),
  ]) func `bare fields do not end in blanks`(_ text: String, _ expected: CSVBlockShape) {
    for length in 0..<40 { #expect(shape(String(repeating: "x", count: length) + ",1\n" + text) == expected) }
    #expect(shape("1\t2\n", delimiter: 9) == .bareFields)
  }

  @Test(arguments: [
    ("\"a b\",\"\"\n\"c\",\"d\"\n", CSVBlockShape.enclosedFields),
    ("\"a\",\"\"\r\n\"c\",\"d\"\r\n", .enclosedFields),
    ("\"a\",\"b\"", .enclosedFields), ("\"a\",b\n", .enclosedFields), ("a,\"b\"\n,\n", .enclosedFields),
    ("\"a,\",\"b\"\n", .enclosedFields), ("\",\",\",\"\n", .enclosedFields),
    ("\" a \",b c\n", .enclosedFields),
    ("\"a\",\"\"\"\"\n", .rows), ("\"a\"\"\",\"b\"\n", .rows), ("\"\"\"\",\"\"\"\"\n", .rows),
    ("\"a,\"\",b\"\n", .rows), ("\"a\"b,c\n", .rows), ("a\"b\",c\n", .rows), ("\"a\",b \n", .rows),
    ("\"a\", b\n", .rows), ("\"a\",\"b\" \n", .rows), ("\"a\", \"b\"\n", .rows), ("a\"\n\"b\"\n", .lines),
  ]) func `enclosed fields have a quote at both ends`(_ text: String, _ expected: CSVBlockShape) {
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
      let quoted = number(3)
      var block: [UInt8] = []
      for _ in 0..<(1 + number(7)) {
        let fields: [[UInt8]] = (0...number(4)).map { _ in
          let quotes = [UInt8](repeating: 34, count: quoted == 2 ? number(2) : quoted)
          let inner = [32, quotes.isEmpty ? 32 : delimiter]
          return quotes
            + (0..<number(12)).map { _ in number(40) == 0 ? inner[number(2)] : UInt8(48 + number(10)) }
            + quotes
        }
        block += fields.joined(separator: [delimiter]) + ending
      }
      for _ in 0..<number(3) { block[number(block.count)] = odd[number(odd.count)] }
      block.removeLast(number(2) * number(min(4, block.count)))
      let newline = ending[ending.count - 1]
      let found = shape(block, delimiter: delimiter, newline: newline)
      #expect(found == Definition(block, delimiter, newline).shape, "\(block)")
    }
  }
}

/// The shape of a block by a plain look at each of its bytes.
private struct Definition {
  let shape: CSVBlockShape

  init(_ block: [UInt8], _ delimiter: UInt8, _ newline: UInt8) {
    guard let first = block.first, first > 32, !Self.hasOddLine(block, newline) else {
      shape = .lines
      return
    }
    let lines = block.split(separator: newline, omittingEmptySubsequences: false)
    guard lines.allSatisfy({ line in line.filter { $0 == 34 }.count % 2 == 0 }) else {
      shape = .lines
      return
    }
    let fields = lines.flatMap { Self.fields(newline == 10 && $0.last == 13 ? $0.dropLast() : $0, delimiter) }
    if fields.allSatisfy({ Self.isBare($0) || Self.isEnclosed($0) }) {
      shape = block.contains(34) ? .enclosedFields : .bareFields
    } else {
      shape = .rows
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

  private static func fields(_ line: ArraySlice<UInt8>, _ delimiter: UInt8) -> [[UInt8]] {
    var (fields, isQuoted): ([[UInt8]], Bool) = ([[]], false)
    for byte in line {
      if byte == 34 { isQuoted.toggle() }
      if byte == delimiter, !isQuoted { fields.append([]) } else { fields[fields.count - 1].append(byte) }
    }
    return fields
  }

  private static func isBare(_ field: [UInt8]) -> Bool {
    !field.contains(34) && ![field.prefix(1), field.suffix(1)].joined().contains(where: FieldText.isBlank)
  }

  private static func isEnclosed(_ field: [UInt8]) -> Bool {
    field.count > 1 && field.first == 34 && field.last == 34 && field.filter { $0 == 34 }.count == 2
  }
}
