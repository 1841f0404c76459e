import Foundation
import TestSupport
import Testing

/// Both sample studies through the built program: against an independent implementation's tables, and against
/// the program's own last recorded report.
///
/// `EVENTSTUDY_RECORD=1 swift test --filter SampleStudyTests` records the reports as goldens; the run that
/// records fails, so that nobody records by accident.
@Suite struct SampleStudyTests {
  private static let oracleTables = [
    "events", "models", "abnormal_returns", "windows", "averages", "tests", "reactions",
  ]
  /// The figures of each table that an oracle row may lack altogether.
  private static let figures = [
    "events": ["status"], "models": ["estimate"], "abnormal_returns": ["return", "ar"], "windows": ["car"],
    "averages": ["aar"], "tests": ["statistic"], "reactions": ["base_close", "close"],
  ]

  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  private func run(_ study: String) throws {
    try work.copy("SampleData/\(study)", to: study)
    let outcome = try work.run("run", "\(study)/study.yaml", "--output", "reports")
    #expect(outcome == .init(status: 0, output: "", errors: ""))
  }

  @Test(arguments: ["earnings-2012", "entity-list-2019"])
  func tablesAreThoseOfTheIndependentImplementation(_ study: String) throws {
    try run(study)
    let comparison = ReportComparison(relative: 1e-10, absolute: 1e-13, ignored: ["convention"])
    for table in Self.oracleTables {
      let expected = try ReportFile(path: PackagePaths.fixture("Oracles/\(study)/\(table).csv"))
      let actual = try ReportFile(path: work.path("reports/\(table).csv"))
      #expect(!expected.rows.isEmpty)
      let keys = ReportComparison.keys(of: table)
      let figures = try #require(Self.figures[table])
      #expect(comparison.differences(fromOracle: expected, actual, keys: keys, figures: figures) == [])
      let known = Set(expected.keyed(by: keys).keys)
      let more = actual.rows.filter { row in
        let key = keys.map { actual.value(row, $0) }.joined(separator: " ")
        // What the residuals say of themselves is more than the oracle computes.
        let isOfResiduals = actual.value(row, "parameter").hasPrefix("residual_")
        return !isOfResiduals && !known.contains(key) && figures.contains { !actual.value(row, $0).isEmpty }
      }
      if table != "tests" { #expect(more == [], "\(table) has figures that the oracle does not know") }
    }
  }

  @Test(arguments: ["earnings-2012", "entity-list-2019"])
  func theReportIsTheRecordedOne(_ study: String) throws {
    try run(study)
    let golden = PackagePaths.fixture("Goldens/\(study)")
    if GoldenText.isRecording {
      try? FileManager.default.removeItem(atPath: golden)
      try FileManager.default.createDirectory(
        atPath: PackagePaths.fixture("Goldens"), withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: work.path("reports"), toPath: golden)
      Issue.record("recorded \(golden); read what changed, then run without EVENTSTUDY_RECORD")
      return
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: golden).sorted()
    #expect(try work.list("reports") == files)
    let comparison = ReportComparison(relative: 1e-12, absolute: 1e-15)
    for file in files where file.hasSuffix(".csv") {
      let expected = try ReportFile(path: "\(golden)/\(file)")
      let actual = try ReportFile(path: work.path("reports/\(file)"))
      #expect(comparison.differences(expected, actual) == [], "\(file) differs from the recorded one")
    }
    try compareManifests(golden)
  }

  /// Line by line, but for what depends on the machine: hashes and sizes of files with numbers in them (libm
  /// differs in the last digit), which must be those of the files, and the version of the time zone data.
  private func compareManifests(_ golden: String) throws {
    let manifest = try ReportManifest(folder: work.path("reports"))
    #expect(manifest.counts.addUp)
    for output in manifest.outputs {
      let sum = try work.shell("sha256sum < 'reports/\(output.file)' && wc -c < 'reports/\(output.file)'")
        .output
      #expect(sum == "\(output.sha256)  -\n\(output.bytes)\n")
    }
    let texts = try ["\(golden)/manifest.json", work.path("reports/manifest.json")].map { path in
      try String(contentsOfFile: path, encoding: .utf8)
    }
    #expect(lines(texts[0]) == lines(texts[1]))
  }

  private func lines(_ manifest: String) -> [Substring] {
    var isOutput = false
    return manifest.split(separator: "\n").filter { line in
      let name = line.drop { $0 == " " }
      if name.hasPrefix("\"outputs\"") { isOutput = true }
      if name.hasPrefix("]") { isOutput = false }
      if name.hasPrefix("\"time_zone_data\"") { return false }
      return !(isOutput && (name.hasPrefix("\"bytes\"") || name.hasPrefix("\"sha256\"")))
    }
  }
}
