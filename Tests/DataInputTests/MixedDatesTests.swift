import CoreTypes
import Testing

@testable import DataInput

/// Files whose dates are not all written in one way.
@Suite struct MixedDatesTests {
  /// Day first at the beginning and month first behind what is looked at to know it: nobody knows what 03/04 is.
  @Test(arguments: [nil, "DD/MM/YYYY"]) func datesThatChangeTheirOrderAreRefused(_ given: String?) throws {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    var text = "date,close\n"
    var day = CalendarDate(dayNumber: 10_000)
    for row in 0..<2_600 {
      let (year, month, ofMonth) = day.components
      let parts = row < 2_300 ? [ofMonth, month] : [month, ofMonth]
      text += "\(two(parts[0]))/\(two(parts[1]))/\(year),\(row + 1)\n"
      day = day.advanced(by: 1)
    }
    var trial = try PriceTrial(text)
    trial.layout.dateFormat = given.flatMap(DateFormat.init)
    for chunkBytes in [8 << 20, 7_000] {
      let read = try trial.read(jobs: 2, chunkBytes: chunkBytes)
      #expect(read.seriesBySource[0].isEmpty && read.summaries[0].rowsRead == 0)
      #expect(read.diagnostics.map(\.id) == [.dateUnreadable])
      #expect(read.diagnostics[0].message.contains("are MM/DD/YYYY, the others DD/MM/YYYY"))
    }
    // A few are slips of the finger, told one by one.
    let few = text.split(separator: "\n").prefix(2_301).joined(separator: "\n")
    trial.files = []
    try trial.add((few + "\n12/31/2004,1\n12/30/2004,1\n").utf8, name: "few.csv")
    let read = try trial.read()
    #expect(read.seriesBySource[0][0].count == 2_300)
    #expect(read.diagnostics.filter { $0.id == .dateUnreadable }.count == 2)
  }

  /// Beside dates in another form ISO dates leave no doubt.
  @Test(arguments: ["DD/MM/YYYY", "MM/DD/YY", "YYYYMMDD"])
  func isoDatesAreReadBesideTheGivenFormat(_ format: String) throws {
    let format = try #require(DateFormat(format))
    var trial = try PriceTrial("date,close\n2019-03-04,1\n2019-03-05,2\n2019-03-06 00:00:00,3\n")
    trial.layout.dateFormat = format
    let read = try trial.read()
    #expect(read.diagnostics.isEmpty)
    #expect(read.seriesBySource[0][0].dates.map(\.description) == ["2019-03-04", "2019-03-05", "2019-03-06"])
    trial.layout.dateFormat = DateFormat("YYYY-DD-MM")
    #expect(try trial.read().seriesBySource[0][0].dates[0].description == "2019-04-03")
  }
}
