import Foundation
import TestSupport
import Testing

/// Buy-and-hold returns of securities that stop trading and of windows without a return of every day, through the built program.
@Suite struct DelistedBuyAndHoldTests {
  private let study: SmallMarketStudy

  init() throws { study = try SmallMarketStudy(model: "market-model") }

  /// S01 trades up to its event's day 1, the rest of the market goes on.
  private func delist() throws {
    let lines = (study.work.read("study/prices.csv") ?? "").split(separator: "\n")
    let kept = lines.filter { !($0.contains(",S01,") && $0.prefix(10) > "2023-04-28") }
    try study.work.write(kept.joined(separator: "\n") + "\n", to: "study/prices.csv")
  }

  @Test func aDelistedSecurityIsHeldToItsLastPrice() throws {
    try delist()
    #expect(try study.run().status == 0)
    let (short, long) = (try study.firstWindow("[-1,1]"), try study.firstWindow("[0,5]"))
    #expect(short["convention"] == "")
    #expect(long["convention"] == "available-days held-to-delisting")
    let whole = try study.firstWindow("[-5,5]")
    #expect(study.number(whole, "bhar").isFinite)
    #expect(study.number(long, "days") == 2)
    // [0,1] of [0,5] is what [-1,1] has besides day -1.
    #expect(abs(study.number(long, "buy_and_hold_return") - study.number(short, "buy_and_hold_return")) < 0.2)
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
      product * (1 + (days[["E06", day]].map { study.number($0, "return") } ?? .nan))
    }
    let whole = try #require(windows[["E06", "[-1,2]"]])
    #expect(abs(1 + study.number(whole, "buy_and_hold_return") - compounded) < 1e-12)
    #expect(windows[["E06", "[-1,1]"]]?["bhar"] == "")
  }

  /// Under `gaps: drop` a return over several sessions is no day's, and what was earned all the same.
  @Test func droppedReturnsAreEarnedAsTheirPricesWere() throws {
    #expect(try study.run().status == 0)
    let ofPrices = try study.table("windows.csv", by: ["event_id", "window"])
    try takeReturns()
    try study.change("gaps: drop", to: "gaps: drop\nreturn_after_gap: multi")
    #expect(try study.run().status == 0)
    let ofReturns = try study.table("windows.csv", by: ["event_id", "window"])
    var compared = 0
    for (key, row) in ofPrices where row["buy_and_hold_return"] != "" {
      let other = try #require(ofReturns[key])
      guard row["convention"]?.contains("available-days") == true, other["status"] == "ok" else { continue }
      compared += 1
      #expect(
        abs(study.number(row, "buy_and_hold_return") - study.number(other, "buy_and_hold_return")) < 1e-12)
    }
    #expect(compared > 0)
    try study.change("return_after_gap: multi", to: "return_after_gap: single")
    #expect(try study.run().status == 0)
    let single = try study.table("windows.csv", by: ["event_id", "window"])
    #expect(single.values.contains { $0["convention"]?.contains("no-bhar-hole-in-window") == true })
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
      #expect(row["status"] == "ok" && study.number(row, "car").isFinite)
      #expect(row["bhar"] == "" && row["buy_and_hold_return"] == "")
      #expect(windows[["E01", "[0,0]"]].map { study.number($0, "bhar").isFinite } == true)
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
      product * (1 + (days[["E06", day]].map { study.number($0, "return") } ?? .nan))
    }
    #expect(abs(1 + study.number(row, "buy_and_hold_return") - compounded) < 1e-12)
    #expect(study.number(row, "bhar").isFinite)
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
    #expect(tests[["patell", "[1,1]"]].map { study.number($0, "statistic").isFinite } == true)
  }

  @Test(arguments: ["benchmark", "model"])
  func aMissingReturnAfterADelistingIsTold(_ against: String) throws {
    try delist()
    try study.change(
      "returns: simple",
      to: "bhar: \(against)\nafter_delisting: missing\nreturns: simple")
    #expect(try study.run().status == 0)
    let cut = try study.firstWindow("[0,5]")
    #expect(cut["status"] == "ok" && cut["bhar"] == "")
    #expect(cut["convention"]?.contains("no-bhar-no-trade-on-last-day") == true)
    #expect(study.number(try study.firstWindow("[-1,1]"), "bhar").isFinite)
  }

  @Test func itsProceedsMayEarnTheBenchmarksReturn() throws {
    try delist()
    try study.change("incomplete_windows: available", to: "after_delisting: benchmark")
    #expect(try study.run().status == 0)
    let reinvested = try study.firstWindow("[0,5]")
    #expect(reinvested["status"] == "excluded" && reinvested["reason"] == "no-trade-on-last-day")
    #expect(reinvested["convention"] == "reinvested-after-delisting")
    try study.change("after_delisting: benchmark", to: "incomplete_windows: available")
    #expect(try study.run().status == 0)
    let ended = try study.firstWindow("[0,5]")
    // Both sides earn the same after the end: the wealth relative stays.
    #expect(
      abs(study.number(reinvested, "wealth_relative") / study.number(ended, "wealth_relative") - 1) < 1e-12)
    let growth = 1 + study.number(reinvested, "benchmark_buy_and_hold_return")
    let whole = growth / (1 + study.number(ended, "benchmark_buy_and_hold_return"))
    #expect(abs(study.number(reinvested, "bhar") - study.number(ended, "bhar") * whole) < 1e-12)
    try study.change(
      "incomplete_windows: available", to: "incomplete_windows: available\nafter_delisting: missing")
    #expect(try study.run().status == 0)
    #expect(try study.firstWindow("[0,5]")["bhar"] == "")
  }

  @Test func aDelistingReturnStandsBehindTheLastPrice() throws {
    try delist()
    try study.work.write(
      "security,delisting_return\nS01,-0.4\nS02,-2\nS03,much\n", to: "study/securities.csv")
    try study.change("events: events.csv", to: "events: events.csv\nsecurities: securities.csv")
    #expect(try study.run().status == 1)
    let days = try study.table("abnormal_returns.csv", by: ["event_id", "day"])
    #expect(abs(study.number(try #require(days[["E01", "2"]]), "return") + 0.4) < 1e-15)
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
}
