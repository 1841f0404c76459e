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
