import CoreTypes
import Reports
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
