import TestSupport
import Testing

/// What is wrong in securities.csv is told there, with line and column.
@Suite struct SecuritiesFaultsTests {
  private func run(_ securities: String) throws -> WorkDirectory.Outcome {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.study += "securities: securities.csv\n"
    study.files["securities.csv"] = securities
    try study.write(to: work, folder: "study")
    return try work.run("run", "study/study.yaml", "--output", "reports")
  }

  /// Once, however many events the security has.
  @Test func anUnknownExchange() throws {
    let outcome = try run("security,exchange,benchmark\nM,,\nA,NASDAQ,\n")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors == """
        securities.csv:3:3: error: no calendar is known for the exchange 'NASDAQ' of 'A', so that its events are excluded \
        [unknown-exchange]
          A,NASDAQ,
            ^
          help: did you mean XNAS? give an ISO 10383 code that 'eventstudy calendar' knows

        """)
  }

  @Test func anUnknownBenchmark() throws {
    let outcome = try run("security,exchange,benchmark\nA,,SPX\n")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors == """
        securities.csv:2:4: error: no price file holds the benchmark 'SPX' [benchmark-missing]
          A,,SPX
             ^
          help: add a 'prices' entry that holds it; or is 'M' meant, which the files hold besides the events' securities?

        """)
  }

  /// The study says whose prices a file of another name has, and none of them could be read.
  @Test(arguments: [
    ("Intel Historical.csv", "no price could be read from Intel Historical.csv; see what is said about it"),
    (
      "Intel*.csv",
      "no price could be read from the files of its entry in `prices`; see what is said about them"
    ),
  ])
  func aFileThatTheStudyNamesTheSecurityOf(_ files: String, _ help: String) throws {
    let work = try WorkDirectory()
    var example = ExampleStudy()
    example.study = example.study.replacing(
      "prices:\n", with: "prices:\n  - {files: '\(files)', security: INTC, exchange: XNYS, benchmark: M}\n")
    example.events += "E4,INTC,2019-09-10,\n"
    for name in ["Intel Historical.csv", "Intel Later.csv"] {
      example.files[name] = "Tag,Preisangabe,Vol.\n2019-09-10,50,1\n"
    }
    try example.write(to: work, folder: "study")
    let outcome = try work.run("check", "study/study.yaml")
    #expect(outcome.errors.contains("no price file holds the security 'INTC'"), "\(outcome.errors)")
    #expect(outcome.errors.contains("  help: \(help)\n"), "\(outcome.errors)")
  }

  /// A file as it was downloaded has another name than the security.
  @Test(arguments: [
    ("AAPL Historical Data.csv", "the prices of prices/nasdaq/AAPL Historical Data.csv"),
    ("HistoricalData_16991.csv", "add its prices to the study, or correct the id; the prices of"),
    ("AAPL.US.csv", "did you mean 'AAPL.US'?"),
  ])
  func aFileOfAnotherName(_ name: String, _ help: String) throws {
    let work = try WorkDirectory()
    try work.copy("SampleData/earnings-2012", to: "study")
    #expect(try work.shell("mv study/prices/nasdaq/AAPL.csv 'study/prices/nasdaq/\(name)'").status == 0)
    let outcome = try work.run("run", "study/study.yaml", "--output", "reports")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("  help: \(help)"))
    let entry = "{files: 'prices/nasdaq/\(name)', security: AAPL}"
    #expect(!name.hasPrefix("AAPL H") || outcome.errors.contains(entry))
  }
}
