import Foundation
import TestSupport
import Testing

/// A sample study with exchange calendars of its own, through the built program.
@Suite struct OwnCalendarTests {
  private let work: WorkDirectory

  init() throws {
    work = try WorkDirectory()
    try work.copy("SampleData/earnings-2012", to: "mine")
  }

  /// `Date`s of day 0 by event id.
  private func daysZero() throws -> [String: String] {
    let events = try ReportFile(path: work.path("reports/events.csv"))
    return Dictionary(
      uniqueKeysWithValues: events.rows.map { (events.value($0, "event_id"), events.value($0, "day_zero")) })
  }

  private func run(_ lines: String) throws -> WorkDirectory.Outcome {
    let study = try #require(work.read("mine/study.yaml"))
    try work.write(study + lines, to: "mine/own.yaml")
    return try work.run("run", "mine/own.yaml", "--output", "reports")
  }

  @Test func aPrintedCalendarGivenBackChangesNothing() throws {
    #expect(try run("") == .init(status: 0, output: "", errors: ""))
    let shipped = try ReportFile(path: work.path("reports/windows.csv"))
    #expect(
      try work.shell(
        """
        ( "$EVENTSTUDY" calendar XNAS --from 2000-01-01; "$EVENTSTUDY" calendar XNYS --from 2000-01-01 | tail -n +2 ) \
        > mine/calendars.csv
        """
      ).status == 0)
    #expect(try run("calendars: calendars.csv\n") == .init(status: 0, output: "", errors: ""))
    let own = try ReportFile(path: work.path("reports/windows.csv"))
    #expect(own.rows == shipped.rows && !own.rows.isEmpty)
    let manifest = try #require(work.read("reports/manifest.json"))
    #expect(manifest.contains("\"calendars\": {\n      \"files\": \"calendars.csv\""))
    #expect(manifest.contains("\"format\": \"calendars\""))
  }

  /// `calendar: benchmark` with a portfolio or a list: the days on which a member has a value.
  @Test(arguments: ["peers", "IBM SP500"]) func theDaysOfAPortfolioAreACalendar(_ benchmark: String) throws {
    let study = try #require(work.read("mine/study.yaml"))
    let entry = "exchange: XNAS\n    benchmark: SP500"
    #expect(study.contains(entry))
    let portfolio = "portfolios: [{id: peers, members: [IBM, SP500]}]\n"
    let other = study.replacing(entry, with: "exchange: XNAS\n    benchmark: \(benchmark)") + portfolio
    try work.write(other, to: "mine/exchange.yaml")
    try work.write(
      other.replacing(
        "exchange: XNAS",
        with: "exchange: MINE\n    calendar: benchmark\n    hours: "
          + "{open: \"09:30\", close: \"16:00\", timezone: America/New_York}"), to: "mine/own.yaml")
    for name in ["exchange", "own"] {
      #expect(try work.run("run", "mine/\(name).yaml", "--output", name).status == 0)
    }
    #expect(work.read("own/windows.csv") == work.read("exchange/windows.csv"))
    #expect(work.read("own/windows.csv")?.contains(",ok,") == true)
  }

  @Test func theStudysOwnCalendarWins() throws {
    // Without the session of 2012-04-25 the news of the evening before meets the 26th.
    #expect(
      try work.shell(
        "\"$EVENTSTUDY\" calendar XNAS --from 2000-01-01 | grep -v ^2012-04-25 > mine/calendars.csv"
      ).status == 0)
    let outcome = try run("calendars: calendars.csv\n")
    #expect(outcome.status == 0)
    let days = try daysZero()
    #expect(days["AAPL-2012-04-24"] == "2012-04-26")
    #expect(days["IBM-2012-10-16"] == "2012-10-17")
    // The prices know better, and the report says so: once.
    let diagnostics = try ReportFile(path: work.path("reports/diagnostics.csv"))
    let found = diagnostics.rows.filter { diagnostics.value($0, "id") == "calendar-disagrees-with-prices" }
    #expect(found.count == 1)
    #expect(
      found.first.map { diagnostics.value($0, "message") }
        == "3 of 3 securities of XNAS have prices on 2012-04-25, on which its calendar has no session")
    #expect(found.first.map { diagnostics.value($0, "severity") } == "warning")
  }

  /// A correction in other letters would be left unused without a word.
  @Test func aCalendarOfNoSecurityIsToldWhereOnlyItsLettersDiffer() throws {
    #expect(
      try work.shell(
        "\"$EVENTSTUDY\" calendar XNAS --from 2000-01-01 | sed 's/,XNAS/,xnas/g' > mine/calendars.csv; "
          + "\"$EVENTSTUDY\" calendar XTKS --from 2000-01-01 | tail -n +2 >> mine/calendars.csv"
      ).status == 0)
    #expect(try run("calendars: calendars.csv\n").status == 0)
    let outcome = try work.run("check", "mine/own.yaml")
    #expect(
      outcome.errors.contains(
        "no security of the study trades on the exchange 'xnas', whose calendar is not used"))
    #expect(outcome.errors.contains("help: did you mean XNAS?"))
    #expect(!outcome.errors.contains("XTKS"))
  }

  @Test func oneExchangeCannotHaveTwoCalendars() throws {
    #expect(
      try work.shell("\"$EVENTSTUDY\" calendar XNAS --from 2000-01-01 > mine/calendars.csv").status == 0)
    let study = try #require(work.read("mine/study.yaml"))
    let twice = study.replacingOccurrences(
      of: "exchange: XNAS", with: "exchange: XNAS\n    calendar: benchmark")
    try work.write(twice + "calendars: calendars.csv\n", to: "mine/twice.yaml")
    let outcome = try work.run("run", "mine/twice.yaml", "--output", "reports")
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains(
        "the exchange 'XNAS' has two calendars: that of the calendars file and 'calendar: benchmark'\n"))
    #expect(
      outcome.errors.hasPrefix("study.yaml:5:5: error: ")
        || outcome.errors.hasPrefix("twice.yaml:5:5: error: "))
  }

  @Test func aFaultyRowIs65WithItsPlace() throws {
    try work.write(
      "exchange,session,open,close\nXNAS,2012-04-25,2012-04-25T13:30:00Z,16:00\n", to: "mine/calendars.csv")
    #expect(
      try run("calendars: calendars.csv\n")
        == .init(
          status: 65, output: "",
          errors: """
            calendars.csv:2:38: error: close must be a moment in UTC, found '16:00'
              XNAS,2012-04-25,2012-04-25T13:30:00Z,16:00
                                                   ^
              help: write it as 2019-10-07T13:30:00Z

            """))
    try work.write("session,open,close\n2012-04-25,,\n", to: "mine/calendars.csv")
    let outcome = try run("calendars: calendars.csv\n")
    #expect(outcome.status == 65)
    #expect(outcome.errors.hasPrefix("calendars.csv:1: error: there is no column 'exchange'\n"))
  }

  @Test func newsCloserToTheCloseThanTheCutoffMeetsTheNextSession() throws {
    try work.write(
      "event_id,security,announced_at\nE,AAPL,2012-04-24T15:45:00-04:00\n", to: "mine/events.csv")
    #expect(try run("late_cutoff_minutes: 15\n").status == 0)
    #expect(try daysZero()["E"] == "2012-04-24")
    #expect(try run("late_cutoff_minutes: 16\n").status == 0)
    #expect(try daysZero()["E"] == "2012-04-25")
    let story = try work.run("explain", "mine/own.yaml", "E").output
    #expect(
      story.contains(
        "the first session that closed at least 16 minutes after the news (late_cutoff_minutes); "
          + "that of 2012-04-24 closed 15.0 minutes after it\n"))
  }

  /// An index that has an entry of its own, without an exchange, has the sessions of the entry that names it.
  @Test func anIndexWithoutAnExchangeHasThatOfItsSecurities() throws {
    var study = ExampleStudy()
    let index = "columns: {date: date, close: close}\n    exchange: XNYS\nestimation:"
    #expect(study.study.contains(index))
    for folder in ["said", "inherited"] {
      if folder == "inherited" {
        study.study = study.study.replacing(index, with: "columns: {date: date, close: close}\nestimation:")
      }
      try study.write(to: work, folder: folder)
      #expect(
        try work.run("run", "\(folder)/study.yaml", "--output", "of-\(folder)")
          == .init(status: 0, output: "", errors: ""))
    }
    for table in ["events", "windows", "tests", "diagnostics"] {
      #expect(work.read("of-said/\(table).csv") == work.read("of-inherited/\(table).csv"), "\(table)")
    }
  }
}
