import Foundation
import TestSupport
import Testing

/// Buy-and-hold returns, controls and portfolios through the built program: what people read when something is missing.
@Suite struct BuyAndHoldStudyTests {
  private let study: SmallMarketStudy

  init() throws { study = try SmallMarketStudy(model: "market-model") }

  /// S01 trades up to its event's day 1, the rest of the market goes on.
  private func delist() throws {
    let lines = (study.work.read("study/prices.csv") ?? "").split(separator: "\n")
    let kept = lines.filter { !($0.contains(",S01,") && $0.prefix(10) > "2023-04-28") }
    try study.work.write(kept.joined(separator: "\n") + "\n", to: "study/prices.csv")
  }

  private func window(_ window: String) throws -> [String: String] {
    try #require(try study.table("windows.csv", by: ["event_id", "window"])[["E01", window]])
  }

  private func number(_ row: [String: String], _ column: String) -> Double {
    row[column].flatMap(Double.init) ?? .nan
  }

  @Test func aDelistedSecurityIsHeldToItsLastPrice() throws {
    try delist()
    #expect(try study.run().status == 0)
    let (short, long) = (try window("[-1,1]"), try window("[0,5]"))
    #expect(short["convention"] == "gaps-drop")
    #expect(long["convention"] == "available-days held-to-delisting gaps-drop")
    let whole = try window("[-5,5]")
    #expect(number(whole, "bhar").isFinite)
    #expect(number(long, "days") == 2)
    // [0,1] of [0,5] is what [-1,1] has besides day -1.
    #expect(abs(number(long, "buy_and_hold_return") - number(short, "buy_and_hold_return")) < 0.2)
  }

  /// A return column whose day 2 covers days 1 and 2 of E06: the returns fill [-1,2], and end inside [-1,1].
  @Test func returnsOverSeveralSessionsFillAWindow() throws {
    try takeReturns()
    try study.change("gaps: drop", to: "gaps: trade-to-trade\nreturn_after_gap: multi")
    try study.change("[-1, 1]", to: "[-1, 1], [-1, 2]")
    #expect(try study.run().status == 0)
    let windows = try study.table("windows.csv", by: ["event_id", "window"])
    let days = try study.table("abnormal_returns.csv", by: ["event_id", "day"])
    let compounded = ["-1", "0", "2"].reduce(1.0) { product, day in
      product * (1 + (days[["E06", day]].map { number($0, "return") } ?? .nan))
    }
    let whole = try #require(windows[["E06", "[-1,2]"]])
    #expect(abs(1 + number(whole, "buy_and_hold_return") - compounded) < 1e-12)
    #expect(windows[["E06", "[-1,1]"]]?["bhar"] == "")
  }

  /// The prices become a column of returns.
  private func takeReturns() throws {
    let lines = (study.work.read("study/prices.csv") ?? "").split(separator: "\n").dropFirst()
    var last: [Substring: Double] = [:]
    var rows = ["date,security,ret"]
    for line in lines {
      let cells = line.split(separator: ",")
      let close = try #require(Double(cells[2]))
      if let before = last[cells[1]] { rows.append("\(cells[0]),\(cells[1]),\(close / before - 1)") }
      last[cells[1]] = close
    }
    try study.work.write(rows.joined(separator: "\n") + "\n", to: "study/prices.csv")
    try study.change("date: date, close: close}", to: "date: date, return: ret}")
  }

  /// S11 does not trade on days 0 and 1, and the return of day 2 covers its own session alone: what happened to the
  /// price in the two sessions before is not known, though the clock stood still.
  @Test func aReturnOfItsSessionAloneLeavesTheSuspensionOut() throws {
    try takeReturns()
    try study.change("gaps: drop", to: "gaps: trade-to-trade\nreturn_after_gap: single")
    try study.change("suspended: trade-to-trade", to: "suspended: resumption")
    for against in ["benchmark", "model"] {
      try study.change("gaps: trade-to-trade", to: "gaps: trade-to-trade\nbhar: \(against)")
      #expect(try study.run().status == 0)
      let events = try study.table("events.csv", by: ["event_id"])
      let stopped = try #require(
        events.values.first { $0["security"] == "S11" && $0["suspended_sessions"] == "2" })
      let windows = try study.table("windows.csv", by: ["event_id", "window"])
      let row = try #require(windows[[stopped["event_id"] ?? "", "[0,0]"]])
      #expect(row["status"] == "ok" && number(row, "car").isFinite)
      #expect(row["bhar"] == "" && row["buy_and_hold_return"] == "")
      #expect(windows[["E01", "[0,0]"]].map { number($0, "bhar").isFinite } == true)
      try study.change("gaps: trade-to-trade\nbhar: \(against)", to: "gaps: trade-to-trade")
    }
  }

  /// S06 does not trade on day 1: its window [-1,1] goes on to day 2, and so does everything measured over it.
  @Test func anExtendedWindowIsHeldToItsLastReturn() throws {
    try study.change("gaps: drop", to: "gaps: trade-to-trade")
    try study.change("incomplete_windows: available", to: "incomplete_windows: extend")
    #expect(try study.run().status == 0)
    let windows = try study.table("windows.csv", by: ["event_id", "window"])
    let days = try study.table("abnormal_returns.csv", by: ["event_id", "day"])
    let row = try #require(windows[["E06", "[-1,1]"]])
    #expect(row["last_session"] == days[["E06", "2"]]?["session"] && row["days"] == "3")
    #expect(row["convention"]?.contains("extended-to-next-return") == true)
    let compounded = ["-1", "0", "2"].reduce(1.0) { product, day in
      product * (1 + (days[["E06", day]].map { number($0, "return") } ?? .nan))
    }
    #expect(abs(1 + number(row, "buy_and_hold_return") - compounded) < 1e-12)
    #expect(number(row, "bhar").isFinite)
    let whole = try #require(windows[["E01", "[-1,1]"]])
    #expect(whole["last_session"] == days[["E01", "1"]]?["session"] && whole["convention"] == "")
  }

  /// The window [1,1] of E06 alone is its return of day 2: nothing happened on the window's own day.
  @Test func testsOfDaysDoNotFollowAnExtendedWindow() throws {
    let lines = (study.work.read("study/events.csv") ?? "").split(separator: "\n")
    try study.work.write(
      lines.filter { $0.hasPrefix("event_id") || $0.hasPrefix("E06,") }.joined(separator: "\n") + "\n",
      to: "study/events.csv")
    try study.change("gaps: drop", to: "gaps: trade-to-trade")
    try study.change("incomplete_windows: available", to: "incomplete_windows: extend")
    try study.change("[-1, 1]", to: "[1, 1]")
    #expect(try study.run().status == 0)
    let tests = try study.table("tests.csv", by: ["test", "window"])
    for test in [
      "crude-dependence", "patell:classic", "corrado-rank", "corrado-rank:1989", "corrado-zivney-sign",
    ] {
      let row = try #require(tests[[test, "[1,1]"]])
      #expect(row["reason"] == "no-return-in-window" && row["statistic"] == "", "\(test)")
    }
    #expect(tests[["patell", "[1,1]"]].map { number($0, "statistic").isFinite } == true)
  }

  @Test func itsProceedsMayEarnTheBenchmarksReturn() throws {
    try delist()
    try study.change("incomplete_windows: available", to: "after_delisting: benchmark")
    #expect(try study.run().status == 0)
    let reinvested = try window("[0,5]")
    #expect(reinvested["status"] == "excluded" && reinvested["reason"] == "no-trade-on-last-day")
    #expect(reinvested["convention"] == "reinvested-after-delisting")
    try study.change("after_delisting: benchmark", to: "incomplete_windows: available")
    #expect(try study.run().status == 0)
    let ended = try window("[0,5]")
    // Both sides earn the same after the end: the wealth relative stays.
    #expect(abs(number(reinvested, "wealth_relative") / number(ended, "wealth_relative") - 1) < 1e-12)
    let growth = 1 + number(reinvested, "benchmark_buy_and_hold_return")
    let whole = growth / (1 + number(ended, "benchmark_buy_and_hold_return"))
    #expect(abs(number(reinvested, "bhar") - number(ended, "bhar") * whole) < 1e-12)
    try study.change(
      "incomplete_windows: available", to: "incomplete_windows: available\nafter_delisting: missing")
    #expect(try study.run().status == 0)
    #expect(try window("[0,5]")["bhar"] == "")
  }

  @Test func aDelistingReturnStandsBehindTheLastPrice() throws {
    try delist()
    try study.work.write(
      "security,delisting_return\nS01,-0.4\nS02,-2\nS03,much\n", to: "study/securities.csv")
    try study.change("events: events.csv", to: "events: events.csv\nsecurities: securities.csv")
    #expect(try study.run().status == 1)
    let days = try study.table("abnormal_returns.csv", by: ["event_id", "day"])
    #expect(abs(number(try #require(days[["E01", "2"]]), "return") + 0.4) < 1e-15)
    #expect(days[["E01", "3"]]?["return"] == "")
    let event = try #require(try study.table("events.csv", by: ["event_id"])[["E01"]])
    #expect(
      event["explanation"]?.hasPrefix(
        "its last price is of 2023-04-28, its delisting return of 2023-05-01, event day 2; those of MARKET go on to "
      )
        == true)
    let diagnostics = study.work.read("report/diagnostics.csv") ?? ""
    #expect(diagnostics.contains("error,delisting-unreadable,securities.csv,3,5,S02,,"))
    #expect(diagnostics.contains("expected a delisting return of -1 to 1000 in fractions, found 'much'"))
    #expect(diagnostics.split(separator: "\n").count == 3)
  }

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
      #expect(abs(number(row, "benchmark_buy_and_hold_return") - (growth.reduce(0, +) / 2 - 1)) < 1e-13)
    }
    let averages = try study.table("buy_and_hold.csv", by: ["group", "window"])
    let all = try #require(averages[["all", "[0,0]"]])
    let rows = windows.values.filter { $0["window"] == "[0,0]" && number($0, "bhar").isFinite }
    let mean = rows.reduce(0) { $0 + number($1, "bhar") } / Double(rows.count)
    #expect(number(all, "events") == Double(rows.count) && abs(number(all, "abhar") - mean) < 1e-14)
    #expect(all["convention"] == "against-control")
  }

  /// Over [0,20], with the figures of the other software.
  @Test func averagesAreTestedAllowingForSkewness() throws {
    try study.change("event_window: [-5, 5]", to: "event_window: [-5, 20]")
    try study.change("windows: [[0, 0], [-1, 1], [0, 5], [-5, 5]]", to: "windows: [[0, 20]]")
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
      #expect(abs(number(row, column) - value) <= 1e-10 * abs(value), "\(column)")
      compared += 1
    }
    #expect(compared == names.count)
    let t = number(row, "t")
    #expect(number(row, "p_value") > 0.1 && abs(t - number(row, "abhar") / number(row, "abhar_se")) < 1e-12)
  }

  @Test func aControlWithoutPricesIsNamed() throws {
    try study.addColumn("control") { _, event in event == "E01" ? "S2" : event == "E02" ? "S04 S4" : "S03" }
    try study.change("returns: simple", to: "bhar: control\nreturns: simple")
    #expect(try study.run().status == 1)
    let diagnostics = study.work.read("report/diagnostics.csv") ?? ""
    #expect(diagnostics.contains("no price file holds the control 'S2',did you mean 'S02'?"))
    #expect(
      diagnostics.contains(
        "\"no price file holds the control 'S4', a member of 'S04 S4'\",did you mean 'S04'?"))
    #expect(diagnostics.contains("error,benchmark-missing,events.csv,2,"))
    #expect(diagnostics.contains(",S2,E01,"))
    let events = try study.table("events.csv", by: ["event_id"])
    for event in ["E01", "E02"] {
      #expect(events[[event]]?["warnings"]?.contains("control-missing") == true)
    }
    #expect(events[["E04"]]?["warnings"]?.contains("control-missing") == false)
    #expect(try window("[0,0]")["car"]?.isEmpty == false)
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
    #expect(event["reason"] == "benchmark-missing" && event["explanation"] == message)
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
    #expect(story.contains("  benchmark      S02  weight 1.0  "))
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
