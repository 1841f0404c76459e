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

  /// Every choice of eight columns of every kind, over two rows.
  @Test func columnsThatAreNotWantedAreLeftOut() {
    let names = ["id", "quoted", "formula", "date", "number", "missing", "moment", "plain"]
    let date = CalendarDate(year: 2019, month: 10, day: 7)
    func rows(_ columns: ColumnChoice) -> [[Substring]] {
      var text = CSVText(header: names, columns)
      for number in 1...2 {
        text.field("E\(number)")
        text.field("says \"no\"; \(number)\r")
        text.field("=\(number)")
        text.field(date)
        text.field(Double(number) / 3)
        text.missing()
        text.field(nil as String?)
        text.word(of: EventWarning.priceSign)
        text.endRow()
      }
      return String(decoding: text.bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false
      )
      .dropLast().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }
    let whole = rows(.all)
    #expect(whole.count == 3 && whole.allSatisfy { $0.count == 8 })
    for choice in 1..<256 {
      let places = names.indices.filter { choice >> $0 & 1 == 1 }
      let columns = ColumnChoice(places.map { names[$0] }, of: names)
      #expect(rows(columns) == whole.map { row in places.map { row[$0] } })
    }
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

  private func standard(_ value: Double) -> String { NumberText.standard(value) }

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
    #expect(CSVField(text).bytes == Array(expected.utf8))
  }

  /// A byte that needs care is found wherever it stands, and others that look like it in some bits are left alone.
  @Test func careIsTakenAtEveryPlace() {
    for length in 1...26 {
      for place in 0..<length {
        for byte in UInt8(1)..<128 {
          var bytes = [UInt8](repeating: UInt8(ascii: "z"), count: length)
          bytes[place] = byte
          let text = String(decoding: bytes, as: UTF8.self)
          let isFormula = place == 0 && "=+-@\t\r".utf8.contains(byte)
          let isQuoted = ",\"\n\r".utf8.contains(byte)
          let content =
            (isFormula ? "'" : "") + (byte == UInt8(ascii: "\"") ? text.replacing("\"", with: "\"\"") : text)
          #expect(row { $0.field(text) } == (isQuoted ? "\"\(content)\"\n" : content + "\n"))
        }
      }
    }
  }

  @Test func datesAndIntegers() throws {
    let date = try #require(CalendarDate(iso: "0987-03-04"))
    #expect(row { $0.field(date) } == "0987-03-04\n")
    #expect(row { $0.field(CalendarDate(dayNumber: .max)) } == "5881580-07-11\n")
    for number in Array(-1_100...1_100) + [.min, .max, 99_999, -100_000, 1_000_000_007] {
      #expect(row { $0.field(number) } == "\(number)\n")
    }
    let moment = ISOMoment(date: date, secondOfDay: 16_200, offset: 28_800)
    #expect(row { $0.field(moment) } == "0987-03-04T04:30:00+08:00\n")
    let far = ISOMoment(date: CalendarDate(dayNumber: .max), secondOfDay: 1, offset: nil)
    #expect(row { $0.field(far) } == "5881580-07-11T00:00:01Z\n")
  }

  @Test func wordsOfTheReportsOwn() {
    #expect(row { $0.words([EventWarning]()) } == "\n")
    #expect(row { $0.words([EventWarning.priceSign]) } == "price-sign\n")
    let two: EventWarnings = [.thinTrading, .priceSign]
    #expect(row { $0.words(two.sorted()) } == "price-sign thin-trading\n")
    var text = CSVText(ColumnChoice(["b", "d"], of: ["a", "b", "c", "d"]))
    text.words([EventWarning.priceSign, .thinTrading])
    text.word(of: EventWarning.notConverged)
    text.missing(1)
    text.word(of: EventWarning?.none)
    text.endRow()
    #expect(String(decoding: text.bytes, as: UTF8.self) == "not-converged,\n")
  }

  @Test func everyTableNamesEachColumnOnce() {
    for table in ReportTable.allCases {
      let columns = table.columns(alternative: .greater)
      #expect(Set(columns).count == columns.count)
      #expect(table.columns(alternative: nil) == columns.filter { !$0.hasSuffix("p_greater") })
    }
  }
}
