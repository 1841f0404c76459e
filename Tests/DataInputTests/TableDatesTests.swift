import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// How `announced_at` and the dates of other tables are written, told by their rows.
@Suite struct TableDatesTests {
  private func read(_ dates: [String]) throws -> EventsInput {
    let folder = try ScratchFolder()
    let rows = dates.enumerated().map { "\($0),A,\"\($1)\"\n" }.joined()
    let file = try folder.input("event_id,security,announced_at\n" + rows, as: "my events.csv")
    return try EventsFile.read(file, layout: FileLayout())
  }

  private func dates(_ input: EventsInput) -> [String] {
    input.requests.map { $0.row.value("announced_at") ?? "" }
  }

  @Test func oddRowsDoNotHideHowTheOthersAreWritten() throws {
    let mixed = try read([
      "10/25/2019", "TBD", "3/4/2020 8:00", "43745", "2019-10-07", "5/6/2020", "6/6/2020 0:00",
    ])
    #expect(
      dates(mixed)
        == ["2019-10-25", "TBD", "2020-03-04T8:00", "43745", "2019-10-07", "2020-05-06", "2020-06-06T0:00"])
    #expect(mixed.requests[2].typed("announced_at") == "3/4/2020 8:00")
    #expect(
      mixed.diagnostics.map(\.message) == [
        "dates are read as MM/DD/YYYY, the only way to read '10/25/2019'; 'TBD' on line 3 is no such date, nor are 1 more"
      ])
    #expect(
      mixed.diagnostics[0].help.hasPrefix("`events: {files: 'my events.csv', date_format: MM/DD/YYYY}`"))
  }

  @Test(arguments: [
    ["3/4/2020", "TBD", "5/6/2020"], ["10/25/2019", "25/10/2019", "3/4/2020"],
    ["10/25/2019", "TBD", "soon"], ["2019-10-07", "2019-10-08", "10/25/2019"],
  ])
  func whereDoubtIsLeftNothingIsRewritten(_ texts: [String]) throws {
    let input = try read(texts)
    #expect(dates(input) == texts && input.diagnostics.isEmpty)
  }

  /// Sessions of a calendar too, as the study says or as they are found.
  @Test(arguments: [nil, "DD.MM.YYYY"]) func sessionsOfCalendars(_ format: String?) throws {
    let folder = try ScratchFolder()
    let rows = ["14.10.2019", "15.10.2019"].map { "XTKS,\($0),2019-10-14T00:00:00Z,2019-10-14T06:00:00Z\n" }
    let file = try folder.input("exchange,session,open,close\n" + rows.joined(), as: "calendars.csv")
    let read = try CalendarsFile.read(file, layout: FileLayout(dateFormat: format.flatMap(DateFormat.init)))
    #expect(read.table.rows.map { $0.value("session") } == ["2019-10-14", "2019-10-15"])
    #expect(read.diagnostics.map(\.id) == (format == nil ? [.dateFormatDetected] : []))
  }

  /// Returns of delistings are found as other numbers are.
  @Test func delistingReturnsMayHaveADecimalComma() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "security;delisting_return;delisting_date\nA;-0,35;15.05.2012\nB;;\nC;-1;16.05.2012\n", as: "s.csv")
    let read = try SecuritiesFile.read(file, layout: FileLayout())
    #expect(read.securities.map { $0.delisting?.value } == [-0.35, nil, -1])
    #expect(read.diagnostics.map(\.id) == [.dateFormatDetected, .numberFormatDetected])
  }

  @Test func yearsOfTwoDigits() throws {
    let input = try read(["25-Jul-19 16:20", "24-Oct-19"])
    #expect(dates(input) == ["2019-07-25T16:20", "2019-10-24"])
  }

  @Test func yearsOfTwoDigitsInNumbers() throws {
    #expect(dates(try read(["1/2/18", "1/16/18 16:20"])) == ["2018-01-02", "2018-01-16T16:20"])
    #expect(dates(try read(["25/12/18", "26/12/18"])) == ["25/12/18", "26/12/18"])
  }

  @Test func suspensionsAreReadAsTheirDatesTell() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "security,from,until\nA,08.10.2019 10:05,09.10.2019\nA,2019-12-02,2019-12-03\nA,15.11.2019,\n",
      as: "suspensions.csv")
    let read = try SuspensionsFile.read(file, layout: FileLayout())
    #expect(read.suspensions.map(\.from.date.description) == ["2019-10-08", "2019-12-02", "2019-11-15"])
    #expect(read.suspensions.map { $0.until?.date.description } == ["2019-10-09", "2019-12-03", nil])
    #expect(read.suspensions[0].from.secondOfDay == 36_300)
    #expect(read.diagnostics.map(\.id) == [.dateFormatDetected])
    #expect(
      read.diagnostics[0].help
        == "`suspensions: {files: suspensions.csv, date_format: DD.MM.YYYY}` in the study says so for good")
    let open = try folder.input("security,from\nA,08/10/2019\n", as: "open.csv")
    #expect(
      try SuspensionsFile.read(open, layout: FileLayout()).diagnostics.map(\.help) == [
        "say which comes first, the day (`suspensions: {files: open.csv, date_format: DD/MM/YYYY}` in the study) or the "
          + "month (MM/DD/YYYY); the row is left out"
      ])
  }

  @Test func delistingDatesAreReadAsTheyTell() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "security,delisting_return,delisting_date\nA,-0.3,10/25/2019\nB,,\nC,-1,3/4/2020\n",
      as: "securities.csv")
    let read = try SecuritiesFile.read(file, layout: FileLayout())
    #expect(
      read.securities.map { $0.delisting?.date?.description } == ["2019-10-25", nil, "2020-03-04"])
    #expect(read.diagnostics.map(\.id) == [.dateFormatDetected])
  }

  @Test func whatCannotBeReadStaysAsItIs() throws {
    let input = try read(["10/25/2019 8:00 PM", "3/4/2020 20:00 PM", "10/26/2019"])
    #expect(dates(input) == ["2019-10-25T8:00 PM", "3/4/2020 20:00 PM", "2019-10-26"])
  }

  @Test func eventDatesInAFormatOfTheirOwn() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "security,announced_at\nAMBA,07.10.2019\nINTC,07.10.2019 16:20:00\nWDC,?\n", as: "events.csv")
    let events = try EventsFile.read(file, layout: FileLayout(dateFormat: DateFormat("DD.MM.YYYY")))
    #expect(
      events.requests.map { $0.row.value("announced_at") } == ["2019-10-07", "2019-10-07T16:20:00", "?"])
    #expect(events.requests[0].id.text == "AMBA@2019-10-07")
    #expect(events.requests[0].row.excerpt() == "AMBA,07.10.2019")
  }

  @Test func eventDatesThatOnlyOneFormReads() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "security;announced_at\nA;07.10.2019\nB;7.10.2019 16:20\nC;08.10.2019 09:00:00-04:00\n",
      as: "events.csv")
    let dots = try EventsFile.read(file, layout: FileLayout())
    #expect(
      dots.requests.map { $0.row.value("announced_at") }
        == ["2019-10-07", "2019-10-07T16:20", "2019-10-08T09:00:00-04:00"])
    #expect(dots.diagnostics.map(\.id) == [.dateFormatDetected])
    let told = try folder.input("security,announced_at\nA,10/07/2019\nB,10/15/2019\n", as: "events.csv")
    #expect(
      try EventsFile.read(told, layout: FileLayout()).requests.map { $0.row.value("announced_at") }
        == ["2019-10-07", "2019-10-15"])
    let either = try EventsFile.read(
      try folder.input("security,announced_at\nA,10/07/2019\nB,10/08/2019\n", as: "events.csv"),
      layout: FileLayout())
    #expect(either.requests[0].row.value("announced_at") == "10/07/2019" && either.diagnostics.isEmpty)
  }
}
