import Testing

@testable import DataInput

/// Dividends and splits among the rows, as Yahoo's table on the web has them.
@Suite struct CorporateActionRowTests {
  private static let head = "Date,Open,High,Low,Close,Adj Close,Volume\n"
  private static func day(_ number: Int) -> String { "\"May \(number + 10), 2019\",10,11,9,10,10,100\n" }

  @Test(arguments: ["", ",,,,,"])
  func theyAreToldOnceAndNoRows(_ padding: String) throws {
    let text =
      Self.head + Self.day(10) + "\"May 19, 2019\",0.25 Dividend\(padding)\n" + Self.day(9) + Self.day(8)
      + "\"May 18, 2019\",4:1 Stock Splits\(padding)\n" + (1...7).reversed().map(Self.day).joined()
    let read = try PriceTrial(text, name: "A.csv").read()
    #expect(read.diagnostics.map(\.id) == [.dateFormatDetected, .corporateActionRow])
    #expect(read.diagnostics.map(\.location?.line).last == 3)
    #expect(read.summaries[0].rowsRead == 10 && read.summaries[0].rowsRefused == 0)
    #expect(read.seriesBySource[0][0].count == 10)
  }

  /// What is no dividend and no split is a row that is too short.
  @Test(arguments: ["0.25", "Dividend", "x Dividend", "0.25 Dollars", "0.25 Dividend,1"])
  func otherShortRowsAreErrors(_ rest: String) throws {
    let text = Self.head + (1...9).map(Self.day).joined() + "\"May 20, 2019\",\(rest)\n"
    let read = try PriceTrial(text, name: "A.csv").read()
    #expect(read.diagnostics.map(\.id) == [.dateFormatDetected, .fieldCountDiffers], "\(rest)")
  }
}
