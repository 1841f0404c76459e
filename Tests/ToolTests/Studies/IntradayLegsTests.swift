import Foundation
import TestSupport
import Testing

/// A study with minute bars through the built program: the legs against a Python script that knows METHODS 8.6 only,
/// and the laws that hold for any legs.
@Suite struct IntradayLegsTests {
  private let work: WorkDirectory

  init() throws {
    work = try WorkDirectory()
    try work.copy("Tests/Fixtures/Studies/intraday-legs", to: "study")
  }

  private func append(_ text: String) throws {
    try work.write(try #require(work.read("study/study.yaml")) + text, to: "study/study.yaml")
  }

  private func reactions(_ arguments: String...) throws -> ReportFile {
    let outcome = try work.run("run", "study/study.yaml", "--output", "reports")
    #expect(outcome.status == 0)
    return try ReportFile(path: work.path("reports/reactions.csv"))
  }

  private func number(_ table: ReportFile, _ row: [String], _ column: String) -> Double? {
    Double(table.value(row, column))
  }

  @Test(arguments: ["simple", "log"])
  func theLegsAreThoseOfTheIndependentScript(_ returns: String) throws {
    try append("returns: \(returns)\n")
    let expected = try ReportFile(path: PackagePaths.fixture("Oracles/intraday-legs/\(returns).csv"))
    let actual = try reactions()
    #expect(expected.rows.count == 9 && actual.rows.count == 9)
    let comparison = ReportComparison(relative: 1e-10, absolute: 1e-13)
    #expect(
      comparison.differences(fromOracle: expected, actual, keys: ["event_id"], figures: ["close"]) == [])
  }

  @Test(arguments: ["simple", "log"])
  func theLegsMakeUpTheWholeForEveryEvent(_ returns: String) throws {
    try append("returns: \(returns)\n")
    let table = try reactions()
    var checked = 0
    for row in table.rows {
      let reason = table.value(row, "legs_reason")
      #expect(!reason.contains("legs-do-not-compound"))
      let names = ["after_hours_return", "pre_open_return", "open_to_close_return"]
      let legs = names.compactMap { number(table, row, $0) }
      guard legs.count == 3, let whole = number(table, row, "close_to_close_return") else {
        #expect(reason.contains("no-after-hours-price"))
        continue
      }
      let made = returns == "log" ? legs.reduce(0, +) : legs.reduce(1) { $0 * (1 + $1) } - 1
      #expect(abs(made - whole) < 1e-12)
      checked += 1
    }
    #expect(checked == 8)
  }

  @Test func reasonsSayWhatIsMissing() throws {
    let table = try reactions()
    let reasons = Dictionary(
      uniqueKeysWithValues: table.rows.map { (table.value($0, "event_id"), table.value($0, "legs_reason")) })
    #expect(
      reasons == [
        "AAA-1": "", "AAA-2": "after-hours-before-news no-price-since-news",
        "AAA-3": "after-hours-before-news no-price-since-news", "AAA-4": "",
        "BBB-5": "after-hours-before-news no-price-since-news", "BBB-6": "",
        "BBB-7": "after-hours-before-news no-price-since-news",
        "BBB-8": "no-after-hours-price no-price-since-news", "BBB-9": "after-hours-before-news",
      ])
  }

  @Test func aSplitBetweenTheFilesAndARepeatedRowAreTold() throws {
    _ = try reactions()
    let table = try ReportFile(path: work.path("reports/diagnostics.csv"))
    #expect(table.values("id") == ["bar-duplicated", "intraday-ratio"])
    #expect(table.values("severity") == ["warning", "note"])
    #expect(table.values("message")[1].hasPrefix("daily closes of AAA are 0.2"))
  }

  @Test func aFileOfASecurityWithoutEventsIsNoUnknownOne() throws {
    let events = try #require(work.read("study/events.csv")).split(separator: "\n")
    let kept = events.filter { !$0.hasPrefix("AAA") }
    #expect(kept.count < events.count && kept.count > 1)
    try work.write(kept.joined(separator: "\n") + "\n", to: "study/events.csv")
    _ = try reactions()
    let ids = try ReportFile(path: work.path("reports/diagnostics.csv")).values("id")
    #expect(!ids.contains("unknown-security"))
  }

  /// METHODS 0.3's neighbors: a rescaled minute file changes no return, only the prices that it shows.
  @Test func aRescaledMinuteFileChangesNoReturn() throws {
    let before = try reactions()
    let text = try #require(work.read("study/minutes/AAA.csv"))
    let lines = text.split(separator: "\n").enumerated().map { number, line -> String in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard number > 0 else { return String(line) }
      let prices = fields[1...4].map { "\((Double($0) ?? 0) * 8)" }
      return ([String(fields[0])] + prices + [String(fields[5])]).joined(separator: ",")
    }
    try work.write(lines.joined(separator: "\n") + "\n", to: "study/minutes/AAA.csv")
    let after = try reactions()
    let prices: Set = ["after_hours_last", "last_regular_price", "price_before_news", "pre_market_last"]
    let comparison = ReportComparison(relative: 1e-12, absolute: 1e-15, ignored: prices)
    #expect(comparison.differences(before, after) == [])
  }

  @Test func threadsAndTheOrderOfRowsChangeNothing() throws {
    _ = try reactions()
    let before = try #require(work.read("reports/reactions.csv"))
    let text = try #require(work.read("study/minutes/AAA.csv"))
    let lines = text.split(separator: "\n")
    try work.write(
      (lines.prefix(1) + lines.dropFirst().reversed()).joined(separator: "\n"), to: "study/minutes/AAA.csv")
    let outcome = try work.run("run", "study/study.yaml", "--output", "reports", "--jobs", "3")
    #expect(outcome.status == 0)
    #expect(work.read("reports/reactions.csv") == before)
  }

  /// yfinance's three lines, and titles, semicolons, decimal commas, dates and times in two columns, none of it declared.
  @Test func theLayoutOfTheMinutesChangesNothing() throws {
    _ = try reactions()
    let before = try #require(work.read("reports/reactions.csv"))
    let bars = try #require(work.read("study/minutes/AAA.csv")).drop { $0 != "\n" }
    try work.write(
      "Price,Open,High,Low,Close,Volume\nTicker" + String(repeating: ",AAA", count: 5) + "\nDatetime,,,,,"
        + bars, to: "study/minutes/AAA.csv")
    let long = try #require(work.read("study/minutes/long.csv")).split(separator: "\n")
    let rows = long.dropFirst().map { row in
      let fields = row.split(separator: ",").map(String.init)
      let prices = fields[2...].map { $0.replacing(".", with: ",") }
      return ([fields[0], fields[1].replacing(" ", with: ";")] + prices).joined(separator: ";")
    }
    try work.write(
      (["Simulated minutes", "symbol;day;hour;open;close"] + rows).joined(separator: "\n") + "\n",
      to: "study/minutes/long.csv")
    let study = try #require(work.read("study/study.yaml"))
      .replacing("    date_format: DD.MM.YYYY\n", with: "").replacing(
        "instant: time,", with: "date: day, time: hour,")
    try work.write(study, to: "study/study.yaml")
    _ = try reactions()
    #expect(work.read("reports/reactions.csv") == before)
    let ids = try ReportFile(path: work.path("reports/diagnostics.csv")).values("id")
    #expect(
      Set(ids).subtracting(["bar-duplicated", "intraday-ratio"]) == [
        "header-below-other-lines", "date-format-detected", "number-format-detected",
      ])
  }

  @Test func withoutTheMinutesTheOtherTablesAreTheSame() throws {
    _ = try reactions()
    let tables = ["events.csv", "models.csv", "abnormal_returns.csv", "windows.csv", "tests.csv"]
    let before = tables.map { work.read("reports/\($0)") }
    let text = try #require(work.read("study/study.yaml"))
    let start = try #require(text.range(of: "intraday:\n")?.lowerBound)
    let end = try #require(text.range(of: "estimation:")?.lowerBound)
    try work.write(String(text[..<start] + text[end...]), to: "study/study.yaml")
    let table = try reactions()
    #expect(tables.map { work.read("reports/\($0)") } == before)
    #expect(table.values("after_hours_return").allSatisfy { $0.isEmpty })
    let bReasons = table.rows.map { table.value($0, "legs_reason") }
    #expect(bReasons.prefix(4).allSatisfy { $0 == "no-intraday-prices" })
    #expect(bReasons.dropFirst(4).allSatisfy { $0 == "no-intraday-prices no-opening-price" })
    #expect(table.values("gap_abnormal_return").filter { !$0.isEmpty }.count == 4)
  }

  @Test func pricesAfterTheDateOfTheStudyAreNotUsed() throws {
    let outcome = try work.run(
      "run", "study/study.yaml", "--output", "reports", "--as-of", "2019-10-15")
    #expect(outcome.status == 0)
    let table = try ReportFile(path: work.path("reports/reactions.csv"))
    let isOver = table.rows.map { table.value($0, "reaction_session") <= "2019-10-15" }
    #expect(table.values("close").map { !$0.isEmpty } == isOver)
    #expect(table.values("base_session").allSatisfy { $0 <= "2019-10-15" })
    #expect(isOver.contains(true) && isOver.contains(false))
  }

  @Test func theStoryHasEachPriceWithItsFileAndLine() throws {
    let story = try work.run("explain", "study/study.yaml", "AAA-1").output
    let table = try reactions()
    let row = try #require(table.keyed(by: ["event_id"])["AAA-1"])
    #expect(story.contains("  after-hours    -11."))
    #expect(story.contains(" % in after-hours trading (abnormal -11."))
    #expect(story.contains("last price \(table.value(row, "after_hours_last")) at 2019-10-07T"))
    let line = try #require(story.split(separator: "\n").first { $0.contains("after 1 min") })
    let number = try #require(Int(line.split(separator: ":").last ?? ""))
    let bars = try #require(work.read("study/minutes/AAA.csv")).split(separator: "\n")
    #expect(bars[number - 1].hasPrefix("2019-10-07 16:05:00-04:00"))
    #expect(story.contains("  in legs        close to after hours -11."))
  }

  @Test func theManifestNamesTheFilesAndTheKeys() throws {
    _ = try reactions()
    let manifest = try #require(work.read("reports/manifest.json"))
    #expect(
      manifest.contains("\"stamp\": \"end\"") && manifest.contains("\"timezone\": \"America/New_York\""))
    for file in ["AAA", "INDEX", "long"] { #expect(manifest.contains("minutes/\(file).csv")) }
    #expect(manifest.contains("\"format\": \"bars\""))
  }

  @Test func faultyMinutesCostOnlyThemselves() throws {
    let text = try #require(work.read("study/minutes/AAA.csv"))
    try work.write(
      text + "nonsense,1,1,1,1,0\n2019-10-07 16:05:00-04:00,1,1,1,1,0\n", to: "study/minutes/AAA.csv")
    let outcome = try work.run("run", "study/study.yaml", "--output", "reports")
    #expect(outcome.status == 1)
    let table = try ReportFile(path: work.path("reports/diagnostics.csv"))
    #expect(
      table.values("id") == [
        "bar-duplicated", "instant-unreadable", "bar-duplicated", "bar-duplicated", "intraday-ratio",
      ])
    let reactions = try ReportFile(path: work.path("reports/reactions.csv"))
    #expect(reactions.rows.count == 9)
  }

  /// A ratio that no whole number of the machine holds.
  @Test func pricesOutOfAllProportionAreTold() throws {
    let rows = try #require(work.read("study/minutes/AAA.csv")).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let tiny = rows.dropFirst().map {
      ([$0[0]] + $0[1...4].map { _ in "1e-20" } + $0[5...]).joined(separator: ",")
    }
    try work.write(
      ([rows[0].joined(separator: ",")] + tiny).joined(separator: "\n") + "\n", to: "study/minutes/AAA.csv")
    let outcome = try work.run("check", "study/study.yaml")
    #expect(outcome.status == 0 && outcome.errors.contains("its intraday file change from 5.8"))
  }

  @Test func aTimeZoneThatDoesNotExistEndsTheRun() throws {
    let text = try #require(work.read("study/study.yaml"))
    try work.write(
      text.replacingOccurrences(of: "timezone: America/New_York", with: "timezone: America/New_Yrok"),
      to: "study/study.yaml")
    let outcome = try work.run("run", "study/study.yaml", "--output", "reports")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("America/New_York"))
  }
}
