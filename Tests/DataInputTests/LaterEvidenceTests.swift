import Testing

@testable import DataInput

/// What stands only behind the first rows, or among others.
@Suite struct LaterEvidenceTests {
  private static let days = (1...28).map { "2019-03-\($0 < 10 ? "0" : "")\($0)" }

  private func read(
    _ closes: [String], _ delimiter: String = ",", chunkBytes: Int = 8 << 20,
    _ change: (inout PriceTrial) -> Void = { _ in }
  ) throws -> (ids: [String], values: [Double], messages: [String]) {
    let rows = zip(LaterEvidenceTests.days, closes).map { "\($0)\(delimiter)\($1)\n" }
    var trial = try PriceTrial("date\(delimiter)close\n" + rows.joined())
    change(&trial)
    let read = try trial.read(chunkBytes: chunkBytes)
    return (
      read.diagnostics.map { "\($0.id)" }, read.seriesBySource[0].first?.values ?? [],
      read.diagnostics.map(\.message)
    )
  }

  @Test func thousandsThatComeLaterAreReadWhereTheyHaveOneReading() throws {
    let closes = ["985.97", "\"1,002.67\"", "990", "\"1,234,567\"", "\"12\u{A0}345.5\""]
    for chunkBytes in [8 << 20, 16] {
      let late = try read(closes, chunkBytes: chunkBytes)
      #expect(late.ids == ["numberFormatDetected"])
      #expect(late.values == [985.97, 1002.67, 990, 1_234_567, 12_345.5])
      #expect(
        late.messages[0].hasPrefix("'1,002.67' among numbers without thousands separators is read as 1002.67")
      )
    }
  }

  @Test(arguments: [
    "1,234", "1.234,56", "1,23.4", "1234,567.8", "1,234.5.6", "$1,234.5x", "1,2345.6", ",234.5",
  ])
  func whatMayBeSomethingElseIsRefused(_ text: String) throws {
    let late = try read(["985.97", "\"\(text)\"", "990"])
    #expect(late.ids == ["priceNotANumber"] && late.values == [985.97, 990])
  }

  @Test func theDecimalCommaOfTheStudyDoesNotHideThousands() throws {
    let given = try read(["985,97", "1.044,43", "990"], ";") { $0.layout.decimalComma = true }
    #expect(given.ids == ["numberFormatDetected"] && given.values == [985.97, 1044.43, 990])
    let alone = try read(["985,97", "1.044", "990"], ";") { $0.layout.decimalComma = true }
    #expect(alone.ids == ["priceNotANumber"] && alone.values == [985.97, 990])
  }

  @Test func thousandsBehindAllFirstRows() throws {
    var rows = "date;close\n"
    for row in 0..<3_000 {
      let year = 1900 + row / 300
      let (month, day) = (row % 300 / 25 + 1, row % 25 + 1)
      rows +=
        "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day);\(row < 2_900 ? "99,5" : "1.000,5")\n"
    }
    for isGiven in [false, true] {
      var trial = try PriceTrial(rows)
      trial.layout.decimalComma = isGiven
      let read = try trial.read()
      #expect(
        read.diagnostics.map(\.id) == [.numberFormatDetected] + (isGiven ? [] : [.numberFormatDetected]))
      #expect(read.seriesBySource[0][0].count == 3_000 && read.seriesBySource[0][0].values.last == 1000.5)
    }
  }

  @Test func aPatternWithACommaIsQuotedInTheNote() throws {
    let read = try PriceTrial("date,close\n\"Oct 7, 2019\",10\n\"Oct 8, 2019\",11\n").read()
    #expect(
      read.diagnostics[0].help == "`date_format: 'MMM DD, YYYY'` in the entry of `prices` says so for good")
  }

  @Test func mayInThreeLettersIsMayInFull() throws {
    let read = try PriceTrial("date,close\n\"May 7, 2019\",10\n\"May 8, 2019\",11\n").read()
    #expect(read.diagnostics.map(\.id) == [.dateFormatDetected])
    #expect(read.diagnostics[0].message.contains("MMM DD, YYYY"))
  }

  @Test func twoDigitYearsAreReadOnlyWhereTheStudySaysSo() throws {
    var trial = try PriceTrial("date,close\n13/12/19,10\n14/12/19,11\n")
    #expect(try trial.read().diagnostics.first?.help.contains("`date_format: DD/MM/YY`") == true)
    trial.layout.dateFormat = DateFormat("DD/MM/YY")
    #expect(try trial.read().seriesBySource[0][0].dates.map(\.description) == ["2019-12-13", "2019-12-14"])
  }
}
