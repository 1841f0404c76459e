import TestSupport
import Testing

/// A study without a study file, and a study file from what a folder holds.
@Suite struct QuickStudyTests {
  private let work: WorkDirectory

  init() throws {
    work = try WorkDirectory()
    try ExampleStudy().write(to: work, folder: "study")
  }

  private static let flags =
    "--prices 'prices/*.csv' --prices index.csv --exchange XNYS --benchmark index --events events.csv "
    + "--estimation '{length: 100, last: -11, minimum: 50}' --event-window -5,5 --windows='[0,0],[-1,1]' "
    + "--tests cross-sectional-t,sign"

  private static let sameInAFile = """
    events: events.csv
    prices:
      - {files: [prices/*.csv, index.csv], exchange: XNYS, benchmark: index}
    estimation: {length: 100, last: -11, minimum: 50}
    event_window: [-5, 5]
    windows: [[0, 0], [-1, 1]]
    tests: [cross-sectional-t, sign]

    """

  @Test func flagsSayWhatAFileSays() throws {
    try work.write(Self.sameInAFile, to: "study/same.yaml")
    let quick = try work.shell("cd study && \"$EVENTSTUDY\" run \(Self.flags) --output ../quick")
    let file = try work.shell("cd study && \"$EVENTSTUDY\" run same.yaml --output ../file")
    #expect(quick == WorkDirectory.Outcome(status: 0, output: "", errors: ""))
    #expect(file == quick)
    for table in try work.list("file") where table != "manifest.json" {
      #expect(work.read("quick/\(table)") == work.read("file/\(table)"), "\(table)")
    }
    #expect(work.read("quick/manifest.json")?.contains("\"study\": null") == true)
    #expect(work.read("quick/manifest.json")?.contains("\"format\": \"generic\"") == true)
  }

  /// Entries as the study file lists them.
  @Test func pricesMayBeEntries() throws {
    try work.write(Self.sameInAFile, to: "study/same.yaml")
    let others = Self.flags.split(separator: "--events", maxSplits: 1)[1]
    let entries = "--prices '[{files: [prices/*.csv, index.csv], exchange: XNYS, benchmark: index}]' --events"
    let quick = try work.shell("cd study && \"$EVENTSTUDY\" run \(entries)\(others) --output ../quick")
    let file = try work.shell("cd study && \"$EVENTSTUDY\" run same.yaml --output ../file")
    #expect(quick == WorkDirectory.Outcome(status: 0, output: "", errors: "") && file == quick)
    #expect(work.read("quick/windows.csv") == work.read("file/windows.csv"))
    let both = try work.shell("cd study && \"$EVENTSTUDY\" run \(entries)\(others) --exchange XNYS")
    #expect(
      both.status == 64 && both.errors.contains("'prices' is given as entries, and 'exchange' beside them"))
    #expect(both.errors.split(separator: "\n").count { $0.contains("error:") } == 1, "\(both.errors)")
  }

  @Test func whatCheckPrintsIsTextOrCSV() throws {
    let outcome = try work.shell("cd study && \"$EVENTSTUDY\" check study.yaml --format xml")
    #expect(outcome.status == 64 && outcome.errors.contains("write --format text or --format csv"))
  }

  @Test func aPipeIsNamedAsWhatItIs() throws {
    let outcome = try work.shell(
      "cd study && mkfifo pipe.csv && \"$EVENTSTUDY\" check --prices pipe.csv --events events.csv --exchange XNYS"
    )
    #expect(
      outcome.status == 74 && outcome.errors.contains("'pipe.csv' is a pipe, which can be read only once"))
    #expect(outcome.errors.contains("name it '-'"))
  }

  /// What is missing is asked for as it can be given: as a flag where there is no study file.
  @Test func helpNamesFlags() throws {
    let flags = "--prices 'prices/*.csv' --prices index.csv --events events.csv"
    let none = try work.shell("cd study && \"$EVENTSTUDY\" check \(flags) --exchange XNYS")
    #expect(none.errors.contains("help: add '--benchmark ID', or a 'benchmark' column to the events file"))
    let nowhere = try work.shell("cd study && \"$EVENTSTUDY\" check \(flags) --benchmark index")
    #expect(nowhere.errors.contains("help: add '--exchange MIC', or give the event a 'day_zero'"))
  }

  @Test func checkAndExplainTakeFlagsToo() throws {
    let check = try work.shell("cd study && \"$EVENTSTUDY\" check \(Self.flags)")
    #expect(check.status == 0 && check.output.contains("price formats: generic (3 files)"))
    let explain = try work.shell("cd study && \"$EVENTSTUDY\" explain \(Self.flags) E2")
    #expect(explain.status == 0 && explain.output.contains("E2"))
    let none = try work.shell("cd study && \"$EVENTSTUDY\" explain \(Self.flags)")
    #expect(none.status == 64)
  }

  @Test(arguments: [
    ("run", "no study is named"),
    ("run study.yaml --models raw", "both a study file 'study.yaml' and the setting"),
    ("run --set modles=raw", "did you mean 'models'?"), ("run --modles raw", "Unknown option '--modles'"),
    ("run --events events.csv --exchange XNYS", "says something of prices, and no prices are named"),
    ("run --prices 'prices/*.csv'", "the study has no 'events'"),
    (
      "run --events events.csv --prices 'prices/*.csv' --models a --models b",
      "more than one value for 'models'"
    ),
    (
      "run --events events.csv --prices 'prices/*.csv' --windows '[[0'",
      "the value of 'windows' cannot be read"
    ),
    ("run --events events.csv --prices 'prices/*.csv' --returns lgo", "did you mean 'log'?"),
    ("run --events events.csv --prices 'prices/*.csv' --seed 1.5", "found '1.5'"),
    ("run --events events.csv --prices 'prices/*.csv' --models", "'--models' has no value"),
    ("run --prices 'prices/*.csv' --models --events events.csv", "'--models' has no value"),
    ("run study.yaml --event-window", "'--event-window' has no value"),
  ])
  func whatIsWrongIsTold(_ line: String, _ words: String) throws {
    let outcome = try work.shell("cd study && \"$EVENTSTUDY\" \(line)")
    #expect(outcome.status == 64 && outcome.errors.contains(words), "\(outcome)")
  }

  @Test func pricesComeThroughAPipe() throws {
    let line =
      "cd study && (echo date,symbol,close; for s in A B; do tail -n +2 prices/$s.csv | sed \"s/,/,$s,/\"; done) | "
      + "gzip | \"$EVENTSTUDY\" run --prices - --prices index.csv --exchange XNYS --benchmark index "
      + "--events events.csv --estimation '{length: 100, minimum: 50}' --tests sign --output ../piped"
    let outcome = try work.shell(line)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(work.read("piped/manifest.json")?.contains("\"used\": 3") == true)
  }

  @Test func initWritesAStudyThatRuns() throws {
    try work.shell("mkdir fresh && cp -r study/prices study/index.csv study/events.csv fresh").expectSuccess()
    let made = try work.shell("\"$EVENTSTUDY\" init fresh")
    #expect(made.status == 0 && made.output.contains("wrote fresh/study.yaml"))
    let text = try #require(work.read("fresh/study.yaml"))
    #expect(
      text.contains("events: events.csv\n")
        && text.contains("  - files: 'prices/*.csv'\n    format: generic\n"))
    #expect(text.contains("    benchmark: index "))
    let check = try work.shell("\"$EVENTSTUDY\" check fresh/study.yaml")
    #expect(check.status != 65, "\(check.errors)")
    let again = try work.shell("\"$EVENTSTUDY\" init fresh")
    #expect(again.status == 73 && again.errors.contains("there is a 'fresh/study.yaml' already"))
    let lost = try work.run("init", "nowhere")
    #expect(lost.status == 66 && lost.errors.contains("there is no folder to write 'nowhere/study.yaml' to"))
    #expect(work.read("fresh/study.yaml") == text)
  }

  @Test func initInAnEmptyFolderSaysWhatIsMissing() throws {
    try work.shell("mkdir empty && mkdir empty/loop && ln -s .. empty/loop/up").expectSuccess()
    let made = try work.shell("cd empty && \"$EVENTSTUDY\" init")
    #expect(
      made.status == 66 && made.output.isEmpty
        && made.errors.contains("there is no CSV file in '.' or below it"))
    #expect(work.read("empty/study.yaml") == nil)
    try work.write("a,b\n1,2\n", to: "empty/other.csv")
    let useless = try work.shell("cd empty && \"$EVENTSTUDY\" init")
    #expect(
      useless.status == 0 && useless.output.contains("no events file")
        && useless.output.contains("no price files"))
  }
}

extension WorkDirectory.Outcome {
  fileprivate func expectSuccess() { #expect(status == 0, "\(errors)") }
}
