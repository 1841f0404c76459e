import Foundation
import TestSupport
import Testing

/// Portfolios in calendar time, placebo dates, Webb's weights, adjusted p-values and the sample-quantile test through
/// the built program, against figures of software that is not ours, to 1e-10 relative.
@Suite struct PortfolioStudyTests {
  private static let tests = """
    calendar-time, "calendar-time:alpha", "calendar-time:weighted", "calendar-time:white",
      "calendar-time:newey-west", "wild-cluster:industry:webb", placebo,
    """

  private static func study() throws -> SmallMarketStudy {
    let study = try SmallMarketStudy(model: "market-model")
    try study.change("tests: [cross-sectional-t", to: "tests: [\(tests) cross-sectional-t")
    return study
  }

  /// Compares every figure that the oracle has for one sample.
  private func compare(_ study: SmallMarketStudy, sample: String, atLeast count: Int) throws {
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    let report = try study.table("tests.csv", by: ["test", "window"])
    let expected = try NumberTable(fixture: "Oracles/small-market/expected/portfolios.csv")
    let compared = try expected.compareFigures(with: report) { row in
      let test = try expected.text(row, "test")
      // The draws of that one are ready-made: see OracleTests.
      guard try expected.text(row, "sample") == sample, test != "bootstrap-t:cluster" else { return nil }
      return [test, try expected.window(row)]
    }
    #expect(compared >= count)
  }

  @Test func equalWeights() throws { try compare(try Self.study(), sample: "all", atLeast: 100) }

  @Test func weightsAndALeastNumberOfFirms() throws {
    let study = try Self.study()
    try study.addColumn("cap") { place, _ in "\(place + 1)" }
    try study.change(
      "returns: simple", to: "calendar_time: {weights: cap, minimum_firms: 2}\nreturns: simple")
    try compare(study, sample: "weighted", atLeast: 60)
    let rows = try study.table("tests.csv", by: ["test", "window"])
    #expect(
      rows[["calendar-time:newey-west", "[0,5]"]]?["convention"]?
        .hasPrefix("weights from cap, at least 2 events a date, ") == true)
  }

  @Test func eventsOfOneDate() throws {
    let study = try Self.study()
    let lines = (study.work.read("study/events.csv") ?? "").split(separator: "\n")
    let together = lines.filter { $0.hasPrefix("event_id") || $0.contains("2023-04-27") }
    try study.work.write(together.joined(separator: "\n") + "\n", to: "study/events.csv")
    try compare(study, sample: "one-date", atLeast: 12)
  }

  @Test func eventsWithoutAWeightAreLeftOutAndTold() throws {
    let study = try Self.study()
    try study.addColumn("cap") { place, _ in place == 3 ? "NA" : place == 4 ? "-1" : place == 0 ? "0" : "7" }
    try study.change("returns: simple", to: "calendar_time: {weights: cap}\nreturns: simple")
    let outcome = try study.run()
    #expect(outcome.status == 1 && outcome.errors.contains("must be greater than 0, found '-1'"))
    #expect(outcome.errors.contains("1 of 16 events has no value in the column 'cap'"))
    let row = try #require(try study.table("tests.csv", by: ["test", "window"])[["calendar-time", "[0,0]"]])
    #expect(row["reason"] == "left out: 3 events without a positive weight")
    #expect(row["events"] == "11")
  }

  /// Two groups' events of one date against one regression of their difference by statsmodels.
  @Test func differenceOfTwoGroupsOfOneDate() throws {
    let study = try Self.study()
    try study.change("tests: [\(Self.tests)", to: "tests: [difference-portfolio-t,")
    try study.change("returns: simple", to: "group_by: industry\ncompare: all\nreturns: simple")
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    let report = try study.table("tests.csv", by: ["group", "test", "window"])
    let expected = try NumberTable(fixture: "Oracles/small-market/expected/difference_portfolio.csv")
    let compared = try expected.compareFigures(with: report) { row in
      [try expected.text(row, "pair"), "difference-portfolio-t", try expected.window(row)]
    }
    #expect(compared == 20)
    // Of the third group no event of that date has a complete row.
    let without = report[["A-C", "difference-portfolio-t", "[0,0]"]]
    #expect(without?["reason"] == "no-common-event-date" && without?["statistic"] == "")
    #expect(
      report[["A-B", "difference-portfolio-t", "[0,0]"]]?["reason"]?.contains("on other dates") == true)
  }

  /// Residual vectors of the events of one date, drawn as METHODS 0.15 has it: p to the last digit.
  @Test func residualVectors() throws {
    let study = try Self.study()
    try study.change("tests: [\(Self.tests)", to: "tests: [\"bootstrap-t:residual-vectors\",")
    try study.change("returns: simple", to: "seed: 0\nalternative: greater\nreturns: simple")
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    let report = try study.table("tests.csv", by: ["test", "window"])
    let expected = try NumberTable(fixture: "Oracles/small-market/expected/residual_vectors.csv")
    let compared = try expected.compareFigures(with: report) { row in
      guard try expected.text(row, "field") != "p_less" else { return nil }
      return [try expected.text(row, "test"), try expected.window(row)]
    }
    #expect(compared == 20)
    #expect(report[["bootstrap-t:residual-vectors", "[0,0]"]]?["reason"]?.contains("other dates") == true)
    // Where no return is missing, windows counted in returns have the same rows; so has a group of all.
    try study.change("length: 190,", to: "length: 190, count: returns,")
    try study.addColumn("everyone") { _, _ in "one" }
    try study.change("seed: 0", to: "group_by: everyone\nseed: 0")
    _ = try study.run()
    let counted = try study.table("tests.csv", by: ["group", "test", "window"])
    for window in ["[0,0]", "[-5,5]"] {
      for group in ["all", "one"] {
        let row = counted[[group, "bootstrap-t:residual-vectors", window]]
        #expect(row?["p_value"] == report[["bootstrap-t:residual-vectors", window]]?["p_value"], "\(group)")
      }
    }
    try study.change("models: [market-model]", to: "models: [huber]")
    _ = try study.run()
    let robust = try study.table("tests.csv", by: ["test", "window"])
    #expect(robust[["bootstrap-t:residual-vectors", "[0,0]"]]?["reason"] == "least-squares-only")
  }

  /// Six events of one security: its dates are clusters, and no test counts it once an event too often or too seldom.
  @Test func oneFirmWithAllEvents() throws {
    let study = try SmallMarketStudy(model: "market-model")
    try study.change("tests: [cross-sectional-t", to: "tests: [\(Self.tests) grank-t, cross-sectional-t")
    let dates = ["2023-03-01", "2023-03-29", "2023-04-27", "2023-05-24", "2023-06-21", "2023-07-19"]
    let rows = dates.map { "X\($0),S01,\($0),\($0),A" }
    try study.work.write(
      (["event_id,security,announced_at,day_zero,industry"] + rows).joined(separator: "\n") + "\n",
      to: "study/events.csv")
    _ = try study.run()
    let report = try study.table("tests.csv", by: ["test", "window"])
    #expect(report.count >= 100)
    for (key, row) in report {
      if row["statistic"] == "" {
        #expect(row["reason"] != "" && row["p_value"] == "", "\(key)")
      } else {
        let p = try #require(row["p_value"].flatMap(Double.init), "\(key)")
        #expect(p > 0 && p <= 1 && row["events"] == "6", "\(key): \(row)")
      }
    }
    #expect(report[["wild-cluster:industry:webb", "[0,0]"]]?["reason"] == "too-few-clusters")
  }

  /// AAR and CAAR with errors over events, days missing among them, against errors that statsmodels clusters by event.
  @Test func errorsOfAverages() throws {
    let study = try Self.study()
    #expect(try study.run().status == 0)
    let report = try study.table("averages.csv", by: ["day"])
    let expected = try NumberTable(fixture: "Oracles/small-market/expected/average_errors.csv")
    #expect(expected.rows.count == 44)
    for row in expected.rows.indices {
      let (day, field) = (try expected.text(row, "day"), try expected.text(row, "field"))
      let (value, actual) = (
        try expected.number(row, "value"), study.number(try #require(report[[day]]), field)
      )
      #expect(abs(actual - value) <= 1e-10 * abs(value), "\(day) \(field): \(actual), \(value)")
    }
  }

  @Test func sampleQuantiles() throws {
    let study = try Self.study()
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    let report = try study.table("windows.csv", by: ["event_id", "window"])
    let expected = try NumberTable(fixture: "Oracles/small-market/expected/sq_test.csv")
    var windows: Set<[String]> = []
    for row in expected.rows.indices {
      let key = [try expected.text(row, "event_id"), try expected.window(row)]
      let value = try expected.number(row, "p")
      let actual = try #require(report[key]?["sq_p_value"].flatMap(Double.init), "\(key)")
      #expect(abs(actual - value) <= 1e-10 * value, "\(key)")
      windows.insert(key)
    }
    #expect(windows.count == 51)
    // Windows with a missing day have nothing to be compared with.
    for (key, row) in report where !windows.contains(key) { #expect(row["sq_p_value"] == "", "\(key)") }
    // Each side is asked for alone.
    var sides: [[[String]: [String: String]]] = []
    for side in ["less", "greater"] {
      let study = try Self.study()
      try study.change("returns: simple", to: "alternative: \(side)\nreturns: simple")
      #expect(try study.run().status == 0)
      #expect(
        study.work.read("report/windows.csv")?.split(separator: "\n")[0].hasSuffix(",sq_p_\(side)") == true)
      sides.append(try study.table("windows.csv", by: ["event_id", "window"]))
    }
    for (key, row) in report {
      guard windows.contains(key) else {
        #expect(sides[0][key]?["sq_p_less"] == "", "\(key)")
        continue
      }
      let less = study.number(try #require(sides[0][key]), "sq_p_less")
      let greater = study.number(try #require(sides[1][key]), "sq_p_greater")
      #expect(study.number(row, "sq_p_value") == min(1, 2 * min(less, greater)), "\(key)")
      #expect(less + greater > 1, "\(key)")
    }
  }
}
