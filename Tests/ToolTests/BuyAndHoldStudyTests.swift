import Foundation
import TestSupport
import Testing

/// Buy-and-hold returns against controls and portfolios through the built program: what people read when something is missing.
@Suite struct BuyAndHoldStudyTests {
  private let study: SmallMarketStudy

  init() throws { study = try SmallMarketStudy(model: "market-model") }

  @Test func aControlOfItsOwnOrThatOfTheStudy() throws {
    try study.addColumn("control") { _, event in event == "E01" ? "S02:0.5 S04:0.5" : "" }
    try study.change(
      "returns: simple",
      to: "portfolios: [{id: others, members: [S04, S05]}]\nbhar: control\ncontrol: others\nreturns: simple")
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    let windows = try study.table("windows.csv", by: ["event_id", "window"])
    let prices = try NumberTable(fixture: "Oracles/small-market/prices.csv")
    func close(_ security: String, _ date: String) throws -> Double {
      let row = try #require(prices.rows.firstIndex { $0[0] == date && $0[1] == security })
      return try prices.number(row, "close")
    }
    for (event, members) in [("E01", ["S02", "S04"]), ("E02", ["S04", "S05"])] {
      let growth = try members.map { try close($0, "2023-04-27") / close($0, "2023-04-26") }
      let row = try #require(windows[[event, "[0,0]"]])
      #expect(abs(study.number(row, "benchmark_buy_and_hold_return") - (growth.reduce(0, +) / 2 - 1)) < 1e-13)
      #expect(row["convention"] == "against-control portfolio-held")
    }
    let averages = try study.table("buy_and_hold.csv", by: ["group", "window"])
    let all = try #require(averages[["all", "[0,0]"]])
    let rows = windows.values.filter { $0["window"] == "[0,0]" && study.number($0, "bhar").isFinite }
    let mean = rows.reduce(0) { $0 + study.number($1, "bhar") } / Double(rows.count)
    #expect(
      study.number(all, "events") == Double(rows.count) && abs(study.number(all, "abhar") - mean) < 1e-14)
    #expect(all["convention"] == "against-control")
  }

  /// What is missing as the control of one event and as the benchmark of another is told of both.
  @Test func aNameThatIsBothIsToldOfBoth() throws {
    try study.addColumn("control") { _, event in event == "E02" ? "NOPE" : "S01" }
    try study.addColumn("benchmark") { _, event in event == "E05" ? "NOPE" : "" }
    try study.change("returns: simple", to: "bhar: control\nreturns: simple")
    let errors = try study.run().errors
    for role in ["benchmark", "control"] {
      #expect(errors.contains("no price file holds the \(role) 'NOPE'"), "\(errors)")
    }
  }

  @Test(arguments: ["greater", "less"]) func oneSidedProbabilitiesStandAtTheEnd(_ side: String) throws {
    try study.change("returns: simple", to: "alternative: \(side)\nreturns: simple")
    try study.change("tests: [", to: "tests: [bootstrap-skewness, ")
    #expect(try study.run().status == 0)
    let table = try ReportFile(path: study.work.path("report/buy_and_hold.csv"))
    #expect(
      table.columns.suffix(5) == [
        "p_\(side)", "skewness_adjusted_p_\(side)", "hall_p_\(side)", "skewness_bootstrap_p_value",
        "skewness_bootstrap_p_\(side)",
      ])
    #expect(!table.rows.isEmpty)
    for row in table.rows {
      #expect(row.count == table.columns.count)
      for (statistic, both, one) in [
        ("t", "p_value", "p_"), ("skewness_adjusted_t", "skewness_adjusted_p_value", "skewness_adjusted_p_"),
        ("hall", "hall_p_value", "hall_p_"),
      ] {
        let number = { (column: String) in Double(table.value(row, column)) ?? .nan }
        let half = number(both) / 2
        let expected = (number(statistic) > 0) == (side == "greater") ? half : 1 - half
        #expect(abs(number(one + side) - expected) < 1e-14, "\(statistic)")
      }
      // Both tails of a bootstrap count the statistic itself.
      let tail = Double(table.value(row, "skewness_bootstrap_p_\(side)")) ?? .nan
      let twice = Double(table.value(row, "skewness_bootstrap_p_value")) ?? .nan
      #expect(min(1, 2 * min(tail, 1.0001 - tail)) - twice < 1e-12)
    }
  }

  @Test func withoutABenchmarkTheRowSaysWhyItHasNoBuyAndHoldReturn() throws {
    let study = try SmallMarketStudy(model: "raw")
    let text = try #require(study.work.read("study/study.yaml"))
    try study.work.write(text.replacing("    benchmark: ", with: "    # "), to: "study/study.yaml")
    #expect(try study.run().status == 0)
    let windows = try ReportFile(path: study.work.path("report/windows.csv"))
    let used = windows.rows.filter { windows.value($0, "status") == "ok" }
    #expect(!used.isEmpty && used.allSatisfy { windows.value($0, "bhar").isEmpty })
    #expect(used.allSatisfy { windows.value($0, "convention").contains("no-bhar-benchmark-missing") })
  }

  /// Over [0,20], with the figures of the other software.
  @Test func averagesAreTestedAllowingForSkewness() throws {
    try study.change("event_window: [-5, 5]", to: "event_window: [-5, 20]")
    try study.change("windows: [[0, 0], [-1, 1], [0, 5], [-5, 5]]", to: "windows: [[0, 20]]")
    try study.change("tests: [", to: "tests: [bootstrap-skewness, ")
    #expect(try study.run().status == 0)
    let row = try #require(try study.table("buy_and_hold.csv", by: ["group", "window"])[["all", "[0,20]"]])
    let names = [
      "mean": "abhar", "t": "t", "johnson": "skewness_adjusted_t", "p_johnson": "skewness_adjusted_p_value",
      "hall": "hall", "p_hall": "hall_p_value", "n": "events",
    ]
    let expected = try NumberTable(fixture: "Oracles/small-market/expected/bhar_tests.csv")
    var compared = 0
    for place in expected.rows.indices {
      guard let column = names[try expected.text(place, "field")] else { continue }
      let value = try expected.number(place, "value")
      #expect(abs(study.number(row, column) - value) <= 1e-10 * abs(value), "\(column)")
      compared += 1
    }
    #expect(compared == names.count)
    let bootstrap = try NumberTable(fixture: "Oracles/small-market/expected/bhar_bootstrap.csv")
    #expect(
      try bootstrap.text(1, "field") == "p"
        && study.number(row, "skewness_bootstrap_p_value") == bootstrap.number(1, "value"))
    let t = study.number(row, "t")
    #expect(
      study.number(row, "p_value") > 0.1
        && abs(t - study.number(row, "abhar") / study.number(row, "abhar_se")) < 1e-12)
  }

  /// Return less the benchmark's, on one day: what the test over events says of the CARs.
  @Test func onOneDayTheBootstrapIsThatOfTheAbnormalReturns() throws {
    let study = try SmallMarketStudy(model: "market-adjusted")
    try study.change("tests: [", to: "tests: [bootstrap-skewness, ")
    #expect(try study.run().status == 0)
    let row = try #require(try study.table("buy_and_hold.csv", by: ["group", "window"])[["all", "[0,0]"]])
    let tests = try study.table("tests.csv", by: ["group", "window", "test"])
    let test = try #require(tests[["all", "[0,0]", "bootstrap-skewness"]])
    #expect(row["events"] == test["events"])
    #expect(abs(study.number(row, "skewness_adjusted_t") - study.number(test, "statistic")) < 1e-10)
    #expect(row["skewness_bootstrap_p_value"] == test["p_value"])
  }

  /// Samples are drawn where the study has the test, for a column that is written.
  @Test func withoutTheTestNothingIsDrawn() throws {
    #expect(try study.run().status == 0)
    let whole = try ReportFile(path: study.work.path("report/buy_and_hold.csv"))
    #expect(
      whole.rows.allSatisfy { whole.value($0, "skewness_bootstrap_p_value").isEmpty } && !whole.rows.isEmpty)
    try study.change("tests: [", to: "tests: [bootstrap-skewness, ")
    try study.change("returns: simple", to: "tables: [{buy_and_hold: [window, t]}]\nreturns: simple")
    #expect(try study.run().status == 0)
    let table = try ReportFile(path: study.work.path("report/buy_and_hold.csv"))
    #expect(table.columns == ["window", "t"] && !table.rows.isEmpty)
  }

  @Test func aControlWithoutPricesIsNamed() throws {
    try study.addColumn("control") { _, event in event == "E01" ? "S2" : event == "E02" ? "S04 S4" : "S03" }
    try study.change("returns: simple", to: "bhar: control\nreturns: simple")
    #expect(try study.run().status == 1)
    let diagnostics = study.work.read("report/diagnostics.csv") ?? ""
    let help = "add a 'prices' entry that holds it; or is"
    #expect(diagnostics.contains("no price file holds the control 'S2',\(help) 'S02' meant?"))
    #expect(
      diagnostics.contains(
        "\"no price file holds the control 'S4', a member of 'S04 S4'\",\(help) 'S04' meant?"))
    #expect(diagnostics.contains("error,benchmark-missing,events.csv,2,"))
    #expect(diagnostics.contains(",S2,E01,"))
    let events = try study.table("events.csv", by: ["event_id"])
    for event in ["E01", "E02"] {
      #expect(events[[event]]?["warnings"]?.contains("control-missing") == true)
    }
    #expect(events[["E04"]]?["warnings"]?.contains("control-missing") == false)
    #expect(try study.firstWindow("[0,0]")["car"]?.isEmpty == false)
  }

  @Test func aPortfolioOfNobodyButTheEventsSecurityIsToldToBeEmpty() throws {
    try study.addColumn("benchmark") { _, event in event == "E01" ? "P" : "" }
    try study.change(
      "returns: simple",
      to: "portfolios: [{id: P, members: [S01], exclude_event_security: true}]\nreturns: simple")
    #expect(try study.run().status == 1)
    let message =
      "the benchmark 'P' has no member but 'S01', the event's own security, which "
      + "'exclude_event_security' leaves out"
    let diagnostics = study.work.read("report/diagnostics.csv") ?? ""
    #expect(diagnostics.contains("error,benchmark-missing,events.csv,2,") && diagnostics.contains(message))
    let event = try #require(try study.table("events.csv", by: ["event_id"])[["E01"]])
    #expect(event["reason"] == "benchmark-missing" && event["explanation"]?.hasPrefix(message) == true)
  }

  /// Under `gaps: drop` the model expects nothing of the sessions that no return covers; the row says so.
  @Test func againstTheModelAWindowNeedsEveryReturn() throws {
    try study.change("returns: simple", to: "bhar: model\nreturns: simple")
    #expect(try study.run().status == 0)
    let windows = try study.table("windows.csv", by: ["event_id", "window"])
    for (window, reason) in [("[-1,1]", "no-trade-on-last-day"), ("[-5,5]", "hole-in-window")] {
      let row = try #require(windows[["E06", window]])
      #expect(row["status"] == "ok" && row["bhar"] == "")
      #expect(row["convention"] == "available-days no-bhar-\(reason) gaps-drop")
    }
    #expect(windows[["E01", "[-5,5]"]]?["convention"] == "against-model")
  }

  /// Against a benchmark both ends need a trade; a window with a CAR and without them says which is missing.
  @Test func anEndWithoutATradeIsToldWhereAWindowHasNoBuyAndHoldReturn() throws {
    #expect(try study.run().status == 0)
    let windows = try study.table("windows.csv", by: ["event_id", "window"])
    let empty = windows.values.filter { $0["status"] == "ok" && $0["bhar"] == "" }
    #expect(!empty.isEmpty)
    for row in empty {
      let convention = row["convention"] ?? ""
      #expect(
        convention.contains("no-bhar-no-trade-on-last-day")
          || convention.contains("no-bhar-span-crosses-window-start"), "\(convention)")
    }
  }

  @Test func aPortfolioWithoutAMembersPriceSaysOnHowManyIntervals() throws {
    try study.addColumn("benchmark") { _, _ in "S02 S03" }
    #expect(try study.run().status == 0)
    let row = try #require(try study.table("events.csv", by: ["event_id"])[["E01"]])
    #expect(row["benchmark"] == "S02 S03" && row["warnings"]?.contains("portfolio-member-missing") == true)
    let days = try study.table("abnormal_returns.csv", by: ["event_id", "day"])
    #expect(days[["E01", "0"]]?["convention"] == "portfolio-held")
    let story = try study.work.run("explain", "study/study.yaml", "E01").output
    #expect(
      story.contains("portfolio-member-missing: up to 1 of 2 members of the portfolio had no return over "))
    #expect(story.contains("  benchmark      S02  share 50.00 %  "))
  }

  /// Held against itself a security would have earned nothing beyond what it earned.
  @Test func aSecurityIsNoControlOfItself() throws {
    let study = try SmallMarketStudy(model: "market-model")
    try study.change("returns: simple", to: "bhar: control\ncontrol: S04\nreturns: simple")
    #expect(try study.run().status == 0)
    let events = try ReportFile(path: study.work.path("report/events.csv"))
    let windows = try ReportFile(path: study.work.path("report/windows.csv"))
    let own = Set(
      events.rows.filter { events.value($0, "security") == "S04" }.map { events.value($0, "event_id") })
    #expect(!own.isEmpty)
    for row in events.rows {
      let isOwn = own.contains(events.value(row, "event_id"))
      #expect(events.value(row, "warnings").contains("control-missing") == isOwn)
    }
    #expect(
      windows.rows.filter { own.contains(windows.value($0, "event_id")) }.allSatisfy {
        windows.value($0, "bhar").isEmpty
      })
  }
}
