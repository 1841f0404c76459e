import Foundation
import TestSupport
import Testing

/// Which events have a row in `reactions.csv`, from where to where it goes, and what it says of figures that are empty.
@Suite struct ReactionRowsTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  private func reactions(
    _ study: String, asOf day: String = "2019-12-31"
  ) throws -> (table: ReportFile, rows: [String: [String]]) {
    let outcome = try work.run("run", study, "--output", "reports", "--as-of", day)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let table = try ReportFile(path: work.path("reports/reactions.csv"))
    return (table, Dictionary(uniqueKeysWithValues: table.rows.map { (table.value($0, "event_id"), $0) }))
  }

  /// The study with minute bars, with more events.
  private func intraday(_ events: String, _ keys: String = "") throws {
    try work.copy("Tests/Fixtures/Studies/intraday-legs", to: "mine")
    for (name, text) in [("events.csv", events), ("study.yaml", keys)] {
      try work.write(try #require(work.read("mine/\(name)")) + text, to: "mine/\(name)")
    }
  }

  @Test func `a provisional event has what is known so far`() throws {
    try work.copy("SampleData/entity-list-2019", to: "mine")
    let (table, rows) = try reactions("mine/study.yaml", asOf: "2019-10-08")
    let events = try ReportFile(path: work.path("reports/events.csv"))
    let known = events.rows.filter { events.value($0, "status") == "provisional" }
    #expect(known.count == 8 && table.values("event_id") == known.map { events.value($0, "event_id") })
    let ambarella = try #require(rows["AMBA-2019-10-07"])
    let legs = ["after_hours_return", "gap_return", "open_to_close_return", "abnormal_return"]
    #expect(legs.allSatisfy { !table.value(ambarella, $0).isEmpty })
    #expect(table.value(ambarella, "close") == "55.64")
    // Suspended on the 8th: the close before the news, and nothing after it.
    let halted = try #require(rows.first { $0.key.hasPrefix("002415") }?.value)
    #expect(table.value(halted, "base_session") == "2019-09-30")
    #expect(!table.value(halted, "base_close").isEmpty && table.value(halted, "close").isEmpty)
  }

  /// The close of a session that a halt cut off before the news is the last one that does not know it.
  @Test func newsInAHaltUpToTheCloseIsMeasuredFromThatClose() throws {
    try intraday("CUT,AAA,2019-10-08T10:30:00-04:00,\n", "suspensions: suspensions.csv\n")
    try work.write(
      "security,from,until,reason\nAAA,2019-10-08T10:05,2019-10-08T16:00,news pending\n",
      to: "mine/suspensions.csv")
    let (table, rows) = try reactions("mine/study.yaml")
    let cut = try #require(rows["CUT"])
    // News before the next open has the same legs, but for what the news itself came before or after.
    let morning = try #require(rows["AAA-2"])
    for column in [
      "base_session", "base_close", "after_hours_return", "reaction_session", "gap_return",
      "close_to_close_return", "benchmark_return", "after_hours_abnormal_return", "pre_open_return",
      "last_regular_at",
    ] {
      #expect(table.value(cut, column) == table.value(morning, column), "\(column)")
    }
    #expect(table.value(cut, "base_session") == "2019-10-08")
    #expect(!table.value(cut, "legs_reason").contains("after-hours-before-news"))
    #expect(!table.value(cut, "after_hours_extreme_return").isEmpty)
  }

  /// London calls orders until 16:35, five minutes after the close: that price is the close, no trade after hours.
  @Test func newsInAClosingAuctionIsMeasuredFromThePriceBeforeIt() throws {
    var study = ExampleStudy()
    study.study = study.study.replacing("XNYS", with: "XLON")
    study.study += "intraday: [{files: quotes.csv, security: A, columns: {instant: at, price: price}}]\n"
    study.events = "event_id,security,announced_at\nE1,A,2019-10-08T16:33:00+01:00\n"
    study.files["quotes.csv"] = """
      at,price
      2019-10-08T16:29:00+01:00,50
      2019-10-08T16:35:12.25+01:00,51
      2019-10-09T08:30:00+01:00,52

      """
    try study.write(to: work, folder: "mine")
    let (table, rows) = try reactions("mine/study.yaml")
    let row = try #require(rows["E1"])
    let expected = [
      "last_regular_price": "51", "last_regular_at": "2019-10-08T15:35:12Z", "price_before_news": "50",
      "after_hours_last": "", "return_after_1m": "", "return_after_5m": "0.020000000000000018",
    ]
    for (column, value) in expected { #expect(table.value(row, column) == value, "\(column)") }
    #expect(table.value(row, "legs_reason").hasPrefix("no-after-hours-price no-price-since-news"))
  }

  /// Who has the minutes of the event's day alone has no price of the day before.
  @Test func newsInsideASessionNeedsNoPricesOfTheDayBefore() throws {
    var study = ExampleStudy()
    study.study += "intraday: [{files: quotes.csv, security: A, columns: {instant: at, price: price}}]\n"
    study.events = "event_id,security,announced_at\nE1,A,2019-10-08T15:50:00-04:00\n"
    study.files["quotes.csv"] = """
      at,price
      2019-10-08T15:49:00-04:00,50
      2019-10-08T15:50:30-04:00,51
      2019-10-08T17:00:00-04:00,52

      """
    try study.write(to: work, folder: "mine")
    let (table, rows) = try reactions("mine/study.yaml")
    let row = try #require(rows["E1"])
    let expected = [
      "last_regular_price": "", "price_before_news": "50", "return_after_1m": "0.020000000000000018",
      "after_hours_last": "", "after_hours_return": "",
    ]
    for (column, value) in expected { #expect(table.value(row, column) == value, "\(column)") }
    #expect(table.value(row, "legs_reason").contains("no-regular-price"))
  }

  @Test(arguments: ["simple", "log"])
  func `of ready-made returns that of day 0 is close to close`(_ kind: String) throws {
    var study = ExampleStudy()
    let closes = (study.files["prices/A.csv"] ?? "").split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").map(String.init)
    }
    study.files["returns.csv"] = zip(closes, closes.dropFirst()).reduce("date,ret\n") { text, pair in
      text + "\(pair.1[0]),\((Double(pair.1[1]) ?? 0) / (Double(pair.0[1]) ?? 1) - 1)\n"
    }
    study.files["prices/A.csv"] = nil
    study.study =
      study.study.replacing(
        "prices:\n",
        with: "prices:\n  - {files: returns.csv, security: A, columns: {date: date, return: ret}, "
          + "exchange: XNYS, benchmark: M}\n") + "returns: \(kind)\n"
    try study.write(to: work, folder: "mine")
    let (table, rows) = try reactions("mine/study.yaml")
    let days = try ReportFile(path: work.path("reports/abnormal_returns.csv"))
    for id in ["E1", "E2"] {
      let row = try #require(rows[id])
      let dayZero = days.rows.first { days.value($0, "event_id") == id && days.value($0, "day") == "0" }
      #expect(table.value(row, "close_to_close_return") == dayZero.map { days.value($0, "return") })
      #expect(table.value(row, "gap_return").isEmpty && table.value(row, "base_close").isEmpty)
      #expect(table.value(row, "legs_reason") == "no-intraday-prices no-daily-prices")
    }
    #expect(rows["E3"].map { table.value($0, "legs_reason") } == "no-intraday-prices no-opening-price")
  }

  @Test func aPortfolioIsNoMissingBenchmark() throws {
    var study = ExampleStudy()
    study.study = study.study.replacing("benchmark: M", with: "benchmark: \"M:0.5 B:0.5\"")
    study.events = study.events.replacing("E3,B,2019-09-10,pre-open\n", with: "")
    try study.write(to: work, folder: "mine")
    let (table, rows) = try reactions("mine/study.yaml")
    #expect(
      rows["E1"].map { table.value($0, "legs_reason") }
        == "no-intraday-prices no-opening-price benchmark-is-portfolio")
  }

  /// Prices on the other side of a split are there, but are not compared.
  @Test func beyondASplitThePriceIsNotSilent() throws {
    try intraday("OPEN,AAA,2019-10-09T09:30:30-04:00,\n")
    let text = try #require(work.read("mine/minutes/AAA.csv"))
    let lines = text.split(separator: "\n").map { line -> String in
      guard line > "2019-10-09 00", line < "2020" else { return String(line) }
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      let prices = fields[1...4].map { "\((Double($0) ?? 0) * 8)" }
      return ([String(fields[0])] + prices + [String(fields[5])]).joined(separator: ",")
    }
    try work.write(lines.joined(separator: "\n") + "\n", to: "mine/minutes/AAA.csv")
    let (table, rows) = try reactions("mine/study.yaml")
    let row = try #require(rows["OPEN"])
    #expect(table.value(row, "return_after_60m").isEmpty)
    #expect(table.value(row, "legs_reason") == "after-hours-before-news split-between-prices")
  }

  @Test(arguments: ["[-10, -2]", "[5, 10]"])
  func theSpanOfDayZeroIsKnownWhateverDaysAStudyLooksAt(_ window: String) throws {
    var study = ExampleStudy()
    study.study = study.study.replacing("event_window: [-5, 5]", with: "event_window: \(window)")
      .replacing("windows: [[0, 0], [-1, 1]]", with: "windows: [\(window)]")
    try study.write(to: work, folder: "mine")
    _ = try reactions("mine/study.yaml")
    let events = try ReportFile(path: work.path("reports/events.csv"))
    #expect(events.values("spanned_sessions") == ["1", "1", "1"])
  }

  /// Abnormal legs need the slope on the market, whatever the model calls it.
  @Test(arguments: ["market-model", "capm", "fama-french-3", "carhart", "fama-french-5"])
  func aFactorModelFollowsTheMarketInTheLegsOfTheReaction(_ model: String) throws {
    let study = try SmallMarketStudy(model: model)
    #expect(try study.run().status == 0)
    let reasons = try ReportFile(path: study.work.path("report/reactions.csv")).values("legs_reason")
    #expect(!reasons.isEmpty && !reasons.contains { $0.contains("model-without-beta") }, "\(reasons)")
  }
}
