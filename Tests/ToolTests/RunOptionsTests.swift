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

  @Test func quietSaysNoSummary() throws {
    let work = try WorkDirectory()
    try ExampleStudy().write(to: work, folder: "mine")
    let told = try work.run("run", "mine/study.yaml", "--output", "out", "--summary")
    #expect(told.status == 0 && told.output.contains("E1"))
    let quiet = try work.run("run", "mine/study.yaml", "--output", "out", "--summary", "--quiet")
    #expect(quiet == .init(status: 0, output: "", errors: ""))
  }
}
