import DataInput
import Testing

@testable import StudyRun

@Suite struct IntradayEntryKeysTests {
  @Test(arguments: StudyFileDriver.catalog("intraday-entry-faults.txt"))
  func aFaultIsNamedWithItsPlaceAndWhatToDo(_ entry: StudyFileDriver.CatalogEntry) {
    let text = "events: e.csv\nprices:\n  - {files: a.csv, format: yahoo}\nintraday:\n  - \(entry.text)\n"
    let found = StudyFileDriver.faults(text)
    #expect(!entry.expected.isEmpty && entry.expected.allSatisfy(found.contains), "\(found)")
  }

  @Test func barsAndQuotesAreRead() throws {
    let study = try StudyFileDriver.read(StudyFileDriver.everyKey)
    try #require(study.intraday.count == 3)
    let bars = study.intraday[0]
    #expect(
      bars.columns
        == IntradayColumns(
          instant: "t", close: "c", open: "o", high: "h", low: "l", volume: "v"))
    #expect(bars.stamp == .end && bars.barSeconds == 300 && bars.timeZone == "America/New_York")
    #expect(bars.security == "GME" && bars.layout.delimiter == UInt8(ascii: ";"))
    let quotes = study.intraday[1]
    #expect(quotes.stamp == .quote && quotes.columns.close == "p" && quotes.columns.security == "s")
    #expect(study.intraday[2].columns == IntradayColumns(instant: "d", close: "c", time: "h"))
  }
}
