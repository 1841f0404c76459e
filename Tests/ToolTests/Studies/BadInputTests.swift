import Foundation
import TestSupport
import Testing

/// Each thing that goes wrong with a study's input: what is said (word for word, in `Fixtures/BadInput`), the
/// exit status, what becomes of each event, and that a run that fails leaves the last report alone.
@Suite struct BadInputTests {
  /// One fault in an otherwise good study.
  struct Fault: Sendable, CustomTestStringConvertible {
    let id: String
    let change: @Sendable (inout ExampleStudy) -> Void
    var testDescription: String { id }

    init(_ id: String, _ change: @escaping @Sendable (inout ExampleStudy) -> Void) {
      self.id = id
      self.change = change
    }
  }

  /// The example's good report, made once: what stands in the output folder before each faulty run.
  private static let good = Result {
    let work = try WorkDirectory()
    try ExampleStudy().write(to: work, folder: "study")
    let outcome = try work.run("run", "study/study.yaml", "--strict", "--output", "reports")
    return (work, outcome)
  }

  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  @Test func theExampleItselfRunsWithoutAWord() throws {
    let (good, outcome) = try Self.good.get()
    #expect(outcome == .init(status: 0, output: "", errors: ""))
    #expect(try ReportManifest(folder: good.path("reports")).counts.used == 3)
  }

  @Test(arguments: FaultyFiles.all + FaultyPrices.all + FaultyEvents.all + FaultyStudies.all)
  func isToldAndCostsNoMoreThanItMust(_ fault: Fault) throws {
    let good = try Self.good.get().0
    try FileManager.default.copyItem(atPath: good.path("reports"), toPath: work.path("reports"))
    let before = try fingerprint()
    var study = ExampleStudy()
    fault.change(&study)
    try study.write(to: work, folder: "study")
    let outcome = try work.run("run", "study/study.yaml", "--output", "reports")
    #expect(outcome.output.isEmpty)
    var story = "status \(outcome.status)\n"
    if outcome.status > 1 {
      #expect(try fingerprint() == before, "the last good report changed")
      story += "report as it was\n"
    } else {
      story += try reportStory()
    }
    #expect(try work.list() == ["reports", "study"])
    #expect(try GoldenText.difference(story + "\n" + outcome.errors, from: "BadInput/\(fault.id).txt") == nil)
  }

  @Test func standardInputHasNoName() throws {
    var study = ExampleStudy()
    study.study = study.study.replacing("prices/*.csv", with: "'-'")
    study.events = "event_id,security,announced_at,phase\nE1,A,2019-08-06,after-close\n"
    try study.write(to: work, folder: "study")
    let line = "cat study/prices/A.csv | \"$EVENTSTUDY\" run study/study.yaml --output reports"
    #expect(
      try work.shell(line).errors.hasSuffix(
        "help: what comes in on standard input has no name: add `security: A` beside `files: '-'`\n"))
    study.study = study.study.replacing("'-'", with: "'-'\n    security: A")
    try study.write(to: work, folder: "study")
    #expect(try work.shell(line) == .init(status: 0, output: "", errors: ""))
    #expect(work.read("reports/manifest.json")?.contains("\"file\": \"stdin\"") == true)
  }

  @Test func aSecurityThatIsSpelledInAnotherWayElsewhereIsTold() throws {
    var study = ExampleStudy()
    study.study += "suspensions: suspensions.csv\n"
    study.files["suspensions.csv"] = "security,from,until\nOTHER,2019-03-05,\n b.,2019-03-05,2019-03-05\n"
    try study.write(to: work, folder: "study")
    let outcome = try work.run("check", "study/study.yaml")
    #expect(
      outcome.errors.contains(
        "suspensions.csv:3: warning: 'b.' has no prices in the study; is it 'B', of which the file says nothing? [unknown-security]"
      ))
    #expect(!outcome.errors.contains("OTHER"))
  }

  private func reportStory() throws -> String {
    let counts = try ReportManifest(folder: work.path("reports")).counts
    #expect(counts.addUp)
    let events = try ReportFile(path: work.path("reports/events.csv"))
    #expect(events.rows.count == counts.requested)
    var text = "\(counts.requested) requested = \(counts.used) used + \(counts.provisional) provisional + "
    text += "\(counts.excluded) excluded; \(counts.rowsRead) rows read, \(counts.rowsRefused) refused\n"
    for row in events.rows {
      let fields = ["event_id", "day_zero", "status", "reason", "warnings"].map { events.value(row, $0) }
      text += fields.filter { !$0.isEmpty }.joined(separator: " ") + "\n"
    }
    return text
  }

  private func fingerprint() throws -> [String: String?] {
    try Dictionary(uniqueKeysWithValues: work.list("reports").map { ($0, work.read("reports/\($0)")) })
  }
}
