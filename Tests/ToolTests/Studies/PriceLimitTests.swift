import Foundation
import TestSupport
import Testing

/// A resumption under daily price limits, and halts with times, through the built program.
@Suite struct PriceLimitTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// Shenzhen's sessions from the program's own calendar, and a study of one security on them.
  private func write(prices: (String) -> Double?, extra: String, events: String, suspensions: String? = nil)
    throws
  {
    let listing = ReportFile(
      text: try work.run("calendar", "XSHE", "--from", "2019-01-02", "--to", "2019-12-31").output)
    var numbers = TestNumbers(seed: 7)
    var (index, level) = ("date,close\n", 3_000.0)
    var (security, last) = ("date,close\n", 40.0)
    for day in listing.values("session") {
      level *= 1 + 0.02 * numbers.next()
      index += "\(day),\(String(format: "%.2f", level))\n"
      last = prices(day) ?? (last * (1 + 0.03 * numbers.next()))
      if last > 0 { security += "\(day),\(String(format: "%.2f", last))\n" }
      if last <= 0 { last = 40 }
    }
    try work.write(index, to: "mine/index.csv")
    try work.write(security, to: "mine/002415.csv")
    try work.write(events, to: "mine/events.csv")
    if let suspensions { try work.write(suspensions, to: "mine/suspensions.csv") }
    try work.write(
      """
      events: events.csv
      prices:
        - {files: 002415.csv, columns: {date: date, close: close}, exchange: XSHE, benchmark: M}
        - {files: index.csv, security: M, columns: {date: date, close: close}, exchange: XSHE}
      estimation: {length: 100, last: -11, minimum: 50}
      tests: [cross-sectional-t]
      \(extra)

      """, to: "mine/study.yaml")
  }

  /// Suspended on 8 and 9 October, then three closes at the lower limit.
  private static func locked(_ day: String) -> Double? {
    [
      "2019-09-30": 40.01, "2019-10-08": 0, "2019-10-09": 0, "2019-10-10": 36.01, "2019-10-11": 32.41,
      "2019-10-14": 29.17, "2019-10-15": 28.5,
    ][day]
  }

  private func run() throws -> (events: ReportFile, windows: ReportFile) {
    let outcome = try work.run("run", "mine/study.yaml", "--output", "reports")
    #expect(outcome.status == 0, "\(outcome.errors)")
    return (
      try ReportFile(path: work.path("reports/events.csv")),
      try ReportFile(path: work.path("reports/windows.csv"))
    )
  }

  private let news = "event_id,security,announced_at\nE,002415,2019-10-08T07:00:00+08:00\n"

  @Test func theWindowEndsOnTheFirstSessionOffTheLimit() throws {
    try write(
      prices: Self.locked, extra: "windows: [[0, 0], [0, 3], [0, unlocked], [-1, unlocked]]", events: news)
    let (events, windows) = try run()
    let event = try #require(events.rows.first)
    #expect(events.value(event, "day_zero") == "2019-10-10")
    #expect(events.value(event, "locked_sessions") == "3")
    let warnings = events.value(event, "warnings").split(separator: " ")
    #expect(warnings.contains("price-limit-locked") && warnings.contains("suspension-found"))
    let rows = windows.keyed(by: ["window"])
    let fixed = try #require(rows["[0,3]"])
    let own = try #require(rows["[0,unlocked]"])
    for column in ["first_session", "last_session", "days", "car", "car_se", "t", "bhar", "status"] {
      #expect(windows.value(own, column) == windows.value(fixed, column), "\(column)")
    }
    #expect(windows.value(own, "last_session") == "2019-10-15")
    #expect(windows.value(own, "convention").contains("until-unlocked"))
    #expect(rows["[-1,unlocked]"].map { windows.value($0, "days") } == "5")
    // Kept out of the tests, whose windows are all events'.
    let tests = try ReportFile(path: work.path("reports/tests.csv"))
    #expect(Set(tests.values("window")) == ["[0,0]", "[0,3]"])
    let story = try work.run("explain", "mine/study.yaml", "E").output
    #expect(
      story.contains(
        "  price limit    3 sessions from day 0 on closed at the lower limit of 10.00 %; the first one that did not is "
          + "2019-10-15\n"))
    #expect(story.contains("  002415.csv:1"))
    let manifest = try #require(work.read("reports/manifest.json"))
    #expect(manifest.contains("[0, \"unlocked\"]"))
  }

  @Test func aWindowThatCannotEndYetSaysWhy() throws {
    try write(
      prices: Self.locked, extra: "windows: [[0, 0], [0, unlocked]]\nevent_window: [-10, 2]", events: news)
    let (_, windows) = try run()
    let own = try #require(windows.keyed(by: ["window"])["[0,unlocked]"])
    #expect(windows.value(own, "reason") == "unlocked-after-event-window")
    #expect(windows.value(own, "last_session").isEmpty && windows.value(own, "car").isEmpty)
    let early = try work.run("run", "mine/study.yaml", "--output", "early", "--as-of", "2019-10-11")
    #expect(early.status == 0)
    let then = try ReportFile(path: work.path("early/windows.csv"))
    #expect(
      then.keyed(by: ["window"])["[0,unlocked]"].map { then.value($0, "reason") }
        == "still-price-limit-locked")
  }

  @Test func withoutALockTheWindowIsDayZero() throws {
    try write(prices: { _ in nil }, extra: "windows: [[0, 0], [0, unlocked]]", events: news)
    let (events, windows) = try run()
    #expect(events.rows.first.map { events.value($0, "locked_sessions") } == "0")
    let rows = windows.keyed(by: ["window"])
    let (fixed, own) = (try #require(rows["[0,0]"]), try #require(rows["[0,unlocked]"]))
    #expect(windows.value(own, "car") == windows.value(fixed, "car") && !windows.value(own, "car").isEmpty)
  }

  @Test func newsInsideAHaltMeetsTheFirstMomentOfTrading() throws {
    let events = """
      event_id,security,announced_at,announcement_id,day_zero,phase
      NOON,002415,2019-06-12T10:30:00+08:00,N,,
      CUT,002415,2019-06-19T10:30:00+08:00,N,,
      EARLY,002415,2019-06-26T09:20:00+08:00,,,
      AUCTION,002415,2019-06-27T09:00:00+08:00,,,
      GIVEN,002415,2019-06-19T10:30:00+08:00,,2019-06-19,
      SOMEWHEN,002415,2019-06-19,,,regular
      MIDDAY,002415,2019-06-12,,,regular

      """
    let halts = """
      security,from,until,reason
      002415,2019-06-12T10:05,2019-06-12T14:30,rumors
      002415,2019-06-19T02:05:00Z,2019-06-20T09:45,
      002415,2019-06-27T09:20,2019-06-27T10:00,

      """
    try write(
      prices: { _ in nil }, extra: "suspensions: suspensions.csv\nearliest_reaction: {XSHE: 15}",
      events: events,
      suspensions: halts)
    let (table, _) = try run()
    let rows = table.keyed(by: ["event_id"])
    let days = rows.mapValues { [table.value($0, "day_zero"), table.value($0, "warnings")] }
    #expect(days["NOON"] == ["2019-06-12", "estimation-window-short other-event-in-window trading-halted"])
    #expect(days["CUT"] == ["2019-06-20", "other-event-in-window trading-halted"])
    #expect(days["GIVEN"]?[0] == "2019-06-19" && days["GIVEN"]?[1].hasPrefix("day-zero-overridden ") == true)
    // Before the halt that lasted to the close, or inside it?
    #expect(days["SOMEWHEN"]?[0] == "2019-06-19")
    #expect(days["SOMEWHEN"]?[1].hasPrefix("announcement-time-unknown ") == true)
    #expect(days["MIDDAY"]?[1].contains("announcement-time-unknown") == false)
    #expect(rows.values.allSatisfy { table.value($0, "suspended_sessions") == "0" })
    let check = ReportFile(text: try work.run("check", "mine/study.yaml", "--format", "csv").output)
    let lines = check.keyed(by: ["event_id"])
    func told(_ id: String, _ column: String) -> String? { lines[id].map { check.value($0, column) } }
    #expect(told("NOON", "first_tradable_at") == "2019-06-12T06:30:00Z")
    #expect(told("NOON", "halts") == "2019-06-12T02:05:00Z/2019-06-12T06:30:00Z")
    #expect(told("CUT", "first_tradable_at") == "2019-06-20T01:45:00Z")
    #expect(told("EARLY", "first_tradable_at") == "2019-06-26T01:20:00Z")
    // The halt covers the open, at which the auction would have made its price.
    #expect(told("AUCTION", "first_tradable_at") == "2019-06-27T02:00:00Z")
    let text = try work.run("check", "mine/study.yaml").output
    #expect(text.contains("halted 2019-06-12T10:05:00+08:00 to 2019-06-12T14:30:00+08:00"))
    let cut = try work.run("explain", "mine/study.yaml", "CUT").output
    #expect(cut.contains("the next session after that of 2019-06-19, which a halt cut off before the news\n"))
    let story = try work.run("explain", "mine/study.yaml", "NOON").output
    #expect(
      story.contains(
        "  halt           2019-06-12T10:05:00+08:00 to 2019-06-12T14:30:00+08:00 (rumors), declared in "
          + "suspensions.csv:2\n"))
    #expect(
      story.contains(
        "  can trade      from 2019-06-12T14:30:00+08:00 on in regular hours; its opening auction counts from 15 "
      ))
  }

  /// One halt after the other without a moment between them, and news when both are over.
  @Test func tradingGoesOnWhenTheLastHaltIsOver() throws {
    let events = """
      event_id,security,announced_at
      INSIDE,002415,2019-07-03T10:10:00+08:00
      AFTER,002415,2019-07-03T13:30:00+08:00

      """
    let halts = """
      security,from,until
      002415,2019-07-03T10:05,2019-07-03T10:30
      002415,2019-07-03T10:30,2019-07-03T11:00

      """
    try write(
      prices: { _ in nil }, extra: "suspensions: suspensions.csv", events: events, suspensions: halts)
    let (table, _) = try run()
    let warnings = table.keyed(by: ["event_id"]).mapValues {
      table.value($0, "warnings").split(separator: " ").contains("trading-halted")
    }
    #expect(warnings == ["INSIDE": true, "AFTER": false])
    let check = ReportFile(text: try work.run("check", "mine/study.yaml", "--format", "csv").output)
    let moments = check.keyed(by: ["event_id"]).mapValues { check.value($0, "first_tradable_at") }
    #expect(moments["INSIDE"] == "2019-07-03T03:00:00Z" && moments["AFTER"] == "2019-07-03T05:30:00Z")
  }

  /// `day_zero` names the session that the news has as day 0 anyway: behind a halt to the close, behind a suspension.
  @Test func aDayZeroThatIsTheProgramsOwnChangesNothing() throws {
    let events = """
      event_id,security,announced_at,day_zero
      CUT,002415,2019-06-19T10:30:00+08:00,
      CUT-GIVEN,002415,2019-06-19T10:30:00+08:00,2019-06-20
      SUSPENDED,002415,2019-10-08T07:00:00+08:00,
      SUSPENDED-GIVEN,002415,2019-10-08T07:00:00+08:00,2019-10-10
      ANOTHER,002415,2019-10-08T07:00:00+08:00,2019-10-11

      """
    let halts = "security,from,until\n002415,2019-06-19T10:05,2019-06-20T09:45\n"
    try write(
      prices: Self.locked, extra: "suspensions: suspensions.csv", events: events, suspensions: halts)
    let (table, windows) = try run()
    let rows = table.keyed(by: ["event_id"])
    for id in ["CUT", "SUSPENDED"] {
      let (own, given) = (try #require(rows[id]), try #require(rows[id + "-GIVEN"]))
      for column in table.columns where !["event_id", "explanation"].contains(column) {
        #expect(table.value(given, column) == table.value(own, column), "\(id) \(column)")
      }
      let cars = [id, id + "-GIVEN"].map { id in
        windows.rows.filter { windows.value($0, "event_id") == id }.map { windows.value($0, "car") }
      }
      #expect(cars[0] == cars[1] && !cars[0].contains(""))
    }
    let another = try #require(rows["ANOTHER"])
    #expect(table.value(another, "day_zero") == "2019-10-11")
    #expect(table.value(another, "warnings").split(separator: " ").contains("day-zero-overridden"))
    let story = try work.run("explain", "mine/study.yaml", "SUSPENDED-GIVEN").output
    #expect(story.contains(": the first session that had not closed\n"))
  }

  @Test func theLastEventDayMayBeTheFirstOneOffTheLimit() throws {
    try write(
      prices: Self.locked, extra: "windows: [[0, 0], [0, unlocked]]\nevent_window: [-10, 3]", events: news)
    let (_, windows) = try run()
    let own = try #require(windows.keyed(by: ["window"])["[0,unlocked]"])
    #expect(windows.value(own, "status") == "ok" && windows.value(own, "last_session") == "2019-10-15")
  }
}
