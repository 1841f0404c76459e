import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Tables as spreadsheets save them: a delimiter at the end of rows, titles above the header.
@Suite struct TableShapeTests {
  private let layout = FileLayout()

  @Test func rowsMayEndWithADelimiter() throws {
    let folder = try ScratchFolder()
    let events = try EventsFile.read(
      try folder.input(
        "security;announced_at\nA;2019-10-07;\nB;2019-10-08\nC;2019-10-09;\n", as: "events.csv"),
      layout: layout)
    #expect(events.requests.allSatisfy { $0.refusal == nil } && events.diagnostics.isEmpty)
    #expect(
      events.requests.map { $0.row.value("announced_at") } == ["2019-10-07", "2019-10-08", "2019-10-09"])
    let securities = try SecuritiesFile.read(
      try folder.input("security,currency\nA,USD,\n", as: "securities.csv"), layout: layout)
    #expect(securities.securities.map(\.currency) == ["USD"] && securities.diagnostics.isEmpty)
    let suspensions = try SuspensionsFile.read(
      try folder.input("security,from,until\nA,2019-10-08,,\n", as: "suspensions.csv"), layout: layout)
    #expect(suspensions.suspensions.count == 1 && suspensions.diagnostics.isEmpty)
    let calendars = try CalendarsFile.read(
      try folder.input(
        "exchange,session,open,close\nXEQY,2019-10-07,10:00,16:00,\n", as: "calendars.csv"), layout: layout)
    #expect(calendars.table.rows.count == 1)
    let factors = try FactorsFile.read(
      try folder.input("date,rf\n2019-10-07,0.001,\n2019-10-08,0.002,\n", as: "factors.csv"),
      layout: layout, format: nil, clock: nil)
    #expect(factors.table.columns == [[0.001, 0.002]] && factors.diagnostics.isEmpty)
  }

  /// A delimiter inside a field moves what follows it: among rows as wide as the header such a row is damaged.
  @Test func oneRowWithAnEmptyFieldMoreIsDamaged() throws {
    let folder = try ScratchFolder()
    let events = try EventsFile.read(
      try folder.input(
        "security,announced_at,group,note\nA,2019-10-07,x,\nB,2019-10-08,tech, us,\nC,2019-10-09,x,\n",
        as: "events.csv"), layout: layout)
    #expect(events.requests.map { $0.refusal == nil } == [true, false, true])
    let held = try EventsFile.read(
      try folder.input("security,announced_at\nA,2019-10-07,x\nB,2019-10-08,y\n", as: "events.csv"),
      layout: layout)
    #expect(held.requests.allSatisfy { $0.refusal != nil })
  }

  @Test func titlesMayStandAboveTheHeader() throws {
    let folder = try ScratchFolder()
    let events = try EventsFile.read(
      try folder.input(
        "List of events\nas of;2019\n\nSecurity;announced_at\nA;2019-10-07\nB;2019-10-08;x\n",
        as: "events.csv"),
      layout: layout)
    #expect(events.requests.map(\.security.text) == ["A", "B"] && events.requests.map(\.row.line) == [5, 6])
    #expect(events.requests.map { $0.row.excerpt() } == ["A;2019-10-07", "B;2019-10-08;x"])
    #expect(events.diagnostics.map(\.id) == [.headerBelowOtherLines, .fieldCountDiffers])
    #expect(events.diagnostics.map(\.location?.line) == [4, 6])
    #expect(events.columns == ["security", "announced_at"])
    let factors = try FactorsFile.read(
      try folder.input("Factors, daily\nDate,Mkt-RF\n2019-10-07,0.001\n", as: "factors.csv"), layout: layout,
      format: nil, clock: nil)
    #expect(factors.table.names == ["mkt_rf"] && factors.table.columns == [[0.001]])
    #expect(factors.diagnostics.map(\.id) == [.headerBelowOtherLines])
  }

  /// A field is found on its own line, whatever stands in quotes before it.
  @Test(arguments: ["\n", "\r\n", "\r"]) func aFieldBelowALineBreakInQuotes(_ end: String) throws {
    let folder = try ScratchFolder()
    let lines = [
      "note,security,announced_at,event_id", "\"two", "", "lïnes\",AAA,2019-10-07,a", "x,BBB,2019-10-08,a",
      "\"it, \"\"said", "so\"\"\",CCC,2019-10-09,ä", "\"a", "b\",D,2019-10-09,e", "\"a", "b\",E",
    ]
    let events = try EventsFile.read(
      try folder.input(lines.joined(separator: end) + end, as: "events.csv"), layout: layout)
    let requests = events.requests
    #expect(requests.map(\.row.line) == [2, 5, 6, 8, 10])
    for (row, column, line, place) in [
      (0, "note", 2, 1), (0, "security", 4, 8), (0, "event_id", 4, 23), (1, "event_id", 5, 18),
      (2, "security", 7, 7), (2, "event_id", 7, 22),
    ] {
      let location = requests[row].location(ofColumn: column)
      #expect(location == SourceLocation(file: "events.csv", line: line, column: place), "\(row) \(column)")
      #expect(requests[row].row.excerpt(ofColumn: column) == lines[line - 1])
    }
    #expect(requests[0].location() == SourceLocation(file: "events.csv", line: 2))
    #expect(requests[0].row.excerpt() == "\"two")
    let odd = events.diagnostics.filter { $0.id == .fieldCountDiffers }
    #expect(odd.map(\.location) == [SourceLocation(file: "events.csv", line: 11, column: 4)])
    #expect(odd.map(\.excerpt) == ["b\",E"])
  }

  /// A header below a title is none of the rows, also where it is the last line.
  @Test func aTitleAndAHeaderAlone() throws {
    let folder = try ScratchFolder()
    let events = try EventsFile.read(
      try folder.input("List of events\nsecurity,announced_at\n", as: "events.csv"), layout: layout)
    #expect(events.requests.isEmpty)
    #expect(events.diagnostics.map(\.id) == [.headerBelowOtherLines, .fileWithoutRows])
  }
}
