import Foundation
import TestSupport
import Testing

/// Comparison periods, windows counted in returns, the rolling beta, serially correlated variances and portfolios through
/// the built program, against figures of statsmodels and of brute force (`Fixtures/Oracles/estimation-designs`).
@Suite struct EstimationDesignStudyTests {
  struct Design: Sendable, CustomTestStringConvertible {
    let name: String
    /// What `estimation:` says besides `minimum` and `exclude_other_events`.
    let estimation: String
    var model = "market-model"
    /// Further keys of the study.
    var keys = ""
    /// What every event's `benchmark` says.
    var benchmark = ""

    var testDescription: String { name }
    var gaps: String { name.hasSuffix("_ttt") ? "trade-to-trade" : "drop" }
  }

  private static let peers =
    "portfolios: [{id: peers, members: [S01, S02, S03, S04, S05, S06, S07, S08], exclude_event_security: true}]\n"

  static let designs = [
    Design(name: "post", estimation: "period: post, post_first: 11, post_length: 40"),
    Design(name: "both", estimation: "period: both, length: 150, last: -11, post_length: 40"),
    Design(name: "both_ttt", estimation: "period: both, length: 150, last: -11, post_length: 40"),
    Design(name: "counted", estimation: "length: 190, last: -11, count: returns"),
    Design(name: "both_counted", estimation: "period: both, length: 120, post_length: 30, count: returns"),
    Design(
      name: "both_counted_ttt", estimation: "period: both, length: 120, post_length: 30, count: returns"),
    Design(name: "rolling", estimation: "length: 100, last: -6", model: "rolling-market-model"),
    Design(name: "rolling_ttt", estimation: "length: 100, last: -6", model: "rolling-market-model"),
    Design(
      name: "rolling_4", estimation: "length: 190, last: -11", model: "{id: rolling-market-model, step: 4}"),
    Design(
      name: "serial", estimation: "length: 190, last: -11", keys: "window_variance: serial-correlation\n"),
    Design(
      name: "both_serial_ttt", estimation: "period: both, length: 150, last: -11, post_length: 40",
      keys: "window_variance: serial-correlation\n"),
    Design(name: "peers", estimation: "length: 190, last: -11", keys: peers, benchmark: "peers"),
    Design(
      name: "peers_adjusted_ttt", estimation: "length: 190, last: -11", model: "market-adjusted", keys: peers,
      benchmark: "peers"),
    Design(
      name: "weighted", estimation: "length: 190, last: -11", benchmark: "S03:0.5 S07:0.3 S08:0.2"),
  ]

  @Test(arguments: designs) func agreesWithOtherSoftware(_ design: Design) throws {
    let study = try Self.study(design)
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    try compare(
      design, "ar.csv", [("ar", "ar"), ("ar_se", "ar_se")],
      with: study.table("abnormal_returns.csv", by: ["event_id", "day"]), keys: ["event_id", "day"])
    let windows = try study.table("windows.csv", by: ["event_id", "window"])
    try compare(
      design, "car.csv", [("days", "days"), ("car", "car"), ("car_se", "car_se"), ("p_value", "p_value")],
      with: windows, keys: ["event_id", "window"])
    try compare(
      design, "bhar.csv",
      ["buy_and_hold_return", "benchmark_buy_and_hold_return", "bhar", "wealth_relative"].map { ($0, $0) },
      with: windows, keys: ["event_id", "window"])
    try compare(
      design, "tests.csv", [("statistic", "statistic"), ("p_value", "p_value")],
      with: study.table("tests.csv", by: ["window", "test"]), keys: ["window", "test"])
  }

  private static func study(_ design: Design) throws -> SmallMarketStudy {
    let study = try SmallMarketStudy(model: design.model, gaps: design.gaps)
    try study.change(
      "estimation: {length: 190, last: -11, minimum",
      to: "\(design.keys)estimation: {\(design.estimation), minimum")
    if !design.benchmark.isEmpty { try study.addColumn("benchmark") { _, _ in design.benchmark } }
    return study
  }

  /// Other events of the security stay out of windows that move on, however the windows are counted.
  @Test func aRollingBetaLeavesOtherEventsOut() throws {
    func returns(_ estimation: String) throws -> [String] {
      let study = try Self.study(Design(name: "", estimation: estimation, model: "rolling-market-model"))
      try study.change("exclude_other_events: false", to: "exclude_other_events: true")
      #expect(try study.run().status == 0)
      let table = try ReportFile(path: study.work.path("report/abnormal_returns.csv"))
      return table.rows.filter { table.value($0, "event_id") == "E04" }.map { table.value($0, "ar") }
    }
    #expect(try returns("length: 60, last: -6, count: returns") == returns("length: 60, last: -6"))
  }

  /// Days before the calendar's first session have no date; tests by calendar date once took them for the year 1.
  @Test func windowsThatBeginBeforeTheCalendarAreNoTrouble() throws {
    let study = try SmallMarketStudy(model: "market-model")
    try study.change("estimation: {length: 190,", to: "estimation: {length: 420,")
    try study.change(
      "tests: [cross-sectional-t,", to: "tests: [calendar-time, \"calendar-time:standardized-t\",")
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    let tests = try study.table("tests.csv", by: ["window", "test"])
    #expect(tests[["[0,0]", "calendar-time:standardized-t"]]?["statistic"]?.isEmpty == false)
    let event = try #require(try study.table("events.csv", by: ["event_id"])[["E01"]])
    #expect(event["warnings"]?.contains("estimation-window-short") == true)
    #expect(event["estimation_first"] == "2022-01-04")
  }

  @Test func twoWindowsAreExplainedAndAreNoHolesToTheMultivariateTest() throws {
    let study = try Self.study(Self.designs[1])
    try study.change(
      "tests: [cross-sectional-t,", to: "tests: [portfolio-t, multivariate-f, cross-sectional-t,")
    #expect(try study.run().status == 0)
    let tests = try study.table("tests.csv", by: ["window", "test"])
    // E01, E02, E04 and E05 of one date; E03 and E06 have missing days.
    let portfolio = try #require(tests[["[0,0]", "portfolio-t"]])
    #expect(portfolio["events"] == "4" && portfolio["df1"] == "188")
    #expect(tests[["[0,0]", "multivariate-f"]]?["statistic"]?.isEmpty == false)
    let event = try #require(try study.table("events.csv", by: ["event_id"])[["E01"]])
    #expect(event["estimation_first"].map { $0 < "2022-10" } == true)
    #expect(event["estimation_last"].map { $0 > "2023-06" && $0 < "2023-08" } == true)
    let story = try study.work.run("explain", "study/study.yaml", "E01").output
    #expect(story.contains("event days [-160,-11] and [11,50], simple returns from "))
  }

  @Test func aModelThatLooksAheadIsRefusedAfterTheEvent() throws {
    let study = try SmallMarketStudy(model: "market-model")
    try study.change("models: [market-model]", to: "models: [market-model, {id: gjr-garch, name: jumps}]")
    try study.change("estimation: {length: 190,", to: "estimation: {length: 190, period: both,")
    let outcome = try study.run()
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains(
        "the model 'jumps' looks ahead from the days before the event; it cannot be estimated with estimation: "
          + "{period: both}"))
  }

  /// Every row of the fixture stands in the report, with the same figures to 1e-10.
  private func compare(
    _ design: Design, _ file: String, _ figures: [(ours: String, theirs: String)],
    with report: [[String]: [String: String]], keys: [String]
  ) throws {
    let table = try NumberTable(fixture: "Oracles/estimation-designs/\(file)")
    var compared = 0
    for row in table.rows.indices where try table.text(row, "config") == design.name {
      let key = try keys.map { try table.text(row, $0).replacingOccurrences(of: ";", with: ",") }
      let actual = try #require(report[key], "\(key) of \(file)")
      for (ours, theirs) in figures {
        let value = actual[ours].flatMap(Double.init) ?? .nan
        let expected = try table.number(row, theirs)
        #expect(
          agrees(value, expected, relative: 1e-10, scale: 1e-4), "\(key) \(ours): \(value), not \(expected)")
      }
      compared += 1
    }
    #expect(compared > (file == "tests.csv" ? 20 : 40), "\(file) has \(compared) rows of \(design.name)")
  }
}
