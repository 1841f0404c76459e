import Foundation
import TestSupport
import Testing

/// What a report must not depend on: threads, the order of rows and files, the report before it.
@Suite struct SameBytesTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// More events than one block of the parallel work holds: every session of half a year, for both securities.
  private var manyEvents: ExampleStudy {
    var study = ExampleStudy()
    let rows = ExampleStudy.sessions[115..<245].flatMap { day in
      ["A\(day),A,\(day),odd", "B\(day),B,\(day),\(day.hasSuffix("1") ? "odd" : "even")"]
    }
    study.events = "event_id,security,announced_at,group\n" + rows.joined(separator: "\n") + "\n"
    study.study += "incomplete_windows: available\n"
    study.study = study.study.replacingOccurrences(
      of: "[cross-sectional-t, sign]", with: "[bmp, corrado-rank, adjusted-bmp, sign, bootstrap-t]")
    return study
  }

  /// File name -> text.
  private func report(_ folder: String) throws -> [String: String] {
    try Dictionary(uniqueKeysWithValues: work.list(folder).map { ($0, work.read("\(folder)/\($0)") ?? "") })
  }

  /// The report without the manifest, whose hashes are those of the inputs, and the lines of diagnostics.
  private func tables(_ folder: String) throws -> [String: String] {
    try report(folder).filter { $0.key != "manifest.json" && $0.key != "diagnostics.csv" }
  }

  private func run(_ study: String, to output: String, _ options: String...) throws {
    let line = "\"$EVENTSTUDY\" run \(study)/study.yaml --output \(output) " + options.joined(separator: " ")
    let outcome = try work.shell(line)
    #expect(outcome == .init(status: 0, output: "", errors: ""))
  }

  @Test func threadsDoNotMatter() throws {
    try manyEvents.write(to: work, folder: "many")
    try work.copy("SampleData/entity-list-2019", to: "sample")
    for study in ["many", "sample"] {
      for jobs in ["1", "2", "8"] { try run(study, to: "\(study)-\(jobs)", "--jobs", jobs) }
      let one = try report("\(study)-1")
      #expect(one.count == 11)
      #expect(try report("\(study)-2") == one)
      #expect(try report("\(study)-8") == one)
    }
    #expect(try ReportManifest(folder: work.path("many-1")).counts.requested == 260)
  }

  @Test(arguments: [1, 2])
  func theOrderOfRowsDoesNotMatter(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for study in ["SampleData/entity-list-2019", "Tests/Fixtures/Oracles/small-market"] {
      let name = String(study.split(separator: "/").last ?? "")
      try work.copy(study, to: name)
      try run(name, to: "sorted")
      let files = try work.shell("find \(name) -name '*.csv' ! -name events.csv ! -path '*/expected/*'")
        .output
      for file in files.split(separator: "\n").map(String.init) {
        var lines = (work.read(file) ?? "").split(separator: "\n")
        let header = lines.removeFirst()
        lines.shuffle(using: &generator)
        try work.write(([header] + lines).joined(separator: "\n") + "\n", to: file)
      }
      try run(name, to: "shuffled")
      #expect(try tables("shuffled") == tables("sorted"))
      #expect(try report("shuffled")["manifest.json"] != report("sorted")["manifest.json"])
    }
  }

  @Test func theOrderOfFilesDoesNotMatter() throws {
    var study = manyEvents
    try study.write(to: work, folder: "study")
    try run("study", to: "first")
    let parts = study.study.components(separatedBy: "  - files: ")
    let entries = "  - files: " + parts[1] + "  - files: "
    let index = parts[2].components(separatedBy: "estimation:")
    study.study =
      parts[0] + "  - files: " + index[0]
      + entries.replacingOccurrences(of: "prices/*.csv", with: "[prices/B.csv, prices/A.csv]").dropLast(11)
      + "estimation:" + index[1]
    try study.write(to: work, folder: "study")
    try run("study", to: "second")
    #expect(try tables("second") == tables("first"))
  }

  @Test func aSecondRunReplacesTheFirstAndAThirdChangesNothing() throws {
    var study = ExampleStudy()
    try study.write(to: work, folder: "study")
    try run("study", to: "reports")
    let first = try report("reports")
    study.study += "tables: [events, windows]\n"
    try study.write(to: work, folder: "study")
    try run("study", to: "reports")
    let second = try report("reports")
    #expect(second.keys.sorted() == ["events.csv", "manifest.json", "windows.csv"])
    #expect(second["windows.csv"] == first["windows.csv"])
    try run("study", to: "reports")
    #expect(try report("reports") == second)
    #expect(try work.list() == ["reports", "study"])
  }
}
