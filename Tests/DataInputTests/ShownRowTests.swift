import CNumberText
import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Rows that are read together when they are complete say what the same rows say field by field, which a blank at the end of
/// the file brings about.
@Suite struct ShownRowTests {
  private static let header = "symbol,date,open,high,low,close,volume,note"

  private static func number(_ random: inout SeededGenerator) -> String {
    let value = random.uniform()
    let digits = Array("9876543210123456789")
    switch Int(random.uniform() * 24) {
    case 0: return ""
    case 1: return "-1.5"
    case 2: return "."
    case 3: return "1.2.3"
    case 4: return "0"
    case 5: return "n/a"
    case 6: return "1e2"
    case 7: return "\(100 + value)"
    case 8: return "$5"
    default:
      var text = String(digits.prefix(1 + Int(value * 12)))
      let mark = Int(random.uniform() * 14)
      if mark <= text.count { text.insert(".", at: text.index(text.startIndex, offsetBy: mark)) }
      return text
    }
  }

  private static func row(_ index: Int, _ random: inout SeededGenerator) -> [String] {
    let day = CalendarDate(dayNumber: Int32(17_000 + index))
    let security = ["A", "LONGEST.NAME", "B", ""][Int(random.uniform() * 3.1)]
    let price = "\(100 + index).25"
    let isPlain = random.uniform() < 0.5
    let prices = (0..<4).map { _ in isPlain ? price : number(&random) }
    var fields = [security, "\(day)"] + prices + [number(&random), "n"]
    switch Int(random.uniform() * 20) {
    case 0: fields.removeLast()
    case 1: fields.append("")
    case 2: fields += ["", "x"]
    case 3: fields[1] = "2019-13-40"
    case 4: fields[1] = ""
    case 5: fields = fields.map { _ in "" } + ["", ""]
    case 6: fields[7] = ""
    default: break
    }
    return fields
  }

  private func told(_ text: String, mark: String, chunkBytes: Int = 8 << 20) throws -> [String] {
    var trial = try PriceTrial(text)
    if mark == "," { trial.layout = FileLayout(delimiter: 59, decimalComma: true) }
    let input = try trial.read(chunkBytes: chunkBytes)
    let series = input.seriesBySource[0].map {
      "\($0.security) \($0.dates) \($0.values) \($0.open) \($0.close) \($0.zeroVolume) \($0.lines)"
    }
    let counts = input.summaries.map { "\($0.rowsRead) \($0.rowsRefused)" }
    return series + counts + input.diagnostics.map(\.shown)
  }

  @Test(arguments: ["\n", "\r\n", "\r"], [".", ","])
  func `a row says what its fields say`(_ ending: String, _ mark: String) throws {
    var random = SeededGenerator(seed: 23)
    let delimiter = mark == "," ? ";" : ","
    for trial in 0..<60 {
      let rows = (0..<(5 + trial)).map { index in
        Self.row(index, &random).map { $0.replacing(".", with: mark) }.joined(separator: delimiter)
      }
      let header = Self.header.replacing(",", with: delimiter)
      let text = ([header] + rows).map { $0 + ending }.joined()
      let whole = try told(text, mark: mark)
      #expect(try told(text + " " + ending, mark: mark) == whole, "\(text)")
      #expect(try told(text, mark: mark, chunkBytes: 97) == whole, "\(text)")
      let quoted = rows.map { "\"" + $0.replacing(delimiter, with: "\"\(delimiter)\"") + "\"" }
      let enclosed = ([header] + quoted).map { $0 + ending }.joined()
      let inQuotes = try told(enclosed, mark: mark)
      #expect(try told(enclosed + " " + ending, mark: mark) == inQuotes, "\(enclosed)")
      #expect(
        Array(inQuotes.prefix { !$0.contains("prices.csv") }) == whole.prefix { !$0.contains("prices.csv") })
    }
  }

  /// Every count of characters and place of the mark, and characters out of place.
  @Test(arguments: [46, 44] as [UInt8]) func `four numbers at once are the four`(_ mark: UInt8) throws {
    try #require(es_reads_numbers() != 0, "this processor reads one number after the other")
    var random = SeededGenerator(seed: 5)
    for _ in 0..<50_000 {
      let longest = random.uniform() < 0.5 ? 10.0 : 24
      let texts: [[UInt8]] = (0..<4).map { _ in
        var text = (0..<Int(random.uniform() * longest)).map { _ in 48 + UInt8(random.uniform() * 10) }
        if !text.isEmpty, random.uniform() < 0.7 { text[Int(random.uniform() * Double(text.count))] = mark }
        if !text.isEmpty, random.uniform() < 0.1 {
          text[Int(random.uniform() * Double(text.count))] =
            Array("-/:. ,x\0\u{FF}".utf8)[Int(random.uniform() * 9)]
        }
        return text
      }
      let (numbers, unread) = Self.readTogether(texts, mark)
      for (lane, text) in texts.enumerated() {
        let expected = Self.readAlone(text, mark)
        let isRead = unread >> UInt32(lane) & 1 == 0
        // Fifteen digits are below 2^52.
        if text.count <= 15 { #expect(isRead == (expected != nil), "\(text)") }
        if isRead { #expect(numbers[3 - lane].bitPattern == expected?.bitPattern, "\(text)") }
      }
    }
  }

  /// Up to eight, up to sixteen and more characters in any order: all of them are read, and none waits for another.
  @Test(arguments: [46, 44] as [UInt8]) func `short and long numbers share a row`(_ mark: UInt8) throws {
    try #require(es_reads_numbers() != 0, "this processor reads one number after the other")
    var random = SeededGenerator(seed: 29)
    for _ in 0..<20_000 {
      let texts: [[UInt8]] = (0..<4).map { _ in
        let before = 1 + Int(random.uniform() * 7)
        // Nineteen digits are below 2^64.
        let behind = [0, 7 - before, 14 - before, min(9 + Int(random.uniform() * 10), 19 - before)][
          Int(random.uniform() * 4)]
        var text = (0...(before + behind)).map { _ in 49 + UInt8(random.uniform() * 9) }
        text[before] = mark
        return text
      }
      let (numbers, unread) = Self.readTogether(texts, mark)
      #expect(unread == 0, "\(texts)")
      for (lane, text) in texts.enumerated() {
        #expect(numbers[3 - lane].bitPattern == Self.readAlone(text, mark)?.bitPattern, "\(text)")
      }
    }
  }

  /// The numbers, the first in the last of four slots.
  private static func readTogether(_ texts: [[UInt8]], _ mark: UInt8) -> ([Double], UInt32) {
    var (block, fields): ([UInt8], [es_field]) = ([], [])
    for text in texts {
      fields.append(es_field(start: UInt32(block.count), count: UInt32(text.count)))
      block += text + [59]
    }
    block += [UInt8](repeating: 48, count: NumberScan.slack)
    let columns = (0..<4).map { es_number_column(field: $0, slot: 3 - $0) }
    var numbers = [Double](repeating: -1, count: 4)
    let unread = es_read_numbers(block, fields, columns, 4, mark, &numbers)
    return (numbers, unread)
  }

  /// Digits and a mark; neither a sign nor an exponent.
  private static func readAlone(_ text: [UInt8], _ mark: UInt8) -> Double? {
    guard text.allSatisfy({ $0 &- 48 <= 9 || $0 == mark }) else { return nil }
    return NumberScan.number(String(decoding: text, as: UTF8.self), decimalMark: mark)
  }
}

extension SeededGenerator {
  fileprivate mutating func uniform() -> Double { Double.random(in: 0..<1, using: &self) }
}
