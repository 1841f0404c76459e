import TestSupport
import Testing

/// Options of `run` beside what the study says, and beside each other.
@Suite struct RunOptionsTests {
  @Test func theCacheOfTheCommandLineWins() throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.study += "cache: of-the-study\n"
    try study.write(to: work, folder: "mine")
    #expect(try work.run("run", "mine/study.yaml", "--output", "out", "--cache", "of-the-line").status == 0)
    #expect(try work.list("of-the-line").contains { $0.hasSuffix(".rows") })
    #expect(try !work.list("mine").contains("of-the-study") && !work.list().contains("of-the-study"))
  }

  /// Tests over events say nothing of a single one: its windows stand in their place, as `explain` has them.
  @Test func theSummaryOfOneEventHasItsWindows() throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.events = "event_id,security,announced_at,phase\nE3,B,2019-09-10,pre-open\n"
    try study.write(to: work, folder: "mine")
    let told = try work.run("run", "mine/study.yaml", "--output", "out", "--summary").output
    let explained = try work.run("explain", "mine/study.yaml", "E3").output
    let windows = explained.split(separator: "\n").drop { !$0.hasSuffix("BHAR") }
    #expect(windows.count == 3 && windows.allSatisfy { told.contains($0) }, "\(told)")
    #expect(told.contains("The event, market-model") && !told.contains("their p"))
    try ExampleStudy().write(to: work, folder: "mine")
    let several = try work.run("run", "mine/study.yaml", "--output", "out", "--summary").output
    #expect(several.contains("their p") && !several.contains("The event, "))
  }

  @Test func quietSaysNoSummary() throws {
    let work = try WorkDirectory()
    try ExampleStudy().write(to: work, folder: "mine")
    let told = try work.run("run", "mine/study.yaml", "--output", "out", "--summary")
    #expect(told.status == 0 && told.output.contains("E1"))
    let quiet = try work.run("run", "mine/study.yaml", "--output", "out", "--summary", "--quiet")
    #expect(quiet == .init(status: 0, output: "", errors: ""))
  }
}
