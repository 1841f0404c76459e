import Foundation
import TestSupport
import Testing

/// Studies whose market and options were drawn at random, against the tables of an implementation that shares nothing
/// with the program (`Scripts/oracles/random_studies.py`): every figure to 1e-10 relative.
@Suite struct RandomStudyTests {
  private static let folder = PackagePaths.fixture("Oracles/random-studies")
  private static let comparison = ReportComparison(relative: 1e-10, absolute: 1e-13, ignored: ["convention"])
  private static let tables = ["models", "abnormal_returns", "windows", "averages", "tests"]
  private static let figures = [
    "models": ["estimate"], "abnormal_returns": ["return", "ar"], "windows": ["car"], "averages": ["aar"],
    "tests": ["statistic"],
  ]

  static let studies =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?
    .filter { Int($0) != nil }.sorted() ?? []

  @Test func theStudiesAreThere() { #expect(Self.studies.count >= 8) }

  @Test(arguments: studies)
  func everyFigureIsThatOfTheOtherImplementation(_ study: String) throws {
    let work = try WorkDirectory()
    try work.copy("Tests/Fixtures/Oracles/random-studies/\(study)", to: "study")
    let outcome = try work.run("run", "study/study.yaml", "--output", "reports", "--quiet")
    #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
    for table in Self.tables {
      let expected = try ReportFile(path: "\(Self.folder)/\(study)/expected/\(table).csv")
      let actual = try ReportFile(path: work.path("reports/\(table).csv"))
      #expect(!expected.rows.isEmpty)
      let found = Self.comparison.differences(
        fromOracle: expected, actual, keys: ReportComparison.keys(of: table),
        figures: try #require(Self.figures[table]))
      #expect(found.filter { !isDrawn($0) } == [], "\(study) \(table)")
    }
  }

  /// The p-value of a bootstrap hangs on the draws; the other implementation leaves it out.
  private func isDrawn(_ difference: String) -> Bool {
    difference.contains(": p_") && difference.contains("expected ''")
  }
}
