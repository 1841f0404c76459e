import TestSupport
import Testing

/// `eventstudy cache`: what is there, and what goes.
@Suite struct CacheCommandTests {
  private let work: WorkDirectory

  /// A cache of the example's three price files.
  init() throws {
    work = try WorkDirectory()
    try ExampleStudy().write(to: work, folder: "study")
    try run("study/study.yaml")
  }

  private func run(_ study: String) throws {
    try #require(try work.run("run", study, "--output", "reports", "--cache", "cache").status == 0)
  }

  private func prune(_ options: String...) throws -> String {
    let outcome = try work.shell("\"$EVENTSTUDY\" cache cache --prune \(options.joined(separator: " "))")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    return outcome.output
  }

  /// The last part of each path, with rows and state.
  private func listed() throws -> [String] {
    let outcome = try work.run("cache", "cache", "--format", "csv")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    let lines = outcome.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(lines.first?.joined(separator: ",") == "file,format,rows,bytes,last_used,state,entry")
    return lines.dropFirst().map { "\($0[0].split(separator: "/").last ?? "-") \($0[2]) \($0[5])" }
  }

  @Test func entriesAreListed() throws {
    let rows = ExampleStudy.sessions.count
    #expect(try listed() == ["index.csv \(rows) ready", "A.csv \(rows) ready", "B.csv \(rows) ready"])
    let text = try work.run("cache", "cache").output.split(separator: "\n").map(String.init)
    #expect(text.count == 5 && text[0].hasPrefix("file "))
    #expect(text[2].contains("/study/prices/A.csv  columns  \(rows)"))
    #expect(text[4].hasPrefix("3 entries, ") && text[4].hasSuffix(" kB in the cache"))
  }

  @Test func whatIsOfNoUseGoes() throws {
    try work.write("half", to: "cache/.writing-7-8")
    try work.write("mine", to: "cache/notes.txt")
    _ = try work.shell(
      "mv study/prices/B.csv elsewhere.csv; for f in cache/*; do test $(stat -c %s $f) -gt 0; done")
    #expect(try listed().last == "B.csv \(ExampleStudy.sessions.count) file-gone")
    let name = try #require(try work.list("cache").first { $0.hasSuffix(".rows") })
    _ = try work.shell("printf x >> cache/\(name)")
    #expect(try listed().filter { $0.hasSuffix(" damaged") }.count == 1)
    // A folder is no entry, whatever it is called.
    try work.write("mine", to: "cache/\(name.dropLast(6))1.rows/diary.txt")
    let said = try prune()
    #expect(said.hasPrefix("removed ") && said.contains(", and 1 half written; "))
    #expect(try listed().allSatisfy { $0.hasSuffix(" ready") } && !listed().isEmpty)
    #expect(try work.list("cache").filter { !$0.hasSuffix(".rows") } == ["CACHEDIR.TAG", "notes.txt"])
    #expect(work.read("cache/\(name.dropLast(6))1.rows/diary.txt") == "mine")
    #expect(try prune().hasPrefix("removed 0 entries, 0 B; "))
  }

  @Test func theLongestUnusedGo() throws {
    let names = try work.list("cache").filter { $0.hasSuffix(".rows") }
    for (index, name) in names.enumerated() {
      _ = try work.shell("touch -d '\(10 * (index + 1)) days ago' cache/\(name)")
    }
    _ = try prune("--older-than", "25d")
    #expect(try work.list("cache").filter { $0.hasSuffix(".rows") } == Array(names.dropLast()))
    _ = try prune("--max-size", "5k")
    #expect(try work.list("cache").filter { $0.hasSuffix(".rows") } == [names[0]])
    // A run marks what it uses, and one that writes removes what nobody used for two months.
    _ = try work.shell("touch -d '100 days ago' cache/\(names[0])")
    try run("study/study.yaml")
    #expect(try work.shell("find cache -name '*.rows' -mtime +1").output.isEmpty)
    _ = try work.shell("touch -d '70 days ago' cache/*.rows")
    _ = try work.shell(
      "mkdir small; cp -r study small/; printf '2020-01-02,1\\n' >> small/study/prices/A.csv")
    try run("small/study/study.yaml")
    #expect(try listed().count == 3)
  }

  @Test func foldersThatAreNoCacheAreRefused() throws {
    try work.write("dear diary", to: "diary/2019.txt")
    _ = try work.shell("mkdir empty")
    for (folder, status) in [("diary", 65), ("empty", 65), ("nowhere", 66), ("study/study.yaml", 65)] {
      let outcome = try work.run("cache", folder, "--prune", "--older-than", "0d", "--max-size", "0")
      #expect(outcome.status == Int32(status) && outcome.output.isEmpty)
      #expect(outcome.errors.contains("error: ") && outcome.errors.contains("help: "))
    }
    #expect(try work.list("diary") == ["2019.txt"])
  }

  @Test(arguments: ["--older-than 30d", "--max-size 1G", "--prune --older-than 30", "--prune --max-size 1X"])
  func wrongOptionsAre64(_ options: String) throws {
    #expect(try work.shell("\"$EVENTSTUDY\" cache cache \(options)").status == 64)
    #expect(try work.list("cache").count == 4)
  }
}
