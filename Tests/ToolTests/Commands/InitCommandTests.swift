import Foundation
import TestSupport
import Testing

/// `eventstudy init` drafts a study that runs.
@Suite struct InitCommandTests {
  private let work: WorkDirectory

  init() throws {
    work = try WorkDirectory()
    try ExampleStudy().write(to: work, folder: "study")
    _ = try work.shell("cd study && rm study.yaml && mv index.csv SP500.csv")
  }

  @Test func theDraftNamesTheIndexAsTheBenchmarkOfTheOtherPrices() throws {
    let outcome = try work.run("init", "study")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(
      outcome.output.contains("events: events.csv") && outcome.output.contains("wrote study/study.yaml"))
    let lines = try #require(work.read("study/study.yaml")).split(separator: "\n").map(String.init)
    #expect(lines.contains("events: events.csv"))
    #expect(lines.count { $0.hasPrefix("    benchmark: SP500") } == 2)
    let run = try work.run("run", "study/study.yaml", "--output", "reports")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try ReportManifest(folder: work.path("reports")).counts.used == 3)
  }

  /// yfinance names the security in its second line, a folder may hold two indexes, and not every table is a price file.
  @Test func indexesAndOtherTablesAreToldByWhatTheyHold() throws {
    let head = "Price,Close,High,Low,Open,Volume\nTicker,^GSPC,^GSPC,^GSPC,^GSPC,^GSPC\nDate,,,,,\n"
    try work.write(head + "2019-01-02,2510,2520,2467,2477,100\n", to: "study/us.csv")
    try work.write("date,mkt_rf,rf\n2019-01-02,0.001,0.0001\n", to: "study/ff.csv")
    try work.write("date,mom\n2019-01-02,0.001\n", to: "study/momentum.csv")
    try work.write("instant,price\n2019-09-10T09:30:00-04:00,62.25\n", to: "study/minutes.csv")
    let outcome = try work.run("init", "study")
    #expect(outcome.output.contains("not used, by their header lines: minutes.csv\n"))
    let lines = try #require(work.read("study/study.yaml")).split(separator: "\n").map(String.init)
    #expect(lines.contains("factors: ff.csv    # or momentum.csv"))
    #expect(lines.contains("    benchmark: '^GSPC'           # taken for the index by its name, or SP500"))
    #expect(lines.contains("    benchmark: SP500           # taken for the index by its name, or ^GSPC"))
  }

  /// Stooq calls its files after the day that their rows are of.
  @Test(arguments: ["^spx_d", "spy_us_d"])
  func theIndexOfStooq(_ name: String) throws {
    try work.write("Date,Open,High,Low,Close,Volume\n2019-01-02,10,11,9,10,100\n", to: "study/\(name).csv")
    #expect(try work.run("init", "study").status == 0)
    let text = try #require(work.read("study/study.yaml"))
    #expect(text.contains("taken for the index by its name, or SP500"), "\(text)")
  }

  /// The index as investing.com calls its file.
  @Test func theIndexOfShanghaiAndShenzhenIsKnownByItsName() throws {
    let prices = "date,close\n2019-01-02,10\n2019-01-03,11\n"
    for file in ["Shanghai Shenzhen CSI 300", "us/S&P 500 Historical Data"] {
      try work.write(prices, to: "cn/\(file).csv")
    }
    #expect(try work.run("init", "cn").status == 0)
    let text = try #require(work.read("cn/study.yaml"))
    #expect(text.contains("exchange: XSHG            # guessed from the name 'Shanghai Shenzhen CSI 300'"))
    #expect(
      text.contains("benchmark: 'Shanghai Shenzhen CSI 300'           # taken for the index by its name"))
    #expect(text.contains("benchmark: 'S&P 500 Historical Data'           # taken for the index by its name"))
  }

  /// A line break in a name is no line of the draft.
  @Test func namesOfSeveralLinesAreQuoted() throws {
    try work.write("date,close\n2019-01-02,10\n2019-01-03,11\n", to: "odd/q/A\nname: injected\n#.csv")
    #expect(try work.run("init", "odd").status == 0)
    let draft = try #require(work.read("odd/study.yaml"))
    #expect(!draft.contains("\nname:") && draft.contains(#"files: "q/A\u000Aname: injected\u000A#.csv""#))
    try work.write("security,announced_at\nB,2019-01-03\n", to: "odd/events.csv")
    #expect(try work.run("check", "odd/study.yaml").errors.contains("no price file holds the security 'B'"))
  }

  /// Securities of several markets, each with its index: what lies in the same folder is taken first, then what is of the same
  /// exchange.
  @Test func theNearestIndexIsTheBenchmark() throws {
    let prices = "date,close\n2019-01-02,10\n2019-01-03,11\n"
    for file in ["CSI300", "us/SP500", "us/AMBA", "hk/0700.HK", "hk2/HSI", "jp/X"] {
      try work.write(prices, to: "markets/\(file).csv")
    }
    try work.write(
      "date,code,close,volume\n2019-01-02,sz.002415,10,1\n2019-01-03,sz.002415,11,1\n", to: "markets/cn/a.csv"
    )
    #expect(try work.run("init", "markets").status == 0)
    let text = try #require(work.read("markets/study.yaml"))
    let entries = text.components(separatedBy: "  - files: ").dropFirst()
    func entry(_ files: String) throws -> String { try #require(entries.first { $0.hasPrefix(files) }) }
    #expect(
      try entry("CSI300.csv").contains("exchange: XSHG            # guessed from the name 'CSI300'"))
    #expect(
      try entry("'us/*.csv'").contains(
        "benchmark: SP500           # taken for the index by its name, or CSI300, or HSI\n"))
    #expect(
      try entry("hk/0700.HK.csv").contains(
        "benchmark: HSI           # taken for the index by its name, of the same exchange, or CSI300, or SP500\n"
      ))
    #expect(
      try entry("jp/X.csv").contains(
        "SP500           # taken for the index by its name, of the same exchange"))
  }

  /// A pattern would take a file that is none of the format.
  @Test func filesBesideOneThatIsNotUsedAreNamed() throws {
    try work.write("trade_date,symbol,close\n2019-01-02,A,1\n", to: "study/prices/other.csv")
    let outcome = try work.run("init", "study")
    #expect(outcome.output.contains("not used, by their header lines: prices/other.csv\n"))
    #expect(work.read("study/study.yaml")?.contains("  - files: [prices/A.csv, prices/B.csv]\n") == true)
  }

  @Test func aStudyFileThatExistsStays() throws {
    try work.write("mine\n", to: "study/study.yaml")
    #expect(try work.run("init", "study").status == 73)
    #expect(work.read("study/study.yaml") == "mine\n")
  }

  @Test func aTableInThePlaceOfAStudyFile() throws {
    let outcome = try work.run("run", "study/events.csv")
    #expect(
      outcome.status == 65
        && outcome.errors.contains("help: give a study file, which 'eventstudy init' drafts"))
  }
}
