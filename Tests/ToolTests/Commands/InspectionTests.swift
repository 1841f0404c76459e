import TestSupport
import Testing

/// `check` and `explain`, word for word (`Fixtures/Commands`): what a person reads who has to trust a study.
@Suite struct InspectionTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// The sample study with events of every odd kind: ids used twice, unreadable times, unknown and suspended
  /// securities, too early and too late ones.
  private func copyOddStudy() throws {
    try work.copy("SampleData/entity-list-2019", to: "odd")
    let events = try String(contentsOfFile: PackagePaths.fixture("Studies/odd-events.csv"), encoding: .utf8)
    try work.write(events, to: "odd/events.csv")
  }

  @Test(arguments: ["earnings-2012", "entity-list-2019"])
  func checkOfASampleSaysALineAnEvent(_ study: String) throws {
    try work.copy("SampleData/\(study)", to: study)
    let outcome = try work.run("check", "\(study)/study.yaml")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(try GoldenText.difference(outcome.output, from: "Commands/check-\(study).txt") == nil)
    #expect(work.read("\(study)/reports/manifest.json") == nil)
  }

  @Test func checkOfOddEventsSaysWhatExcludesThem() throws {
    try copyOddStudy()
    let outcome = try work.run("check", "odd/study.yaml")
    #expect(outcome.status == 1)
    let text = outcome.output + "\n" + outcome.errors
    #expect(try GoldenText.difference(text, from: "Commands/check-odd-events.txt") == nil)
    let run = try work.run("run", "odd/study.yaml", "--output", "reports")
    #expect(run.status == 1 && run.errors == outcome.errors)
    #expect(try ReportFile(path: work.path("reports/events.csv")).rows.count == 17)
  }

  @Test(arguments: [
    "AMBA-1", "HIK", "DAHUA-2", "NOBODY", "WHEN", "LATE", "OLD", "SHORT", "DST", "DZ", "DZBAD", "WEEKEND",
    "LAST",
  ])
  func explainTellsTheStory(_ event: String) throws {
    try copyOddStudy()
    let outcome = try work.run("explain", "odd/study.yaml", event)
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(try GoldenText.difference(outcome.output, from: "Commands/explain-\(event).txt") == nil)
  }

  /// `events.csv` shows the id `=2+3` behind an apostrophe.
  @Test func explainTakesAnIDAsTheReportShowsIt() throws {
    try copyOddStudy()
    let outcome = try work.run("explain", "odd/study.yaml", "'=2+3")
    #expect(outcome.status == 0 && outcome.output.hasPrefix("Event =2+3: STX"))
    #expect(try work.run("explain", "odd/study.yaml", "=2+3") == outcome)
    #expect(try work.run("explain", "odd/study.yaml", "'AMBA-1").status == 64)
  }

  /// On the evening of 8 October both halted securities were still halted: one by declaration, of the other
  /// nobody could know.
  @Test func explainAsOfADayInsideAHalt() throws {
    try copyOddStudy()
    for event in ["HIK", "DAHUA-2"] {
      let outcome = try work.run("explain", "odd/study.yaml", event, "--as-of", "2019-10-08")
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      #expect(try GoldenText.difference(outcome.output, from: "Commands/explain-\(event)-halted.txt") == nil)
    }
    let check = try work.run("check", "odd/study.yaml", "--as-of", "2019-10-08")
    #expect(check.output.contains("2019-10-08 on, declared"))
  }

  @Test func anUnknownEventIs64WithTheNearestOne() throws {
    try work.copy("SampleData/earnings-2012", to: "study")
    #expect(
      try work.run("explain", "study/study.yaml", "GOOG-2012-10-81")
        == .init(
          status: 64, output: "",
          errors: """
            eventstudy: error: the study has no event 'GOOG-2012-10-81'
              help: did you mean 'GOOG-2012-10-18'?

            """))
  }
}
