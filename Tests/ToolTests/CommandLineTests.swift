import TestSupport
import Testing

/// The built program, as a shell sees it.
@Suite struct CommandLineTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  @Test func versionAndHelpGoToStandardOutput() throws {
    #expect(try work.run("--version") == .init(status: 0, output: "0.1.0\n", errors: ""))
    let help = try work.run("--help")
    #expect(help.status == 0 && help.errors.isEmpty)
    for command in ["run", "check", "explain", "methods", "calendar", "formats"] {
      #expect(help.output.contains("\n  \(command) "))
      let own = try work.run(command, "--help")
      #expect(own.status == 0 && own.output.contains("eventstudy \(command)") && own.errors.isEmpty)
    }
  }

  /// Keys of a study are flags too, and nearer than what the parser knows.
  @Test(arguments: [
    ("run study.yaml --gpas drop", "Unknown option '--gpas'. Did you mean '--gaps'?"),
    ("check --evnts=a.csv", "Unknown option '--evnts'. Did you mean '--events'?"),
    ("run study.yaml --job 3", "Unknown option '--job'. Did you mean '--jobs'?"),
    ("runn study.yaml", "2 unexpected arguments: 'runn', 'study.yaml'. Did you mean 'run'?"),
    ("calendar --frm 2019-01-01", "Unknown option '--frm'. Did you mean '--from'?"),
    ("run study.yaml --zzzzz 1", "Unknown option '--zzzzz'"),
  ])
  func aSlipOfTheFingerIsTold(_ line: String, _ message: String) throws {
    let outcome = try work.shell("\"$EVENTSTUDY\" \(line)")
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.split(separator: "\n").first == "Error: \(message)")
  }

  @Test(arguments: [
    ["--frob"], ["frob"], ["run"], ["run", "a.yaml", "--frob"], ["run", "a.yaml", "--jobs", "0"],
    ["run", "a.yaml", "--as-of", "2019-02-29"], ["run", "a.yaml", "--log-format", "xml"],
    ["explain", "a.yaml"],
    ["calendar", "XNAS", "--from", "2019-10-08", "--to", "2019-10-07"], [],
  ])
  func wrongUseIs64(_ arguments: [String]) throws {
    let outcome = try work.shell("\"$EVENTSTUDY\" " + arguments.joined(separator: " "))
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.isEmpty)
  }

  @Test(arguments: [
    ("run study.yaml --sttrict --log-format json", "Unknown option '--sttrict'. Did you mean '--strict'?"),
    ("run study.yaml --gpas drop --log-format=json", "Unknown option '--gpas'. Did you mean '--gaps'?"),
    (
      "run --log-format json --prices p/A.csv p/B.csv --benchmark M",
      "--prices takes one word, found 2: 'p/A.csv', 'p/B.csv', as a shell makes them of a pattern"
    ),
  ])
  func wrongUseIsALineOfJSONWhereThatIsAskedFor(_ line: String, _ message: String) throws {
    for name in ["A", "B"] { try work.write("date,close\n", to: "p/\(name).csv") }
    let outcome = try work.shell("\"$EVENTSTUDY\" \(line)")
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("{\"level\": \"error\", \"message\": \"\(message)\", \"help\": \""))
    #expect(outcome.errors.hasSuffix("}\n") && outcome.errors.split(separator: "\n").count == 1)
  }

  /// A shell puts the names of the files in the place of a pattern without quotes.
  @Test(arguments: ["p/*.csv", "p/A.csv p/B.csv", "p/A.csv p/B.csv p/C.csv"])
  func aPatternWithoutQuotesIsTold(_ words: String) throws {
    for name in ["A", "B", "C"] { try work.write("date,close\n", to: "p/\(name).csv") }
    for command in ["run", "check --events e.csv"] {
      let outcome = try work.shell("\"$EVENTSTUDY\" \(command) --prices \(words) --benchmark M")
      #expect(outcome.status == 64)
      #expect(
        outcome.errors.contains(
          "--prices takes one word, found \(words == "p/A.csv p/B.csv" ? 2 : 3): 'p/A.csv', 'p/B.csv'"))
      #expect(outcome.errors.contains("help: put the pattern in quotes, such as --prices 'p/*.csv', so"))
    }
    let explained = try work.shell("\"$EVENTSTUDY\" explain --prices p/A.csv E1 --events e.csv")
    #expect(!explained.errors.contains("quotes"))
  }

  @Test(arguments: ["-5", "-E5", "-h5"])
  func anEventMayBeginWithAHyphen(_ id: String) throws {
    var study = ExampleStudy()
    study.events = study.events.replacing("E2", with: id)
    try study.write(to: work, folder: "study")
    let plain = try work.run("explain", "study/study.yaml", id)
    #expect(plain.status == 0 && plain.output.contains(id), "\(plain.errors)")
    #expect(try work.run("explain", "study/study.yaml", "--", id) == plain)
    #expect(try work.run("explain", "study/study.yaml", "--as-of", "2019-12-31", id).status == 0)
    #expect(try work.run("explain", "study/study.yaml", "-h").output.contains("eventstudy explain"))
  }

  @Test func whatIsRefusedIsRefusedWithWhatMayStandThere() throws {
    let twice = try work.run("calendar", "XNYS", "--from", "2019-01-02", "--from", "2019-12-30")
    #expect(twice.status == 64 && twice.output.isEmpty)
    #expect(twice.errors.contains("--from is given 2 times: 2019-01-02, 2019-12-30"))
    let jobs = try work.run("run", "a.yaml", "--jobs", "99999")
    #expect(jobs.status == 64 && jobs.errors.contains("1 to 1024"))
  }

  /// A folder of another name would be made, the same one for every such name.
  @Test func anArgumentThatIsNotTextIs64() throws {
    let outcome = try work.shell("\"$EVENTSTUDY\" run study.yaml --output \"$(printf 'a\\377')\"")
    #expect(outcome.status == 64 && outcome.errors.contains("argument 4 is not UTF-8 text"))
    #expect(try work.list().isEmpty)
  }

  @Test func aFileWhoseNameIsNotTextIsToldAndNotRenamed() throws {
    try ExampleStudy().write(to: work, folder: "study")
    let outcome = try work.shell(
      "cp study/prices/A.csv \"$(printf 'study/prices/a\\377.csv')\"; \"$EVENTSTUDY\" run study/study.yaml")
    #expect(outcome.status == 65 && outcome.errors.contains("has a name that is not UTF-8 text"))
  }

  @Test func withoutTimeZoneDataNothingIsWritten() throws {
    try ExampleStudy().write(to: work, folder: "study")
    for command in ["run study/study.yaml --output reports", "calendar XNAS"] {
      let outcome = try work.shell("TZDIR=/nonexistent \"$EVENTSTUDY\" \(command)")
      #expect(outcome.status == 66 && outcome.output.isEmpty)
      #expect(outcome.errors.contains("no time zone data") && outcome.errors.contains("tzdata"))
    }
    #expect(try work.list() == ["study"])
  }

  @Test(arguments: [["run", "study.yaml"], ["check", "study.yaml"], ["explain", "study.yaml", "E1"]])
  func aMissingStudyIs66(_ arguments: [String]) throws {
    let outcome = try work.shell("\"$EVENTSTUDY\" " + arguments.joined(separator: " "))
    #expect(
      outcome
        == .init(
          status: 66, output: "",
          errors: """
            eventstudy: error: there is no study file 'study.yaml'
              help: check the path, or let 'eventstudy init' draft a study from the files of a folder

            """))
  }

  @Test func aTypoInAKeyIs65WithTheNearestKey() throws {
    try work.write(
      """
      events: events.csv
      prices:
        - {files: "*.csv", format: yahoo}
      event_windw: [-3, 3]
      """, to: "mine/study.yaml")
    try work.write("security,announced_at\n", to: "mine/events.csv")
    let expected = WorkDirectory.Outcome(
      status: 65, output: "",
      errors: """
        study.yaml:4:1: error: unknown key 'event_windw'
          event_windw: [-3, 3]
          ^
          help: did you mean 'event_window'?

        """)
    for command in ["run", "check"] {
      #expect(try work.run(command, "mine/study.yaml") == expected)
    }
    #expect(try work.list("mine") == ["events.csv", "study.yaml"])
    let json = try work.run("run", "mine/study.yaml", "--log-format", "json")
    #expect(
      json.errors
        == #"{"level": "error", "message": "unknown key 'event_windw'", "column": 1, "file": "study.yaml", "#
        + #""help": "did you mean 'event_window'?", "line": 4}"# + "\n")
    #expect(json.status == 65)
  }

  @Test func missingInputsAre66WithTheLineThatAsksForThem() throws {
    try work.write(
      """
      events: events.csv
      prices: [{files: "us/*.csv", format: yahoo}]
      """, to: "study.yaml")
    #expect(
      try work.run("run", "study.yaml")
        == .init(
          status: 66, output: "",
          errors: """
            study.yaml:1:9: error: no file matches 'events.csv'
              events: events.csv
                      ^
              help: check the path; in a study file it is relative to the study's folder
            study.yaml:2:18: error: no file matches 'us/*.csv'
              prices: [{files: "us/*.csv", format: yahoo}]
                               ^
              help: check the path; in a study file it is relative to the study's folder

            """))
  }

  @Test func aFolderIsNoStudy() throws {
    let outcome = try work.run("run", ".")
    #expect(outcome.status == 66)
    #expect(outcome.errors.hasPrefix("eventstudy: error: '.' is a folder, not a study file\n"))
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    // A pipe whose only reader is closed before the program begins.
    let outcome = try work.shell(
      "mkfifo pipe; exec 3<>pipe 4>pipe 3>&-; \"$EVENTSTUDY\" run --help >&4; echo $? >&2")
    #expect(outcome.errors == "0\n")
  }

  @Test func aFullDiskUnderStandardOutputIs74() throws {
    let outcome = try work.shell("\"$EVENTSTUDY\" --version > /dev/full")
    #expect(outcome.status == 74)
    #expect(
      outcome.errors == """
        eventstudy: error: cannot write to standard output: no space left on device
          help: make room where the output goes and try again

        """)
  }
}
