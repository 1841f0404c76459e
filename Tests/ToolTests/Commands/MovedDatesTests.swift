import TestSupport
import Testing

/// `simulate` on a study's own prices: how many dates there are to move to, counted by hand.
///
/// Of 252 sessions (0 to 251) with an estimation window [-110, -11] and an event window [-5, 5] the first day 0 is session 111,
/// whose first return is that of session 1, and the last one session 246: 136 in all. A real event takes the 21 away whose
/// event windows touch its own.
@Suite struct MovedDatesTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// Events are named by security and position of day 0 among `ExampleStudy.sessions`.
  private func study(_ events: [(security: String, session: Int)]) -> ExampleStudy {
    var study = ExampleStudy()
    study.events = "event_id,security,announced_at,phase\n"
    for event in events {
      let day = ExampleStudy.sessions[event.session]
      study.events += "\(event.security)\(event.session),\(event.security),\(day),pre-open\n"
    }
    study.study = study.study.replacing("tests: [cross-sectional-t, sign]", with: "tests: [j1]")
    return study
  }

  private func simulate(_ study: ExampleStudy, _ options: String) throws -> (dates: Int?, power: Double?) {
    try study.write(to: work, folder: "mine")
    let outcome = try work.shell(
      "\"$EVENTSTUDY\" simulate mine/study.yaml --output moved --seed 3 \(options)")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let found = try #require(work.read("moved/manifest.json")).firstMatch(of: /"fewest_dates": (\d+)/)
    let table = try ReportFile(path: work.path("moved/size_power.csv"))
    let row = table.rows.first { table.value($0, "test") == "j1" && table.value($0, "window") == "[0,0]" }
    return (found.flatMap { Int($0.1) }, row.flatMap { Double(table.value($0, "rejected_5")) })
  }

  @Test func oneEventHasAllDatesButThoseNearItself() throws {
    #expect(try simulate(study([("B", 173)]), "--replications 2").dates == 136 - 21)
    // Near the end ten of the 21 lie behind the last date.
    #expect(try simulate(study([("B", 246)]), "--replications 2").dates == 136 - 11)
  }

  /// Events of two securities whose event windows share a session move together, and both need a place.
  @Test func eventsWhoseWindowsTouchKeepTheirDistance() throws {
    let touching = try simulate(study([("A", 173), ("B", 183)]), "--replications 2 --dates study")
    #expect(touching.dates == 136 - 10 - 21)
    let apart = try simulate(study([("A", 173), ("B", 184)]), "--replications 2 --dates study")
    #expect(apart.dates == 136 - 21)
  }

  /// The price trebles on the event's day 0 and goes back on day 1: with those returns in an estimation window no abnormal
  /// return of 20 % would be noticed.
  @Test func theRealEventStaysOutOfTheEstimationWindows() throws {
    var study = study([("B", 173)])
    let line = study.line(of: ExampleStudy.sessions[173], in: "prices/B.csv")
    let price = try #require(line.split(separator: ",").last.flatMap { Double($0) })
    study.replace(line, in: "prices/B.csv", with: "\(ExampleStudy.sessions[173]),\(3 * price)")
    let found = try simulate(study, "--replications 60 --abnormal-return 0.2")
    #expect(found.power == 1)
  }
}
