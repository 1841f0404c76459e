import CoreTypes
import Foundation
import StudyRun
import TestSupport
import Testing

@testable import Tool

/// What a run tells at a terminal.
@Suite struct EventSummaryTests {
  private func text(models: String) throws -> String {
    let work = try WorkDirectory()
    try work.copy("SampleData/entity-list-2019", to: "study")
    let plain = try #require(work.read("study/study.yaml"))
    try work.write(plain + "models: \(models)\ntests: [adjusted-bmp, corrado-rank]\n", to: "study/study.yaml")
    let study = try StudyFile.read(
      path: work.path("study/study.yaml"), known: .ofThisVersion, access: .system)
    let outcome = try StudyPipeline(study: study, asOf: nil, jobs: 2).run(
      write: { (_, _) throws(RunFailure) in }, finish: { (_) throws(RunFailure) in }, progress: { _ in })
    return EventSummary(outcome, of: study, folder: "reports").text
  }

  /// The first model's windows for all events, then a line for each other group and model.
  @Test func otherGroupsAndModelsHaveALineEach() throws {
    let text = try text(models: "[market-model, market-adjusted]")
    let others = try #require(text.components(separatedBy: "\nOther groups and models, [0,0]").last)
    let lines = others.split(separator: "\n").dropFirst(2)
    #expect(
      lines.map { $0.split(separator: "  ").prefix(2).map { $0.trimmingCharacters(in: .whitespaces) } } == [
        ["all events", "market-adjusted"], ["supplier", "market-model"], ["supplier", "market-adjusted"],
        ["listed-entity", "market-model"], ["listed-entity", "market-adjusted"],
      ])
    #expect(lines.allSatisfy { $0.contains("corrado-rank ") })
  }
}
