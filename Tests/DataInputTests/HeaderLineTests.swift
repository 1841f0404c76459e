import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Header lines as other programs write them.
@Suite struct HeaderLineTests {
  /// As pandas and R write an index. Two columns beside it may be two securities.
  @Test func datesMayHaveNoTitle() throws {
    for header in [",Open,Close", "\" \",Open,Close", ",Open,\"Close \""] {
      let read = try PriceTrial("\(header)\n2019-10-07,9,10\n").read()
      #expect(read.seriesBySource[0].map(\.values) == [[10]] && read.diagnostics.isEmpty, "\(header)")
    }
    var named = try PriceTrial(",AAA.Open,AAA.Close\n2019-10-07,9,10\n")
    named.columns = PriceColumns(date: "Date", close: "AAA.Close")
    #expect(try named.read().seriesBySource[0].map(\.values) == [[10]])
    let wide = try PriceTrial(",AAA,BBB\n2019-10-07,9,10\n").read()
    #expect(wide.seriesBySource[0].map(\.security.text) == ["AAA", "BBB"])
  }

  /// Excel's line with the delimiter is no header, and counts as a line.
  @Test func theLineThatNamesTheDelimiter() throws {
    for end in ["\n", "\r\n"] {
      let rows = ["sep=|", "date|close", "2019-10-07|10", "2019-10-08|x", ""].joined(separator: end)
      let read = try PriceTrial(rows).read()
      #expect(read.seriesBySource[0].map(\.values) == [[10]])
      #expect(read.diagnostics.map(\.location?.line) == [4])
    }
    let folder = try ScratchFolder()
    let file = try folder.input("sep=;\nsecurity;announced_at\nA;2019-10-07\n", as: "events.csv")
    let events = try EventsFile.read(file, layout: FileLayout())
    #expect(events.requests.map(\.security.text) == ["A"] && events.requests[0].row.line == 3)
  }
}
