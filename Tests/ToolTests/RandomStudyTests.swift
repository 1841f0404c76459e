import Foundation
import TestSupport
import Testing

/// Studies whose market and options were drawn at random, against the figures of an implementation that shares nothing
/// with the program (`Scripts/oracles/random_studies.py`): 1e-10 relative, and 1e-12 of what cancels.
@Suite struct RandomStudyTests {
  private static let folder = PackagePaths.fixture("Oracles/random-studies")
  private static let comparison = ReportComparison(relative: 1e-10, absolute: 1e-12)
  private static let figures = [
    "models": ["estimate"], "abnormal_returns": ["return", "ar"], "windows": ["car"], "averages": ["aar"],
    "tests": ["statistic"],
  ]

  static let studies =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { Int($0) != nil }.sorted() ?? []

  @Test func theStudiesAreThere() { #expect(Self.studies.count >= 13) }

  @Test(arguments: studies)
  func everyFigureIsThatOfTheOtherImplementation(_ study: String) throws {
    let work = try WorkDirectory()
    try work.copy("Tests/Fixtures/Oracles/random-studies/\(study)", to: "study")
    let outcome = try work.run("run", "study/study.yaml", "--output", "reports", "--quiet")
    #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
    for (table, figures) in Self.figures {
      let expected = try ReportFile(path: "\(Self.folder)/\(study)/expected/\(table).csv")
      let actual = try ReportFile(path: work.path("reports/\(table).csv"))
      #expect(!expected.rows.isEmpty)
      let found = Self.comparison.differences(
        fromOracle: expected, actual, keys: ReportComparison.keys(of: table), figures: figures)
      #expect(found.filter { !isDrawn($0) } == [], "\(study) \(table)")
    }
  }

  /// The p-value of a bootstrap hangs on the draws; the other implementation leaves it out.
  private func isDrawn(_ difference: String) -> Bool { difference.contains(": p_value expected ''") }
}
