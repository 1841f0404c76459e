import Foundation
import TestSupport
import Testing

/// Studies that want some columns of a table: each is what stands in the whole table, field for field.
@Suite struct TableColumnsTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// Runs `study/study.yaml` with another list of tables.
  private func run(to output: String, tables: String) throws {
    let lines = try #require(work.read("study/study.yaml")).split(separator: "\n").filter {
      !$0.hasPrefix("tables:")
    }
    try work.write(lines.joined(separator: "\n") + "\ntables: [\(tables)]\n", to: "study/study.yaml")
    let outcome = try work.run("run", "study/study.yaml", "--output", output)
    #expect(outcome.status <= 1, "\(outcome.errors)")
  }

  private func table(_ report: String, _ name: String) throws -> ReportFile {
    try ReportFile(path: work.path("\(report)/\(name).csv"))
  }

  private static let tables = [
    "events", "models", "abnormal_returns", "windows", "buy_and_hold", "averages", "tests", "reactions",
    "diagnostics", "quality",
  ]

  @Test(arguments: ["SampleData/entity-list-2019", "Tests/Fixtures/Oracles/small-market"])
  func areThoseOfTheWholeTables(_ study: String) throws {
    try work.copy(study, to: "study")
    try run(to: "whole", tables: Self.tables.joined(separator: ","))
    var generator = SeededGenerator(seed: 7)
    for number in 1...3 {
      var chosen: [String: [String]] = [:]
      for name in Self.tables {
        let columns = try table("whole", name).columns
        let some = columns.filter { _ in Bool.random(using: &generator) }
        chosen[name] = some.count < 2 ? Array(columns.prefix(2)) : some
      }
      let list = Self.tables.map { name in
        "\(name): [\((chosen[name] ?? []).shuffled(using: &generator).joined(separator: ", "))]"
      }
      try run(to: "some-\(number)", tables: list.joined(separator: ", "))
      for name in Self.tables {
        let (whole, some) = (try table("whole", name), try table("some-\(number)", name))
        #expect(some.columns == chosen[name])
        let expected = whole.rows.map { row in some.columns.map { whole.value(row, $0) } }
        #expect(some.rows == expected, "\(name) \(some.columns)")
      }
    }
  }

  @Test func stayInTheTablesOrderAndStandInTheManifest() throws {
    try ExampleStudy().write(to: work, folder: "study")
    try run(to: "reports", tables: "events, abnormal_returns: [ar, day, event_id]")
    #expect(try work.list("reports") == ["abnormal_returns.csv", "events.csv", "manifest.json"])
    #expect(try table("reports", "abnormal_returns").columns == ["event_id", "day", "ar"])
    let manifest = try #require(work.read("reports/manifest.json"))
    let listed = #"["events",{"abnormal_returns":["event_id","day","ar"]}]"#
    #expect(String(manifest.filter { !$0.isWhitespace }).contains(listed))
  }

  @Test func theOneSidedColumnIsThereWhereTheStudyHasASide() throws {
    var study = ExampleStudy()
    study.study += "tables: [windows: [event_id, window, p_greater]]\n"
    try study.write(to: work, folder: "study")
    #expect(try work.run("run", "study/study.yaml").status == 65)
    study.study += "alternative: greater\n"
    try study.write(to: work, folder: "study")
    try #expect(work.run("run", "study/study.yaml", "--output", "reports").status == 0)
    let windows = try table("reports", "windows")
    #expect(windows.columns == ["event_id", "window", "p_greater"])
    #expect(windows.rows.allSatisfy { Double($0[2]) != nil })
  }

  /// Rows without a sum, or without an answer, have the one-sided column too, and it is the half of the others' p-values.
  @Test(arguments: ["greater", "less"]) func theOneSidedColumnIsInEveryRow(_ side: String) throws {
    var study = ExampleStudy()
    let end = study.line(of: "2019-09-10", in: "prices/B.csv")
    let prices = (study.files["prices/B.csv"] ?? "").components(separatedBy: end)
    study.files["prices/B.csv"] = prices[0] + end + "\n"
    study.study = study.study.replacing(
      "tests: [cross-sectional-t, sign]", with: "tests: [cross-sectional-t, portfolio-t]")
    study.study += "alternative: \(side)\n"
    try study.write(to: work, folder: "study")
    #expect(try work.run("run", "study/study.yaml", "--output", "reports").status == 0)
    for (name, statistic, distribution) in [("windows", "t", nil), ("tests", "statistic", "t")] {
      let table = try table("reports", name)
      var (known, missing) = (0, 0)
      for row in table.rows {
        #expect(row.count == table.columns.count, "\(name)")
        let oneSided = table.value(row, "p_\(side)")
        guard let t = Double(table.value(row, statistic)) else {
          #expect(oneSided.isEmpty && !table.value(row, "reason").isEmpty, "\(name)")
          missing += 1
          continue
        }
        if let distribution { #expect(table.value(row, "distribution") == distribution) }
        let half = (Double(table.value(row, "p_value")) ?? .nan) / 2
        let expected = (t > 0) == (side == "greater") ? half : 1 - half
        #expect(abs((Double(oneSided) ?? .nan) - expected) < 1e-14, "\(name)")
        known += 1
      }
      #expect(known > 0 && missing > 0, "\(name)")
    }
  }
}
