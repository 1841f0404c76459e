import TestSupport
import Testing

/// News with the wrong phase, on the sample's real prices: Google's results of 2012-10-18 came out in session,
/// while public lists say "after close".
@Suite struct LabelTrapTests {
  private let work: WorkDirectory

  init() throws {
    work = try WorkDirectory()
    try work.copy("SampleData/earnings-2012", to: "mine")
  }

  private func warnings() throws -> [String: String] {
    #expect(try work.run("run", "mine/study.yaml", "--output", "reports").status == 0)
    let events = try ReportFile(path: work.path("reports/events.csv"))
    return Dictionary(
      uniqueKeysWithValues: events.rows.map { (events.value($0, "event_id"), events.value($0, "warnings")) })
  }

  @Test func noneOfTheRightEventsStandsBesideItsReaction() throws {
    let warnings = try warnings()
    #expect(warnings.count == 8)
    #expect(warnings.values.allSatisfy { !$0.contains("reaction-on-neighboring-day") })
  }

  @Test(arguments: [("after-close", "2012-10-19", "-1"), ("regular", "2012-10-17", "1")])
  func aWrongLabelIsFoundAndTheDayNamed(_ phase: String, _ dayZero: String, _ day: String) throws {
    let date = phase == "regular" ? "2012-10-17" : "2012-10-18"
    try work.write(
      "event_id,security,announced_at,phase\nGOOG-wrong,GOOG,\(date),\(phase)\n", to: "mine/events.csv")
    #expect(try warnings() == ["GOOG-wrong": "reaction-on-neighboring-day"])
    let check = try work.run("check", "mine/study.yaml").output
    #expect(check.contains(dayZero) && check.contains("reaction-on-neighboring-day (2012-10-18)"))
    let story = try work.run("explain", "mine/study.yaml", "GOOG-wrong").output
    #expect(story.contains("  neighbor       day \(day), 2012-10-18, moved far more (t = -6."))
  }
}
