import Foundation
import TestSupport
import Testing

/// Regressions and differences between groups through the built program, on the synthetic market.
@Suite struct RegressionStudyTests {
  /// Sixteen events with a size, one of them empty and one no number, and a column of industries.
  private func study(_ keys: String) throws -> SmallMarketStudy {
    let study = try SmallMarketStudy(model: "market-model")
    let events = (study.work.read("study/events.csv") ?? "").split(separator: "\n")
    let sizes = (0..<events.count - 1).map { index in
      index == 3 ? "" : index == 5 ? "huge" : "\((index * 7) % 11).5"
    }
    let rows = zip(events.dropFirst(), sizes).map { "\($0),\($1)" }
    try study.work.write(
      (["\(events[0]),size"] + rows).joined(separator: "\n") + "\n", to: "study/events.csv")
    try study.change("returns: simple", to: "returns: simple\n" + keys)
    try study.change("cross-sectional-t,", to: "cross-sectional-t, difference-t, difference-rank-sum,")
    return study
  }

  private func rows(_ study: SmallMarketStudy) -> [String] {
    (study.work.read("report/regressions.csv") ?? "").split(separator: "\n").map(String.init)
  }

  @Test func termsAndReasons() throws {
    let study = try study(
      """
      group_by: industry
      regressions:
        - {name: plain, on: [size, industry], windows: [[0, 0]], errors: classical}
        - {name: dates, on: [size], windows: [[0, 0]], errors: {cluster: event-date}}
        - {name: unknown, on: [sise], windows: [[0, 0]]}
        - {name: double, on: [size, {column: note, categorical: true}], windows: [[0, 0]]}

      """)
    let outcome = try study.run()
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("events.csv:7:") && outcome.errors.contains("found 'huge'"))
    #expect(outcome.errors.contains("[regressor-not-a-number]"))
    #expect(outcome.errors.contains("no column 'sise'") && outcome.errors.contains("did you mean 'size'?"))
    #expect(outcome.errors.contains("1 of 16 events has no value in the column 'size'"))
    let rows = rows(study)
    #expect(
      rows.first
        == "regression,model,window,term,estimate,standard_error,statistic,distribution,df1,df2,p_value,lower,upper,"
        + "events,r_squared,convention,reason")
    let terms = rows.filter { $0.hasPrefix("plain,") }
      .compactMap { $0.split(separator: ",", omittingEmptySubsequences: false).dropFirst(4).first }
    #expect(terms == ["intercept", "size", "industry=B", "industry=C", "slopes"])
    #expect(rows.filter { $0.hasPrefix("plain,") }.allSatisfy { $0.contains(",12,") })
    // Six events are of one date.
    let note = ",\"2 events lack a value; windows share sessions, and the errors take events as independent\""
    #expect(
      rows.filter { $0.hasPrefix("plain,") }.allSatisfy {
        $0.hasSuffix(note.replacing("\"", with: "")) || $0.hasSuffix(note)
      })
    #expect(rows.contains { $0.hasPrefix("unknown,") && $0.hasSuffix(",column-unknown") })
    #expect(rows.contains { $0.hasPrefix("double,") && $0.hasSuffix(",column-unknown") })
    #expect(!rows.contains { $0.lowercased().contains("nan") || $0.contains("inf,") })
  }

  @Test func columnsThatDoNotExistAreToldWhereTheyStand() throws {
    let study = try study(
      """
      regressions:
        - name: first
          on: [size]
          errors: {cluster: sectr}
        - name: second
          on: [size]
          weights: mass

      """)
    #expect(try study.run().status == 1)
    let lines = (study.work.read("study/study.yaml") ?? "").split(
      separator: "\n", omittingEmptySubsequences: false)
    let first = 1 + (try #require(lines.firstIndex { $0.contains("sectr") }))
    let found = try ReportFile(path: study.work.path("report/diagnostics.csv"))
    let places = found.rows.map { "\(found.value($0, "id")) \(found.value($0, "line"))" }
    #expect(places.contains("unknown-column \(first)") && places.contains("unknown-column \(first + 3)"))
  }

  @Test func differencesOfNamedGroups() throws {
    let study = try study("group_by: industry\ncompare: [[A, B], [B, Z]]\n")
    let outcome = try study.run()
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("no event belongs to the group 'Z'"))
    #expect(outcome.errors.contains("[unknown-group]"))
    let rows = (study.work.read("report/tests.csv") ?? "").split(separator: "\n")
    // Two tests and which to believe, a window each.
    #expect(rows.filter { $0.hasPrefix("A-B,") }.count == 3 * 4)
    #expect(!rows.contains { $0.hasPrefix("B-Z,") })
    #expect(try !study.work.list("report").contains("regressions.csv"))
  }

  @Test func threeGroupsAreComparedOnRequestOnly() throws {
    let silent = try study("group_by: industry\n")
    #expect(try silent.run().status == 0)
    #expect(!(silent.work.read("report/tests.csv") ?? "").contains("difference-t"))
    let all = try study("group_by: industry\ncompare: all\n")
    #expect(try all.run().status == 0)
    let rows = (all.work.read("report/tests.csv") ?? "").split(separator: "\n")
    #expect(
      Set(rows.filter { $0.contains("difference-t") }.map { $0.prefix(4) }) == ["A-B,", "A-C,", "B-C,"])
  }

  @Test func pairsThatNoTestComparesAreTold() throws {
    let study = try study("group_by: industry\ncompare: [A, B]\n")
    try study.change("difference-t, difference-rank-sum,", to: "")
    let outcome = try study.work.run("check", "study/study.yaml")
    #expect(outcome.status == 0)
    #expect(
      outcome.errors.contains("'compare' names groups, and none of the study's 'tests' compares groups"))
    #expect(
      outcome.errors.contains(
        "help: add one of difference-t, difference-rank-sum, difference-portfolio-t to 'tests'"))
  }

  /// As levels of a category they would make a regression that nobody wanted.
  @Test(arguments: [
    ("1,0", "00", nil), ("$1,0", "00", nil), ("(1,", "00)", nil), ("1.", "5 %", "1.05"),
    ("2,", "00.5", "2000.5"),
    ("$7", "", "70"),
  ])
  func numbersInAnotherWritingAreTold(_ start: String, _ end: String, _ plain: String?) throws {
    let study = try study("regressions: [{name: size, on: [turnover]}]\n")
    try study.addColumn("turnover") { place, _ in "\"\(start)\(place)\(end)\"" }
    let outcome = try study.run()
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains("'turnover' must be a number, found '\(start)0\(end)' [regressor-not-a-number]")
    )
    let help = plain.map { "write it without marks, \($0)" } ?? "{column: turnover, categorical: true}"
    #expect(outcome.errors.contains(help), "\(outcome.errors)")
    #expect(outcome.errors.contains("`decimal: \",\"` beside `files:` of `events:`") == (start == "1,0"))
  }

  /// A category that all events share has no dummy, and a warning says so.
  @Test func aCategoryOfOneLevelIsTold() throws {
    let study = try study("regressions: [{name: one, on: [size, {column: sector, categorical: true}]}]\n")
    try study.addColumn("sector") { place, _ in place == 0 ? "" : "chips" }
    _ = try study.run()
    let diagnostics = try ReportFile(path: study.work.path("report/diagnostics.csv"))
    #expect(
      diagnostics.values("message").contains(
        "every event that has a value in the column 'sector' has 'chips': it adds nothing to the regression 'one'"
      ))
    let terms = Set(try ReportFile(path: study.work.path("report/regressions.csv")).values("term"))
    #expect(terms == ["intercept", "size", "slopes"] || terms == ["intercept", "size"])
  }

  /// The one-sided column is the last of every row, and empty where the row has no t.
  @Test(arguments: ["greater", "less"]) func oneSidedProbabilitiesAreHalfOfTheTwoSidedOnes(_ side: String)
    throws
  {
    let study = try study(
      """
      alternative: \(side)
      regressions: [{name: plain, on: [size], windows: [[0, 0]]}, {name: unknown, on: [sise]}]

      """)
    #expect(try study.run().status == 1)
    let table = try ReportFile(path: study.work.path("report/regressions.csv"))
    #expect(table.columns.last == "p_\(side)")
    var terms: [String] = []
    for row in table.rows {
      #expect(row.count == table.columns.count)
      let (term, oneSided) = (table.value(row, "term"), table.value(row, "p_\(side)"))
      guard let t = Double(table.value(row, "statistic")), table.value(row, "distribution") == "t" else {
        #expect(oneSided.isEmpty)
        continue
      }
      let half = (Double(table.value(row, "p_value")) ?? .nan) / 2
      let expected = (t > 0) == (side == "greater") ? half : 1 - half
      #expect(abs((Double(oneSided) ?? .nan) - expected) < 1e-14, "\(term)")
      terms.append(term)
    }
    #expect(terms == ["intercept", "size"])
    #expect(table.rows.contains { table.value($0, "term") == "slopes" })
    #expect(table.rows.contains { table.value($0, "reason") == "column-unknown" })
  }
}
