import TestSupport
import Testing

/// News besides the events of a study, through the built program: `other_events`.
@Suite struct OtherNewsTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// What became of the events: `E2: used other-event-in-window | explanation`, by id.
  private func run(
    _ key: String, news: [String], status: Int32 = 0, header: String = "security,announced_at"
  ) throws -> (events: [String: String], errors: String) {
    var example = ExampleStudy()
    example.study += "models: [market-model]\n" + key + "\n"
    example.files["news.csv"] = ([header] + news).joined(separator: "\n") + "\n"
    try example.write(to: work, folder: "study")
    let outcome = try work.run("run", "study/study.yaml", "--output", "reports", "--quiet")
    #expect(outcome.status == status, "\(outcome.errors)")
    let events = try ReportFile(path: work.path("reports/events.csv"))
    let said = events.rows.map { row in
      let words = ["status", "reason", "warnings", "explanation"].map { events.value(row, $0) }
      return (events.value(row, "event_id"), words.filter { !$0.isEmpty }.joined(separator: " | "))
    }
    return (Dictionary(uniqueKeysWithValues: said), outcome.errors)
  }

  private func observations(of event: String) throws -> String? {
    let models = try ReportFile(path: work.path("reports/models.csv"))
    return models.rows.first {
      models.value($0, "event_id") == event && models.value($0, "parameter") == "observations"
    }.map { models.value($0, "estimate") }
  }

  /// 16 October is the sixth session after that of E2, and the event window ends on the fifth.
  @Test(arguments: [(0, false), (1, true)])
  func newsIsNearWithinTheMargin(_ margin: Int, _ isNear: Bool) throws {
    let found = try run(
      "other_events: {file: news.csv, margin: \(margin)}",
      news: ["A,2019-10-16T10:00:00-04:00", "A,2019-10-16T10:00:00-04:00", "C,2019-10-08"])
    #expect(
      found.events["E2"]
        == (isNear
          ? "used | other-event-in-window | other-event-in-window: 'A@2019-10-16T10:00:00-04:00' lies on "
            + "event day 6, 'A@2019-10-16T10:00:00-04:00' on event day 6" : "used"))
    #expect(found.events["E1"] == "used" && found.events["E3"] == "used")
  }

  @Test(arguments: ["2019-10-03", "2019-10-15"])
  func treatments(_ day: String) throws {
    let news = ["A,\(day),pre-open"]
    let (isFirst, eventDay) = day < "2019-10-08" ? (true, -3) : (false, 5)
    let text = "'A@\(day)' lies on event day \(eventDay)"
    let excluded = "excluded | other-event-in-window | \(text)"
    let flagged = "used | other-event-in-window | other-event-in-window: \(text)"
    for (treatment, expected) in [
      ("flag", flagged), ("drop", excluded), ("keep-first", isFirst ? excluded : flagged),
    ] {
      let found = try run(
        "other_events: {file: news.csv, treatment: \(treatment)}", news: news,
        header: "security,announced_at,phase")
      #expect(found.events["E2"] == expected, "\(treatment)")
      #expect(found.events["E1"] == "used" && found.events["E3"] == "used")
    }
    let manifest = try #require(work.read("reports/manifest.json"))
    #expect(manifest.contains("\"treatment\": \"keep-first\""))
    #expect(manifest.contains("news.csv"))
  }

  /// A file is not needed: E1 and E2 of A lie 43 sessions apart.
  @Test func theStudysOwnEvents() throws {
    #expect(
      try run("other_events: {margin: 38, treatment: drop}", news: []).events["E2"]
        == "excluded | other-event-in-window | 'E1' lies on event day -43")
    #expect(try run("other_events: {margin: 37, treatment: drop}", news: []).events["E2"] == "used")
    let first = try run("other_events: {margin: 38, treatment: keep-first}", news: []).events
    #expect(first["E1"]?.hasPrefix("used") == true && first["E2"]?.hasPrefix("excluded") == true)
  }

  /// Its event window leaves the estimation, unless the study says otherwise; a row with an event's id is that event.
  @Test func newsIsLeftOutOfTheEstimation() throws {
    _ = try run("", news: [])
    #expect(try observations(of: "E3") == "100")
    _ = try run("other_events: news.csv", news: ["B,2019-06-12"])
    #expect(try observations(of: "E3") == "89")
    let own = try run(
      "other_events: news.csv", news: ["E3,B,2019-09-10", "E3,B,2019-06-12"],
      header: "event_id,security,announced_at")
    #expect(own.events["E3"] == "used")
    #expect(try observations(of: "E3") == "100")
    let same = try run(
      "other_events: {file: news.csv, treatment: drop}",
      news: ["A,2019-10-08T10:00:00-04:00", "A,2019-08-06"])
    #expect(same.events["E2"] == "used" && same.events["E1"] == "used")
  }

  @Test func badRowsAreToldAndCostNothingElse() throws {
    let found = try run(
      "other_events: {file: news.csv, treatment: drop}",
      news: ["A,yesterday", ",2019-10-08", "A,2019-10-09"],
      status: 1)
    #expect(found.events["E2"] == "excluded | other-event-in-window | 'A@2019-10-09' lies on event day 1")
    #expect(found.errors.contains("news.csv:2:3: error: "), "\(found.errors)")
    #expect(found.errors.contains("news.csv:3:1: error: the event names no security"), "\(found.errors)")
  }

  @Test func aFileThatIsAboutNothingIsTold() throws {
    _ = try run("other_events: news.csv", news: ["AA,2019-10-09"])
    let diagnostics = try ReportFile(path: work.path("reports/diagnostics.csv"))
    #expect(
      diagnostics.rows.contains {
        diagnostics.value($0, "message")
          == "no row of 'other_events' is about a security that has events or prices"
      })
  }

  /// `A` is called `NVDA`: a slip among rows about the study's securities is asked about, though these have rows of their own.
  @Test(arguments: [
    ("NVDIA", true), ("NDVA", true), ("NVIDIA", true), ("nvda.us", true), ("NVDX", false), ("NVD", false),
  ])
  func aMisspelledSecurityIsTold(_ name: String, _ isTold: Bool) throws {
    let diagnostics = try diagnostics(ofNews: ["NVDA,2019-10-09", "\(name),2019-06-12", "B,2019-06-12"])
    #expect(
      diagnostics == (isTold ? ["news.csv:3 '\(name)' has no prices in the study; is it 'NVDA'?"] : []))
  }

  @Test func aListOfAWholeMarketHoldsOtherTickers() throws {
    #expect(
      try diagnostics(ofNews: ["NVDA,2019-10-09", "NVDIA,2019-06-12", "XOM,2019-06-12", "GE,2019-06-12"])
        .isEmpty)
  }

  private func diagnostics(ofNews news: [String]) throws -> [String] {
    var example = ExampleStudy()
    example.study += "models: [market-model]\nother_events: news.csv\n"
    example.events = example.events.replacing("A,", with: "NVDA,")
    example.files["prices/NVDA.csv"] = example.files.removeValue(forKey: "prices/A.csv")
    example.files["news.csv"] = (["security,announced_at"] + news).joined(separator: "\n") + "\n"
    try example.write(to: work, folder: "study")
    let outcome = try work.run("run", "study/study.yaml", "--output", "reports", "--quiet")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let table = try ReportFile(path: work.path("reports/diagnostics.csv"))
    return table.rows.filter { table.value($0, "id") == "unknown-security" }.map { row in
      "\(table.value(row, "file")):\(table.value(row, "line")) \(table.value(row, "message"))"
    }
  }

  @Test func newsOfSecuritiesWithPricesAloneIsNoMistake() throws {
    let found = try run("other_events: news.csv", news: ["M,2019-10-09"])
    #expect(found.errors.isEmpty)
    let diagnostics = try ReportFile(path: work.path("reports/diagnostics.csv"))
    #expect(!diagnostics.values("id").contains("unknown-security"))
  }
}
