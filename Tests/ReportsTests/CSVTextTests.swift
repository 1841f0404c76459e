import CNumberText
import CoreTypes
import Foundation
import Reports
import TestSupport
import Testing

@Suite struct CSVTextTests {
  private func row(_ write: (inout CSVText) -> Void) -> String {
    var text = CSVText()
    write(&text)
    text.endRow()
    return String(decoding: text.bytes, as: UTF8.self)
  }

  @Test func numbersAreTheShortestThatReadBack() {
    #expect(row { $0.field(0.1 + 0.2) } == "0.30000000000000004\n")
    #expect(row { $0.field(3.0) } == "3\n")
    #expect(row { $0.field(-0.0) } == "0\n")
    #expect(row { $0.field(-0.0123) } == "-0.0123\n")
    #expect(row { $0.field(1e-300) } == "1e-300\n")
  }

  @Test func missingIsEmpty() {
    #expect(
      row {
        $0.field(Double.nan)
        $0.field(Double.infinity)
        $0.field(nil as Double?)
        $0.field(nil as Int?)
        $0.field(nil as CalendarDate?)
        $0.missing()
      } == ",,,,,\n")
  }

  @Test func everyNumberReadsBackToItself() {
    var state: UInt64 = 99
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      guard value.isFinite else { continue }
      let text = row { $0.field(value) }
      #expect(Double(text.dropLast()) == value)
    }
  }

  /// Numbers of every size, of few and of many digits: the same bytes as the standard library's.
  @Test func numbersAreWrittenAsTheStandardLibraryWritesThem() {
    var random = SeededGenerator(seed: 20_240_607)
    for exponent in -90...24 {
      for _ in 0..<300 {
        let digits = Double(Int.random(in: 1...10_000, using: &random))
        let whole = Double(
          sign: .plus, exponent: exponent * 3, significand: Double.random(in: 1..<2, using: &random))
        for value in [digits * pow(10, Double(exponent)), whole, digits / 100, whole.nextUp, -whole] {
          #expect(row { $0.field(value) } == standard(value) + "\n")
        }
      }
    }
    for power in -1_022...1_023 {
      let value = Double(sign: .plus, exponent: power, significand: 1)
      for neighbor in [value, value.nextUp, value.nextDown] {
        #expect(row { $0.field(neighbor) } == standard(neighbor) + "\n")
      }
    }
  }

  private func standard(_ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { room in
      guard let start = room.baseAddress else { return "" }
      let count = es_write_double_standard(value, start, 64)
      return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }
  }

  /// More than the room that a text begins with, and fields that need more of it than any number.
  @Test func longTextsAndManyRows() {
    let long = String(repeating: "x,\"", count: 3_000)
    var text = CSVText()
    for number in 0..<2_000 {
      text.field(number)
      text.field(Double(number) / 3)
      text.endRow()
    }
    text.field(long)
    text.endRow()
    let lines = String(decoding: text.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 2_001)
    #expect(lines[1_000] == "1000,333.3333333333333")
    #expect(lines[2_000] == "\"" + long.replacing("\"", with: "\"\"") + "\"")
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""),
    ("two\nlines", "\"two\nlines\""),
    ("=1+1", "'=1+1"), ("+49", "'+49"), ("-5", "'-5"), ("@cmd", "'@cmd"), ("\tx", "'\tx"),
    ("=a,b", "\"'=a,b\""), ("", ""), ("ünïcödé 中文", "ünïcödé 中文"),
  ])
  func textIsQuotedAndMadeHarmless(_ text: String, _ expected: String) {
    #expect(row { $0.field(text) } == expected + "\n")
    #expect(row { $0.plain(CSVField(text)) } == expected + "\n")
  }

  @Test func datesAndIntegers() throws {
    let date = try #require(CalendarDate(iso: "0987-03-04"))
    #expect(row { $0.field(date) } == "0987-03-04\n")
    #expect(row { $0.field(-120) } == "-120\n")
    #expect(row { $0.field(0) } == "0\n")
  }

  @Test func everyTableNamesEachColumnOnce() {
    for table in ReportTable.allCases {
      let columns = table.columns(alternative: "greater")
      #expect(Set(columns).count == columns.count)
      #expect(table.columns(alternative: nil) == columns.filter { $0 != "p_greater" })
    }
  }
}
