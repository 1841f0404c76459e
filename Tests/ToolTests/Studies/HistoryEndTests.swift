import TestSupport
import Testing

/// Prices that end inside or near an event window: which of them are a delisting, and what is made of their end.
@Suite struct HistoryEndTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  private func event(_ study: ExampleStudy, _ options: String...) throws -> (status: String, reason: String) {
    try study.write(to: work, folder: "mine")
    let outcome = try work.shell(
      "\"$EVENTSTUDY\" run mine/study.yaml --output reports " + options.joined(separator: " "))
    #expect(outcome.status == 0, "\(outcome.errors)")
    let events = try ReportFile(path: work.path("reports/events.csv"))
    let row = try #require(events.rows.last)
    return (events.value(row, "status"), events.value(row, "reason"))
  }

  private func study(announced: String) -> ExampleStudy {
    var study = ExampleStudy()
    study.events = "event_id,security,announced_at,phase\nE,B,\(announced),pre-open\n"
    return study
  }

  /// On a calendar of the benchmark's own dates nobody knows sessions after its last one: the event waits for them.
  @Test func anEventWindowThatGoesBeyondTheBenchmarksDatesIsNotOver() throws {
    var study = study(announced: "2019-12-27")
    study.study = study.study.replacing("exchange: XNYS", with: "exchange: XNYS\n    calendar: benchmark")
    study.study = study.study.replacing(
      "calendar: benchmark",
      with: "calendar: benchmark\n    hours: {open: \"09:30\", close: \"16:00\", timezone: America/New_York}")
    #expect(try event(study) == ("provisional", ""))
  }

  /// What comes after the event window belongs to the event where the study estimates on it.
  @Test func anEstimationWindowAfterTheEventIsWaitedFor() throws {
    var study = study(announced: "2019-11-27")
    #expect(try event(study) == ("used", ""))
    study.study = study.study.replacing(
      "{length: 100,", with: "{period: both, post_first: 6, post_length: 40, length: 100,")
    #expect(try event(study) == ("provisional", ""))
    // So far no return of the window after the event has come, those of the event window are none of the estimation.
    #expect(try event(study, "--as-of 2019-12-03") == ("provisional", ""))
    let events = try ReportFile(path: work.path("reports/events.csv"))
    #expect(try events.value(#require(events.rows.last), "estimation_last") == "2019-11-12")
  }

  /// It has 17 of the 30 returns it needs so far; with others before the event it would be excluded.
  @Test func anEstimationWindowAfterTheEventMayStillFill() throws {
    var study = study(announced: "2019-11-27")
    study.study = study.study.replacing(
      "{length: 100, last: -11, minimum: 50}",
      with: "{period: post, post_first: 6, post_length: 40, minimum: 30}")
    #expect(try event(study) == ("provisional", ""))
    let events = try ReportFile(path: work.path("reports/events.csv"))
    #expect(try events.value(#require(events.rows.last), "warnings") == "model-not-estimated")
    #expect(try events.value(#require(events.rows.last), "explanation").contains("17 valid returns"))
  }

  /// Prices that go on inside a declared suspension: one of the two files is wrong, and the event says so.
  @Test(arguments: [("2019-09-10", true), ("2019-09-11", false)])
  func aSuspensionThatPricesContradictIsTold(_ first: String, _ isTold: Bool) throws {
    var study = study(announced: "2019-09-10")
    study.study += "suspensions: suspensions.csv\n"
    study.files["suspensions.csv"] = "security,from,until\nB,\(first),2019-09-13\n"
    #expect(try event(study) == ("used", ""))
    let events = try ReportFile(path: work.path("reports/events.csv"))
    #expect(events.values("day_zero") == [isTold ? "2019-09-16" : "2019-09-10"])
    #expect(events.values("warnings")[0].contains("price-while-suspended") == isTold)
  }

  /// A second market's files go on to the end of the year: those of the first were not fetched to it. Its events count as over,
  /// and the days that are missing are told.
  @Test func aMarketThatEndsEarlyIsTold() throws {
    var study = study(announced: "2019-10-28")
    study.events += "F,B,2019-11-12,pre-open\nG,C,2019-10-28,pre-open\nH,A,2019-10-21,pre-open\n"
    study.study = study.study.replacing(
      "estimation:",
      with: """
          - {files: other/*.csv, columns: {date: date, close: close}, exchange: XNYS, benchmark: N}
        estimation:
        """)
    (study.files["other/C.csv"], study.files["other/N.csv"]) = (
      study.files["prices/A.csv"], study.files["index.csv"]
    )
    for name in ["prices/A.csv", "prices/B.csv", "index.csv"] {
      study.files[name] = (study.files[name] ?? "").components(separatedBy: "2019-11-01")[0]
    }
    try study.write(to: work, folder: "mine")
    let check = try work.shell("\"$EVENTSTUDY\" check mine/study.yaml")
    #expect(
      check.errors.contains(
        "prices/B.csv:212: warning: the prices of 'B' end on 2019-10-31, those of 'M' on 2019-10-31, while the data count up to "
          + "2019-12-31: 'E' lacks the later days of the event window; 'F' comes after it and is excluded [prices-end-early]"
      ))
    #expect(try work.shell("\"$EVENTSTUDY\" run mine/study.yaml --output reports").status == 0)
    let events = try ReportFile(path: work.path("reports/events.csv"))
    #expect(events.values("status") == ["used", "excluded", "used", "used"])
    #expect(events.values("warnings") == ["prices-end-early", "", "", ""])
    #expect(
      events.values("explanation")[0].contains("its prices and those of M end before the event window does"))
    let asOf = try work.shell("\"$EVENTSTUDY\" run mine/study.yaml --output reports --as-of 2019-10-31")
    #expect(asOf.status == 0 && asOf.errors.isEmpty, "\(asOf.errors)")
    #expect(try ReportFile(path: work.path("reports/events.csv")).values("status")[0] == "provisional")
  }

  /// A delisting return on a holiday cannot be used; the prices end all the same.
  @Test func aDelistingOnAClosedDayIsAnError() throws {
    var study = study(announced: "2019-11-25")
    let lines = (study.files["prices/B.csv"] ?? "").split(separator: "\n")
    study.files["prices/B.csv"] =
      lines.filter { $0 <= "2019-11-27" || $0.hasPrefix("date") }.joined(separator: "\n") + "\n"
    study.study += "securities: securities.csv\n"
    study.files["securities.csv"] = "security,delisting_return,delisting_date\nB,-0.5,2019-11-28\n"
    try study.write(to: work, folder: "mine")
    let outcome = try work.shell("\"$EVENTSTUDY\" run mine/study.yaml --output reports")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("the delisting of 'B' is of 2019-11-28, on which XNYS was closed"))
    let events = try ReportFile(path: work.path("reports/events.csv"))
    #expect(try events.value(#require(events.rows.last), "reason") == "delisted")
  }

  /// Two halts from different dates on have not ended: they are two dates, not one.
  @Test func unknownDaysZeroAreNoCommonDate() throws {
    var study = ExampleStudy()
    study.events = "event_id,security,announced_at,phase\nE,A,2019-09-10,pre-open\nF,B,2019-10-02,pre-open\n"
    for (security, end) in [("A", "2019-09-10"), ("B", "2019-10-02")] {
      let lines = (study.files["prices/\(security).csv"] ?? "").split(separator: "\n")
      study.files["prices/\(security).csv"] =
        lines.filter { $0 < end || $0.hasPrefix("date") }.joined(separator: "\n") + "\n"
    }
    study.study += "suspensions: suspensions.csv\n"
    study.study = study.study.replacing("windows: [[0, 0], [-1, 1]]", with: "windows: [[-5, -1]]").replacing(
      "[cross-sectional-t, sign]", with: "[\"sign-flip:cluster\"]")
    study.files["suspensions.csv"] = "security,from\nA,2019-09-10\nB,2019-10-02\n"
    #expect(try event(study) == ("provisional", ""))
    let tests = try ReportFile(path: work.path("reports/tests.csv"))
    let row = try #require(tests.rows.first { tests.value($0, "test") == "sign-flip:cluster" })
    #expect(tests.value(row, "convention").hasPrefix("2 clusters"))
  }

  /// Where the benchmark's prices end on the same day, the data end: nothing says that the security was delisted.
  @Test func pricesThatEndWithTheBenchmarksAreNoDelisting() throws {
    #expect(try event(study(announced: "2019-12-27"), "--as-of 2020-02-03") == ("used", ""))
  }

  @Test func pricesThatEndWithADeclaredSuspensionAreNoDelisting() throws {
    var study = study(announced: "2019-09-30")
    let lines = (study.files["prices/B.csv"] ?? "").split(separator: "\n")
    study.files["prices/B.csv"] =
      lines.filter { $0 <= "2019-10-02" || $0.hasPrefix("date") }
      .joined(separator: "\n") + "\n"
    #expect(try event(study) == ("used", "delisted"))
    study.study += "suspensions: suspensions.csv\n"
    study.files["suspensions.csv"] = "security,from\nB,2019-10-02\n"
    #expect(try event(study) == ("used", ""))
    // A suspension that is over does not say why there is no price after it; two that follow each other are one.
    study.files["suspensions.csv"] = "security,from,until\nB,2019-10-02,2019-10-04\n"
    #expect(try event(study) == ("used", "delisted"))
    study.files["suspensions.csv"] = "security,from,until\nB,2019-10-02,2019-10-04\nB,2019-10-05,\n"
    #expect(try event(study) == ("used", ""))
  }

  // MARK: The synthetic market, S01 up to its event's day 1

  private func delisted() throws -> SmallMarketStudy {
    let study = try SmallMarketStudy(model: "market-model")
    let lines = (study.work.read("study/prices.csv") ?? "").split(separator: "\n")
    let kept = lines.filter { !($0.contains(",S01,") && $0.prefix(10) > "2023-04-28") }
    try study.work.write(kept.joined(separator: "\n") + "\n", to: "study/prices.csv")
    return study
  }

  @Test func aSecurityWhoseLastPriceIsOnTheWindowsFirstDayIsHeldForThatDay() throws {
    let study = try delisted()
    try study.change("[0, 5]", to: "[1, 5], [2, 5]")
    #expect(try study.run().status == 0)
    let windows = try study.table("windows.csv", by: ["event_id", "window"])
    let days = try study.table("abnormal_returns.csv", by: ["event_id", "day"])
    let change = try #require(days[["E01", "1"]]?["return"].flatMap(Double.init))
    let row = try #require(windows[["E01", "[1,5]"]])
    let held = try #require(row["buy_and_hold_return"].flatMap(Double.init))
    #expect(abs(held - change) < 1e-14)
    #expect(row["convention"]?.contains("held-to-delisting") == true)
    #expect(windows[["E01", "[2,5]"]]?["bhar"] == "")
  }

  /// Nobody trades to get it: a suspension in which it lies does not take it away.
  @Test func aDelistingReturnCountsInsideADeclaredSuspension() throws {
    let study = try delisted()
    try study.work.write("security,delisting_return\nS01,-0.4\n", to: "study/securities.csv")
    try study.work.write("security,from,until\nS01,2023-05-01,2023-05-02\n", to: "study/suspensions.csv")
    try study.change(
      "events: events.csv", to: "events: events.csv\nsecurities: securities.csv\nsuspensions: suspensions.csv"
    )
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    let days = try study.table("abnormal_returns.csv", by: ["event_id", "day"])
    #expect(abs(study.number(try #require(days[["E01", "2"]]), "return") + 0.4) < 1e-15)
    #expect(try study.table("events.csv", by: ["event_id"])[["E01"]]?["reason"] == "delisted")
  }

  /// CRSP's file ends with the delisting return: nobody is asked to add it, and whoever does is told that it would count twice.
  @Test func aDelistingReturnOfThePriceFileCountsOnce() throws {
    var study = study(announced: "2019-11-25")
    let lines = (study.files["prices/B.csv"] ?? "").split(separator: "\n").dropFirst().prefix {
      $0 <= "2019-11-27"
    }
    study.files["prices/B.csv"] = nil
    study.study = study.study.replacing(
      "estimation:",
      with: "  - {files: ciz/B.csv, format: crsp-ciz, exchange: XNYS, benchmark: M}\nestimation:")
    study.files["ciz/B.csv"] =
      lines.reduce("PERMNO,DlyCalDt,DlyRet,DlyPrc,DlyDelFlg\n") { text, line in
        let fields = line.split(separator: ",")
        return text + "B,\(fields[0]),0.00\(fields[0].suffix(1)),,N\n"
      } + "B,2019-11-29,-0.3,,Y\n"
    try study.write(to: work, folder: "mine")
    let check = try work.shell("\"$EVENTSTUDY\" check mine/study.yaml --strict")
    #expect(!check.errors.contains("prices-end-early"), "\(check.errors)")
    study.study += "securities: securities.csv\n"
    study.files["securities.csv"] = "security,delisting_return\nB,-0.3\n"
    try study.write(to: work, folder: "mine")
    let outcome = try work.shell("\"$EVENTSTUDY\" run mine/study.yaml --output reports")
    #expect(
      outcome.errors.contains("the delisting return of 'B' is in its price file already, ciz/B.csv:"),
      "\(outcome.errors)")
    let days = try ReportFile(path: work.path("reports/abnormal_returns.csv"))
    #expect(days.values("return").count { Double($0).map { abs($0 + 0.3) < 1e-12 } ?? false } == 1)
  }

  @Test func aDelistingOnTheDayOfTheLastPriceIsAFault() throws {
    let study = try delisted()
    try study.work.write(
      "security,delisting_return,delisting_date\nS01,-0.4,2023-04-28\n", to: "study/securities.csv")
    try study.change("events: events.csv", to: "events: events.csv\nsecurities: securities.csv")
    let outcome = try study.run()
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains("the delisting of 'S01' is of 2023-04-28, but it has prices up to 2023-04-28"))
    let days = try study.table("abnormal_returns.csv", by: ["event_id", "day"])
    #expect(days[["E01", "1"]]?["return"]?.isEmpty == false && days[["E01", "2"]]?["return"] == "")
  }
}
