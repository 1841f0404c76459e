import DataInput
import Testing

@testable import StudyRun

@Suite struct PriceEntryKeysTests {
  @Test(arguments: StudyFileDriver.catalog("price-entry-faults.txt"))
  func aFaultIsNamedWithItsPlaceAndWhatToDo(_ entry: StudyFileDriver.CatalogEntry) {
    #expect(StudyFileDriver.faults("events: e.csv\nprices:\n  - \(entry.text)\n") == entry.expected)
  }

  private static let besideColumns: [(text: String, column: String?, choice: PriceSource.ReturnsFrom?)] = [
    ("{date: d, close: c}, returns_from: prices", nil, PriceSource.ReturnsFrom.prices),
    ("{date: d, close: c, return: r}, returns_from: column", "r", .column),
    ("{date: d, close: c}, returns_from: RET", "RET", nil),
  ]

  /// Beside `columns` alone `returns_from` may name a column, too; the two words mean what they always do.
  @Test(arguments: besideColumns)
  func returnsFromBesideColumns(
    _ text: String, _ column: String?, _ choice: PriceSource.ReturnsFrom?
  ) throws {
    let study = try StudyFileDriver.read(
      "events: e.csv\nprices:\n  - {files: '-', exchange: XNAS, columns: \(text)}\n")
    #expect(study.prices[0].source.columns?.returnColumn == column)
    #expect(study.prices[0].source.returnsFrom == choice)
    #expect(study.prices[0].source.files.map(\.name) == ["stdin"])
  }

  @Test func anExchangeHasOneCalendarAndOneSetOfHours() {
    let entry = "files: a.csv, format: yahoo, exchange: XKAZ"
    let text = """
      events: e.csv
      prices:
        - {\(entry), benchmark: KASE}
        - {\(entry), benchmark: KASE, calendar: benchmark}
        - {files: b.csv, format: yahoo, exchange: B, hours: {open: "9:00", close: "17:00", timezone: UTC}}
        - {files: c.csv, format: yahoo, exchange: B, hours: {open: "9:00", close: "18:00", timezone: UTC}}
        - {files: d.csv, format: yahoo, exchange: B}
      """
    #expect(
      StudyFileDriver.faults(text) == [
        "4:5: the exchange 'XKAZ' has two calendars: its own in 'prices[1]'"
          + " and the days of 'KASE' in 'prices[2]'"
          + " | give both entries the same calendar, or one of them another exchange id",
        "6:5: the exchange 'B' has other hours in 'prices[4]' than in 'prices[3]'"
          + " | give both entries the same hours, or one of them another exchange id",
      ])
  }
}
