import CoreTypes
import Testing

@testable import DataInput

/// Remarks that vendors write below the rows.
@Suite struct FileFootTests {
  @Test(arguments: [
    ("Downloaded from Example.com as of 10-09-2019 02:10am CST", true, true), ("数据来源：示例", true, true),
    ("数据来源:示例", true, true), ("Source: Example", true, true), ("© 2019 Example", true, true),
    ("End of the table", true, false), ("All prices adjusted", true, false),
    // What a row begins with, and perhaps was cut off behind.
    ("2019-10-0", false, false), ("2019-10-07 09:3", false, false), ("7 October 20", false, false),
    ("Oct 07 20", false, false), ("October", false, false), ("AAPL", false, false),
    ("NASDAQ:AAPL", false, false), ("AAPL US Equity", true, false), ("招商银行", false, false),
    ("招商 银行", true, false), ("", false, false), ("---", false, false),
  ])
  func aRemarkIsNoBeginningOfARow(_ text: String, _ belowDates: Bool, _ belowSecurities: Bool) {
    #expect(FileFoot.isRemark(text, beginsWithSecurity: false) == belowDates)
    #expect(FileFoot.isRemark(text, beginsWithSecurity: true) == belowSecurities)
  }

  private func read(_ text: String, _ name: String = "A.csv", chunkBytes: Int = 8 << 20) throws -> PriceInput
  {
    try PriceTrial(text, name: name).read(jobs: 2, chunkBytes: chunkBytes)
  }

  /// The note stands once, the lines are no rows, and a row that is bad before them stays an error.
  @Test func theyAreToldOnceAndNoRows() throws {
    let rows = "date,close\n" + (10...29).map { "2019-01-\($0),\($0)\n" }.joined()
    for chunkBytes in [40, 64, 100, 8 << 20] {
      let read = try read(
        rows + "2019-01-30\n\nSource: Example\n,\n\"All of it, as of today\"\n\n", chunkBytes: chunkBytes)
      #expect(read.diagnostics.map(\.id) == [.fieldCountDiffers, .footerBelowRows])
      #expect(read.diagnostics.map(\.location?.line) == [22, 24])
      #expect(read.diagnostics.map(\.refusedRows) == [1, 0])
      #expect(read.summaries[0].rowsRead == 21 && read.summaries[0].rowsRefused == 1)
      #expect(read.seriesBySource[0][0].count == 20)
    }
  }

  /// Below a remark another row: no foot.
  @Test func aRemarkAmongRowsIsAnError() throws {
    let read = try read("date,close\n2019-01-10,1\nSource: Example\n2019-01-11,1\n2019-01-14\n")
    #expect(read.diagnostics.map(\.id) == [.fieldCountDiffers, .fieldCountDiffers])
    #expect(read.summaries[0].rowsRead == 4 && read.summaries[0].rowsRefused == 2)
  }

  @Test func whereRowsBeginWithASecurityACutOffNameIsNone() throws {
    let rows = "security,date,close\nAAA US Equity,2019-01-10,1\n"
    #expect(try read(rows + "BBB US Equity\n").diagnostics.map(\.id) == [.fieldCountDiffers])
    let wind = try read(rows + "\n数据来源：示例,,\n")
    #expect(wind.diagnostics.map(\.id) == [.footerBelowRows])
    #expect(wind.summaries[0].rowsRead == 1 && wind.summaries[0].rowsRefused == 0)
  }

  @Test func aFileOfRemarksAloneHasNoRows() throws {
    let read = try read("date,close\nSource: Example\n")
    #expect(read.diagnostics.map(\.id) == [.footerBelowRows, .fileWithoutRows])
    #expect(read.summaries[0].rowsRead == 0 && read.summaries[0].rowsRefused == 0)
  }
}
