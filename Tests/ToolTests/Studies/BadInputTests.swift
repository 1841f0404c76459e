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
    /// Flags behind the study's name.
    let flags: [String]
    var testDescription: String { id }

    init(_ id: String, flags: [String] = [], _ change: @escaping @Sendable (inout ExampleStudy) -> Void) {
      self.id = id
      self.flags = flags
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
    let manifest = work.read("reports/manifest.json")
    #expect(manifest?.contains("\"file\": \"stdin\"") == true)
    // As the study has it: the configuration can be run again.
    let configuration = manifest?.split(separator: "\"configuration\"").last ?? ""
    #expect(!configuration.contains("\"stdin\"") && configuration.contains("\"-\""))
  }

  /// Under `--strict` the exit status is 1: then it is said why, also where no diagnostic says so.
  @Test func `what --strict does not accept is told`() throws {
    var study = ExampleStudy()
    study.events += "E4,A,2019-03-05,pre-open\nE5,B,2019-09-24,\n"
    try study.write(to: work, folder: "study")
    let outcome = try work.run("run", "study/study.yaml", "--strict", "--quiet", "--output", "reports")
    let told = "eventstudy: warning: 1 event is excluded, 1 event has warnings\n"
    #expect(outcome.status == 1 && outcome.errors.hasPrefix(told), "\(outcome)")
  }

  /// What made the exit status is told by a quiet run too.
  @Test(arguments: ["run", "check"]) func `a warning that --strict does not accept is told`(_ command: String)
    throws
  {
    var study = ExampleStudy()
    study.files["prices/B.csv"]? += "2019-12-25,9.50\n"
    try study.write(to: work, folder: "study")
    #expect(try work.run(command, "study/study.yaml", "--quiet") == .init(status: 0, output: "", errors: ""))
    let outcome = try work.run(command, "study/study.yaml", "--quiet", "--strict")
    #expect(outcome.status == 1 && outcome.errors.contains("[price-on-closed-day]"), "\(outcome)")
  }

  @Test func `a latest date that stands alone is told`() throws {
    var study = ExampleStudy()
    study.files["prices/B.csv"]? += "2029-12-31,9.50\n"
    try study.write(to: work, folder: "study")
    let outcome = try work.run("run", "study/study.yaml", "--strict", "--output", "reports")
    #expect(
      outcome.errors.contains(
        "warning: the latest date of all prices, 2029-12-31, stands here alone: every other row ends by 2019-12-31;"
      ))
    let named = try work.run(
      "run", "study/study.yaml", "--strict", "--output", "reports", "--as-of", "2019-12-31")
    #expect(!named.errors.contains("stands here alone"))
  }

  /// To open one that nobody writes to would wait for ever.
  @Test func `a pipe among the price files is told`() throws {
    try ExampleStudy().write(to: work, folder: "study")
    #expect(mkfifo(work.path("study/prices/C.csv"), 0o600) == 0)
    let outcome = try work.run("run", "study/study.yaml", "--output", "reports")
    #expect(outcome.errors.contains("'prices/C.csv' is a pipe, which can be read only once"), "\(outcome)")
  }

  /// A run does not put together the rows of a security that no event needs.
  @Test func `check looks at every security`() throws {
    var study = ExampleStudy()
    study.files["prices/C.csv"] = study.files["prices/B.csv"].map { $0 + "2019-12-31,1.25\n" }
    try study.write(to: work, folder: "study")
    let outcome = try work.run("check", "study/study.yaml")
    #expect(outcome.status == 1 && outcome.errors.contains("[price-day-duplicated]"), "\(outcome)")
  }

  @Test func `a group called all is none`() throws {
    var study = ExampleStudy()
    study.events = "security,announced_at,group\nA,2019-09-10,all\nB,2019-09-10,x\n"
    try study.write(to: work, folder: "study")
    let outcome = try work.run("run", "study/study.yaml", "--strict", "--output", "reports")
    #expect(
      outcome.errors.contains("warning: 1 event belongs to a group 'all', which is the name of all events"))
    let averages = try #require(work.read("reports/averages.csv"))
    #expect(averages.split(separator: "\n").filter { $0.hasPrefix("all,market-model,0,") }.count == 1)
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

  /// The codes of vendors name a ticker and its market.
  @Test(arguments: [("B.US", true), ("B.N", true), ("BC.US", false)])
  func aCodeOfAnotherVendorIsTold(_ code: String, _ isTold: Bool) throws {
    var study = ExampleStudy()
    study.study += "suspensions: suspensions.csv\n"
    study.files["suspensions.csv"] = "security,from,until\n\(code),2019-03-05,2019-03-05\n"
    try study.write(to: work, folder: "study")
    let outcome = try work.run("check", "study/study.yaml")
    let told = "suspensions.csv:2: warning: '\(code)' has no prices in the study; is it 'B'"
    #expect(outcome.errors.contains(told) == isTold, "\(outcome.errors)")
  }

  /// Where it says what the study says too, nothing is said.
  @Test(arguments: [("XNYS", false), ("xnas", false), ("XHKG", true), ("New York", false), ("", false)])
  func anExchangeInTheEventsFileThatIsNoneOfItsSecurityIsTold(_ exchange: String, _ isTold: Bool) throws {
    var study = ExampleStudy()
    study.events = "security,announced_at,exchange\nB,2019-09-10,XNYS\nA,2019-09-10,\(exchange)\n"
    try study.write(to: work, folder: "study")
    let outcome = try work.run("check", "study/study.yaml")
    let told =
      "events.csv:3:14: warning: the column 'exchange' is not read, and names another exchange than XNYS, that of 'A' "
    #expect(outcome.errors.contains(told + "[unknown-column]") == isTold, "\(outcome.errors)")
    #expect(isTold || outcome.errors.isEmpty, "\(outcome.errors)")
  }

  @Test func `a portfolio is no member of another one`() throws {
    var study = ExampleStudy()
    study.study += "portfolios:\n  - {id: inner, members: [A, M]}\n  - {id: outer, members: [inner, M]}\n"
    study.events = "security,announced_at,benchmark\nB,2019-09-10,outer\n"
    try study.write(to: work, folder: "study")
    let outcome = try work.run("check", "study/study.yaml")
    #expect(
      outcome.errors == """
        study.yaml:17:26: error: the benchmark 'inner', a member of 'outer', is a portfolio, and members are securities \
        [benchmark-missing]
          help: write the members of 'inner' in its place

        """)
  }

  /// A file of a market has as many securities outside a calendar as it has.
  @Test func `rows outside a calendar are one note a file`() throws {
    var study = ExampleStudy()
    let rows = ["A", "B"].flatMap { security in
      ["\(security),1969-12-30,1", "\(security),1969-12-31,1"]
        + (study.files["prices/\(security).csv"] ?? "").split(separator: "\n").dropFirst().map {
          "\(security),\($0)"
        }
    }
    study.study = study.study.replacing("prices/*.csv", with: "market.csv")
      .replacing(
        "date: date, close: close}\n    exchange: XNYS\n    benchmark",
        with:
          "security: security, date: date, close: close}\n    exchange: XNYS\n    benchmark")
    study.files = ["index.csv": study.files["index.csv"] ?? ""]
    study.files["market.csv"] = (["security,date,close"] + rows).joined(separator: "\n") + "\n"
    try study.write(to: work, folder: "study")
    let outcome = try work.run("check", "study/study.yaml")
    #expect(outcome.status == 0)
    let told = outcome.errors.split(separator: "\n").filter { $0.contains("[date-outside-calendar]") }
    #expect(told.count == 1 && told[0].hasPrefix("market.csv:2: note: rows of this file lie outside"))
  }

  @Test func `a column that is not there is told at the header line`() throws {
    var study = ExampleStudy()
    study.study += "group_by: sector\n"
    study.events = "sep=,\n" + study.events
    try study.write(to: work, folder: "study")
    let outcome = try work.run("check", "study/study.yaml")
    #expect(outcome.errors.hasPrefix("events.csv:2: error: there is no column 'sector'"), "\(outcome.errors)")
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
