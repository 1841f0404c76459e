import Foundation
import TestSupport
import Testing

/// One piece of news in several markets, and prices that end: the sample studies, changed, through the built program.
@Suite struct SameNewsTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// Runs the study and gives `events.csv` with the ids of its rows.
  private func events(_ study: String) throws -> (table: ReportFile, rows: [String: [String]]) {
    let outcome = try work.run("run", study, "--output", "reports")
    #expect(outcome.status == 0)
    let table = try ReportFile(path: work.path("reports/events.csv"))
    return (table, Dictionary(uniqueKeysWithValues: table.rows.map { (table.value($0, "event_id"), $0) }))
  }

  /// The sample study of quarterly reports with these events, and perhaps suspensions and further keys.
  private func earnings(_ events: String, halts: String? = nil, keys: String = "") throws {
    try work.copy("SampleData/earnings-2012", to: "mine")
    try work.write("event_id,security,announced_at,announcement_id\n" + events, to: "mine/events.csv")
    guard let halts else { return }
    let study = try #require(work.read("mine/study.yaml"))
    try work.write(study + keys + "suspensions: halts.csv\n", to: "mine/study.yaml")
    try work.write("security,from,until\n" + halts, to: "mine/halts.csv")
  }

  /// The prices of MSFT end before that day.
  private func endMicrosoft(before day: String) throws {
    let prices = try #require(work.read("mine/prices/nasdaq/MSFT.csv"))
    let kept = prices.split(separator: "\n").filter { $0 < day || $0.hasPrefix("Date") }
    try work.write(kept.joined(separator: "\n") + "\n", to: "mine/prices/nasdaq/MSFT.csv")
  }

  @Test func newsOfOneIdIsOrderedByTheMomentOfTheFirstTrade() throws {
    try work.copy("SampleData/entity-list-2019", to: "mine")
    try work.write(
      """
      event_id,security,announced_at,announcement_id,group
      HIK,002415,2019-10-07T17:00:00-04:00,BIS,news
      IFLY,002230,2019-10-07T17:00:00-04:00,BIS,news
      AMBA,AMBA,2019-10-07T17:00:00-04:00,BIS,news
      ALONE,NVDA,2019-10-07T17:00:00-04:00,,news
      BREAK,002230,2019-09-18T12:00:00+08:00,NOON,news
      INSIDE,AMBA,2019-09-18T15:30:00+02:00,NOON,news
      DATED,INTC,2019-09-18,NOON,news

      """, to: "mine/events.csv")
    let (table, rows) = try events("mine/study.yaml")
    #expect(Array(table.columns.dropFirst(16).prefix(2)) == ["announcement_id", "reaction_order"])
    let order = rows.mapValues { [table.value($0, "announcement_id"), table.value($0, "reaction_order")] }
    // Shenzhen opens at 01:30Z, New York at 13:30Z; Hikvision was suspended until the 10th.
    #expect(
      order == [
        "IFLY": ["BIS", "1"], "AMBA": ["BIS", "2"], "HIK": ["BIS", "3"], "ALONE": ["", ""],
        "BREAK": ["NOON", "1"], "INSIDE": ["NOON", "2"], "DATED": ["NOON", ""],
      ])
    #expect(table.rows.map { table.value($0, "event_id") }.first == "HIK")
    let story = try work.run("explain", "mine/study.yaml", "HIK").output
    #expect(
      story.contains(
        """
          same news      announcement_id BIS, 3 events; this one's place is 3
            1            2019-10-08T01:30:00Z, 4.5 hours after the news: 002230 on XSHE
            2            2019-10-08T13:30:00Z, 12.0 hours after the one before, 16.5 hours after the news: AMBA on XNAS
            3            2019-10-10T01:30:00Z, 36.0 hours after the one before, 52.5 hours after the news: 002415 on XSHE

        """))
    let noon = try work.run("explain", "mine/study.yaml", "BREAK").output
    #expect(noon.contains("  1            2019-09-18T05:00:00Z, 1.0 hours after the news: 002230 on XSHE\n"))
    #expect(noon.contains("  ?            INTC: the moment at which it could first trade is not known\n"))
  }

  /// What was not listed yet, or traded no more, could not react first.
  @Test func securitiesWithoutTradesHaveNoPlace() throws {
    // Facebook's first price is of 18 May.
    try earnings(
      """
      NEW,FB,2012-04-24T09:45:00-04:00,N
      DEAD,MSFT,2012-04-24T09:45:00-04:00,N
      LATE,AAPL,2012-04-24T16:30:00-04:00,N
      LATER,IBM,2030-04-24T16:30:00-04:00,N

      """)
    try endMicrosoft(before: "2012-02")
    let (table, rows) = try events("mine/study.yaml")
    #expect(
      rows.mapValues { table.value($0, "reaction_order") } == [
        "NEW": "", "DEAD": "", "LATE": "1", "LATER": "",
      ])
    #expect(
      rows.mapValues { table.value($0, "reason") } == [
        "NEW": "not-listed-yet", "DEAD": "no-price-after-announcement", "LATE": "",
        "LATER": "announced-after-as-of",
      ])
  }

  @Test func equalMomentsShareAPlace() throws {
    try earnings(
      """
      A,AAPL,2012-10-17T16:05:00-04:00,N
      B,IBM,2012-10-17T16:05:00-04:00,N
      C,MSFT,2012-10-18T09:45:00-04:00,N

      """)
    let (table, rows) = try events("mine/study.yaml")
    #expect(rows.mapValues { table.value($0, "reaction_order") } == ["A": "1", "B": "1", "C": "2"])
  }

  /// Two minutes before a close two could still trade, whatever day 0 a late cut-off gives them and whether or not they are
  /// suspended from the next day on.
  @Test func aSuspensionBehindALateCutoffKeepsNobodyFromReacting() throws {
    try earnings(
      """
      HALTED,MSFT,2012-10-17T15:58:00-04:00,N
      OPEN,AAPL,2012-10-17T15:58:00-04:00,N
      AFTER,IBM,2012-10-17T16:05:00-04:00,N

      """, halts: "MSFT,2012-10-18,2012-10-22\n", keys: "late_cutoff_minutes: 5\n")
    let (table, rows) = try events("mine/study.yaml")
    let found = rows.mapValues { row in
      ["day_zero", "reaction_order"].map { table.value(row, $0) }
    }
    #expect(
      found == [
        "HALTED": ["2012-10-23", "1"], "OPEN": ["2012-10-18", "1"], "AFTER": ["2012-10-18", "2"],
      ])
    let story = try work.run("explain", "mine/study.yaml", "HALTED").output
    #expect(story.contains("2012-10-17T19:58:00Z, 0.0 hours after the news: MSFT on XNAS, AAPL"), "\(story)")
  }

  /// Halted inside the session, and suspended from the next day on: nobody trades between the two.
  @Test func daysOfSuspensionBehindAHaltAreWaitedFor() throws {
    try earnings(
      """
      HALTED,MSFT,2012-10-17T11:00:00-04:00,N
      OPEN,AAPL,2012-10-17T11:00:00-04:00,N
      AFTER,IBM,2012-10-17T16:05:00-04:00,N

      """, halts: "MSFT,2012-10-17T10:00,2012-10-17T16:00\nMSFT,2012-10-18,2012-10-22\n")
    let (table, rows) = try events("mine/study.yaml")
    #expect(
      rows.mapValues { table.value($0, "reaction_order") } == ["OPEN": "1", "AFTER": "2", "HALTED": "3"])
    let story = try work.run("explain", "mine/study.yaml", "HALTED").output
    #expect(story.contains("  3            2012-10-23T13:30:00Z, "), "\(story)")
  }

  /// A halt without an end, or with one behind the data: nobody knows when its security can trade.
  @Test(arguments: ["", "2030-01-02T10:00"]) func aHaltThatLastsGivesNoPlace(_ until: String) throws {
    try earnings(
      """
      HALTED,MSFT,2012-10-17T11:00:00-04:00,N
      OPEN,AAPL,2012-10-17T11:00:00-04:00,N

      """, halts: "MSFT,2012-10-17T10:00,\(until)\n")
    try endMicrosoft(before: "2012-10-17")
    let (table, rows) = try events("mine/study.yaml")
    #expect(rows.mapValues { table.value($0, "reaction_order") } == ["OPEN": "1", "HALTED": ""])
    #expect(rows["HALTED"].map { table.value($0, "warnings").contains("trading-halted") } == true)
  }

  @Test func aBenchmarkThatClosesAtAnotherTimeIsAWarning() throws {
    try work.copy("SampleData/earnings-2012", to: "mine")
    let study = try #require(work.read("mine/study.yaml"))
    let parts = study.components(separatedBy: "exchange: XNYS")
    #expect(parts.count == 3)
    try work.write(
      parts[0] + "exchange: XNYS" + parts[1] + "exchange: XLON" + parts[2], to: "mine/london.yaml")
    let (london, later) = try events("mine/london.yaml")
    #expect(
      later.filter { !london.value($0.value, "day_zero").isEmpty }.values.allSatisfy {
        london.value($0, "warnings").split(separator: " ").contains("closes-at-another-time")
      })
    let (table, rows) = try events("mine/study.yaml")
    #expect(rows.values.allSatisfy { table.value($0, "warnings").isEmpty })
  }

  @Test func pricesThatEndInsideTheEventWindowAreADelisting() throws {
    try work.copy("SampleData/earnings-2012", to: "mine")
    let prices = try #require(work.read("mine/prices/nasdaq/AAPL.csv"))
    let lines = prices.split(separator: "\n")
    let end = try #require(lines.firstIndex { $0.hasPrefix("2012-04-27") })
    try work.write(lines[...end].joined(separator: "\n") + "\n", to: "mine/prices/nasdaq/AAPL.csv")
    let (table, rows) = try events("mine/study.yaml")
    let first = try #require(rows["AAPL-2012-04-24"])
    #expect(table.value(first, "status") == "used" && table.value(first, "reason") == "delisted")
    let second = try #require(rows["AAPL-2013-01-23"])
    #expect(table.value(second, "reason") == "no-price-after-announcement")
    #expect(rows.filter { table.value($0.value, "reason") == "delisted" }.count == 1)
    let windows = try ReportFile(path: work.path("reports/windows.csv"))
    let reasons = windows.rows.filter { windows.value($0, "event_id") == "AAPL-2012-04-24" }
      .map { [windows.value($0, "window"), windows.value($0, "status"), windows.value($0, "reason")] }
    #expect(
      reasons == [
        ["[0,0]", "ok", ""], ["[-1,1]", "ok", ""], ["[0,1]", "ok", ""],
        ["[-5,5]", "excluded", "no-trade-on-last-day"],
      ])
    let check = try work.run("check", "mine/study.yaml").output
    #expect(
      check.contains(
        "used, delisted (its last price is of 2012-04-27, event day 2; those of SP500 go on to 2013-"))
    #expect(work.read("reports/manifest.json")?.contains("\"delisted\"") == false)
  }

  /// Rows without a trade behind the last one: they end inside the window, or show that the suspension goes on.
  @Test(arguments: [(["04-30", "05-01"], "delisted"), (["04-30", "05-01", "05-02", "05-03", "05-09"], "")])
  func rowsWithoutATradeBehindTheLastOne(_ days: [String], _ reason: String) throws {
    try work.copy("SampleData/earnings-2012", to: "mine")
    let prices = try #require(work.read("mine/prices/nasdaq/AAPL.csv"))
    let lines = prices.split(separator: "\n").map(String.init)
    let end = try #require(lines.firstIndex { $0.hasPrefix("2012-04-27") })
    let volume = try #require(lines[0].split(separator: ",").firstIndex(of: "Volume"))
    var cells = lines[end].split(separator: ",").map(String.init)
    cells[volume] = "0"
    let stale = days.map { (["2012-" + $0] + cells.dropFirst()).joined(separator: ",") }
    try work.write(
      (lines[...end] + stale).joined(separator: "\n") + "\n", to: "mine/prices/nasdaq/AAPL.csv")
    let (table, rows) = try events("mine/study.yaml")
    let first = try #require(rows["AAPL-2012-04-24"])
    #expect(table.value(first, "status") == "used" && table.value(first, "reason") == reason)
  }
}
