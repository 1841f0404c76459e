import Foundation
import TestSupport
import Testing

/// Warnings that events carry for what their estimation days look like, from prices to `events.csv`.
@Suite struct EstimationWarningStudyTests {
  private let study: SmallMarketStudy

  init() throws { study = try SmallMarketStudy(model: "market-model, raw") }

  /// Every row of the prices but the header, as security, date, close and the rest; nil = the row is left out.
  private func changePrices(_ change: (_ security: String, _ date: String, _ close: Double) -> Double?) throws
  {
    let lines = (study.work.read("study/prices.csv") ?? "").split(separator: "\n").map(String.init)
    let changed = lines.dropFirst().compactMap { line -> String? in
      var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard let close = Double(cells[2]), let kept = change(cells[1], cells[0], close) else { return nil }
      if kept != close { cells[2] = "\(kept)" }
      return cells.joined(separator: ",")
    }
    try study.work.write(([lines[0]] + changed).joined(separator: "\n") + "\n", to: "study/prices.csv")
  }

  /// Besides the one that all events of this market carry, whose announcements are dates.
  private func warnings(_ event: String) throws -> [Substring] {
    #expect(try study.run().status == 0)
    let row = try #require(try study.table("events.csv", by: ["event_id"])[[event]])
    return (row["warnings"] ?? "").split(separator: " ").filter { $0 != "announcement-time-unknown" }
  }

  @Test func nothingIsSaidOfAnOrdinaryMarket() throws {
    #expect(try warnings("E01") == [])
    #expect(study.work.read("report/diagnostics.csv")?.split(separator: "\n").count == 1)
  }

  @Test func aSplitThatIsNotAdjustedIsNamedWithItsLine() throws {
    try changePrices { security, date, close in security == "S01" && date >= "2022-12-01" ? close / 2 : close
    }
    #expect(try warnings("E01") == ["estimation-outlier", "looks-like-a-split"])
    let diagnostics = (study.work.read("report/diagnostics.csv") ?? "").split(separator: "\n").dropFirst()
    #expect(diagnostics.count == 1)
    let lines = (study.work.read("study/prices.csv") ?? "").split(separator: "\n")
    let line = try #require(lines.firstIndex { $0.hasPrefix("2022-12-01,S01,") }) + 1
    #expect(diagnostics.first?.hasPrefix("warning,looks-like-a-split,prices.csv,\(line),,S01,,") == true)
    #expect(diagnostics.first?.contains("near 1/2") == true)
    let story = try study.work.run("explain", "study/study.yaml", "E01").output
    #expect(
      story.contains("estimation-outlier: 1 of 190 returns in the estimation window is more than 8 sigma"))
  }

  @Test func aSecurityThatSeldomTradesIsThin() throws {
    // S01 trades on nine of ten sessions at most.
    try changePrices { security, date, close in
      security == "S01" && date < "2023-04-01" && (date.hasSuffix("3") || date.hasSuffix("7")) ? nil : close
    }
    #expect(try warnings("E01") == ["thin-trading"])
    let story = try study.work.run("explain", "study/study.yaml", "E01").output
    #expect(story.contains("thin-trading: no trade on "))
    #expect(story.contains(" of 190 sessions of the estimation window"))
  }

  /// Days -70 to -11 and 40 to 99: what lies between them is no part of the estimation window.
  @Test func sessionsBetweenTwoEstimationWindowsDoNotCount() throws {
    try study.change("{length: 190,", to: "{period: both, length: 60, post_first: 40, post_length: 40,")
    try changePrices { security, date, close in
      security == "S01" && ("2023-05-08"..."2023-06-09").contains(date) ? nil : close
    }
    #expect(try !warnings("E01").contains("thin-trading"))
  }

  /// Days 6 to 65, of which S01 trades on half.
  @Test func sessionsAfterTheLastTradeDoNotCount() throws {
    try study.change(
      "{length: 190, last: -11,", to: "{period: post, post_first: 6, post_length: 60,")
    try changePrices { security, date, close in security == "S01" && date > "2023-06-09" ? nil : close }
    #expect(try !warnings("E01").contains("thin-trading"))
    // The window ends where the returns do.
    let row = try #require(try study.table("events.csv", by: ["event_id"])[["E01"]])
    #expect(row["estimation_last"] == "2023-06-09")
  }

  @Test func aSecurityThatIsItsOwnBenchmarkIsNamed() throws {
    let factors = try NumberTable(fixture: "Oracles/small-market/factors.csv")
    var levels: [String: Double] = [:]
    for row in factors.rows.indices {
      levels[try factors.text(row, "date")] = try factors.number(row, "index")
    }
    try changePrices { security, date, close in security == "S01" ? levels[date] : close }
    #expect(try warnings("E01").contains("benchmark-includes-security"))
  }

  /// usd is USD; GBX and GBP are two.
  @Test(arguments: [("usd", "USD", false), ("GBP", "gbp", false), ("GBp", "EUR", true), ("USD", "", false)])
  func currenciesAreComparedWithoutCase(_ own: String, _ benchmarks: String, _ isTold: Bool) throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.study += "securities: securities.csv\n"
    study.files["securities.csv"] = "security,currency\nA,\(own)\nB,\nM,\(benchmarks)\n"
    try study.write(to: work, folder: "study")
    #expect(try work.run("run", "study/study.yaml", "--output", "reports").status == 0)
    let events = try ReportFile(path: work.path("reports/events.csv"))
    #expect(events.values("warnings").map { $0.contains("currency-differs") } == [isTold, isTold, false])
  }

  /// Of a portfolio the study can say whether the event's own security shall be in it; of a list nobody does.
  @Test(
    arguments: [
      ("A:0.5 M:0.5", "", true), ("M B", "", false), ("M", "", false), ("peers", "", true),
      ("peers", ", exclude_event_security: false", false), ("peers", ", exclude_event_security: true", false),
    ])
  func aBenchmarkThatHoldsTheSecurityIsTold(_ benchmark: String, _ rule: String, _ isTold: Bool) throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.study += "portfolios: [{id: peers, members: [A, M]\(rule)}]\n"
    study.events = "security,announced_at,benchmark\nA,2019-09-10,\(benchmark)\n"
    try study.write(to: work, folder: "study")
    #expect(try work.run("run", "study/study.yaml", "--output", "reports").status == 0)
    let events = try ReportFile(path: work.path("reports/events.csv"))
    #expect(events.values("status") == ["used"])
    #expect(events.values("warnings")[0].contains("benchmark-includes-security") == isTold)
  }

  @Test func returnsWithoutTheBenchmarksAreCounted() throws {
    var example = ExampleStudy()
    for day in ["2019-06-04", "2019-08-08"] {
      example.replace(example.line(of: day, in: "index.csv") + "\n", in: "index.csv", with: "")
    }
    let work = try WorkDirectory()
    try example.write(to: work, folder: "study")
    #expect(try work.run("run", "study/study.yaml", "--output", "out").status == 0)
    let events = try ReportFile(path: work.path("out/events.csv"))
    let first = try #require(events.rows.first)
    #expect(events.value(first, "warnings") == "benchmark-missing")
    #expect(
      events.value(first, "explanation")
        == "benchmark-missing: the benchmark has no return for 4 of 116 returns of the security: 2 in the estimation "
        + "window, 2 in the event window; the first ends on 2019-06-04, after the benchmark's row index.csv:106"
    )
    let told = try ReportFile(path: work.path("out/diagnostics.csv"))
    #expect(
      told.values("message") == [
        "the benchmark 'M' has no value on some days on which the security has one, for 3 events; of E1: the benchmark has "
          + "no return for 4 of 116 returns of the security: 2 in the estimation window, 2 in the event window; the first "
          + "ends on 2019-06-04, after the benchmark's row index.csv:106"
      ])
  }

  /// Both models are named with their reasons, and the reason of the first stands for the event.
  @Test func anEventWithoutAnyEstimateSaysWhyForEachModel() throws {
    try makeSmbConstant(models: "fama-french-3, market-model")
    try study.change("    benchmark: MARKET\n    calendar: benchmark\n", to: "    calendar: benchmark\n")
    #expect(try study.run().status == 1)
    let row = try #require(try study.table("events.csv", by: ["event_id"])[["E01"]])
    #expect(row["status"] == "excluded" && row["reason"] == "collinear-factors")
    #expect(
      row["explanation"]?.hasPrefix(
        "fama-french-3 has no estimate (collinear-factors): 'smb' is the same on the 190 days of the estimation "
          + "window; market-model has no estimate (benchmark-missing): the study names no benchmark for it")
        == true)
  }

  @Test func aModelWithoutAnEstimateIsAWarningOfTheEvent() throws {
    try makeSmbConstant(models: "fama-french-3, market-model")
    #expect(try warnings("E01") == ["model-not-estimated"])
    let row = try #require(try study.table("events.csv", by: ["event_id"])[["E01"]])
    #expect(
      row["explanation"]?.hasPrefix("fama-french-3 has no estimate (collinear-factors): 'smb' is") == true)
  }

  private func makeSmbConstant(models: String) throws {
    let factors = try SmallMarketStudy.factors { _, line in
      var cells = line.split(separator: ",").map(String.init)
      cells[2] = "0.001"
      return cells.joined(separator: ",")
    }
    try study.work.write(factors, to: "study/factors_named.csv")
    try study.change("models: [market-model, raw]", to: "models: [\(models)]")
  }
}
