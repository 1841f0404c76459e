import Foundation
import TestSupport
import Testing

/// `simulate`: sizes and power in a drawn market and on a study's own prices.
@Suite struct SimulateTests {
  static func studyOfPrices() throws -> WorkDirectory {
    let work = try WorkDirectory()
    try work.copy("SampleData/entity-list-2019", to: "study")
    return work
  }

  /// The rows of size_power.csv by abnormal return, variance, window and test.
  private func rows(_ work: WorkDirectory, _ folder: String) throws -> [String: [String: String]] {
    let lines = (work.read("\(folder)/size_power.csv") ?? "").split(separator: "\n").map {
      $0.replacingOccurrences(of: "\"[0,0]\"", with: "day").replacingOccurrences(
        of: "\"[-1,1]\"", with: "three"
      )
      .replacingOccurrences(of: "\"[0,1]\"", with: "two").replacingOccurrences(
        of: "\"[-5,5]\"", with: "eleven"
      )
      .split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(lines.first)
    return Dictionary(
      uniqueKeysWithValues: lines.dropFirst().map { line in
        let row = Dictionary(zip(header, line)) { first, _ in first }
        let key = ["abnormal_return", "variance", "window", "test"].map { row[$0] ?? "" }
        return (key.joined(separator: " "), row)
      })
  }

  private func share(_ rows: [String: [String: String]], _ key: String, _ column: String = "rejected_5")
    -> Double
  {
    rows[key]?[column].flatMap(Double.init) ?? .nan
  }

  @Test func sizesAndPowerOfADrawnMarket() throws {
    let work = try Self.studyOfPrices()
    let outcome = try work.run(
      "simulate", "study/study.yaml", "--market", "normal", "--events", "10", "--replications", "160",
      "--abnormal-return", "0,0.02", "--output", "drawn")
    #expect(outcome == .init(status: 0, output: "", errors: ""))
    let rows = try rows(work, "drawn")
    // Four standard errors of 5 % in 160 replications are 7 %.
    for test in ["j1", "patell", "bmp", "cross-sectional-t", "grank-t", "corrado-rank", "sign"] {
      let size = share(rows, "0 1 day \(test)")
      #expect(size < 0.12 && size >= 0, "\(test): \(size)")
    }
    // Power of a z-test with d = 2 %, s = 2 %, N = 10: 0.885 (METHODS 5.21).
    #expect(abs(share(rows, "0.02 1 day j1") - 0.885) < 0.11)
    #expect(abs(share(rows, "0.02 1 day j1", "mean_estimate") - 0.02) < 0.003)
    #expect(rows["0 1 day wild-cluster"] == nil, "resampling tests are left out")
    #expect(rows["0 1 day portfolio-t"]?["answered"] == "0")
    #expect(rows["0 1 day portfolio-t"]?["reason"] == "no-common-event-date")
    #expect(rows["0 1 day portfolio-t"]?["rejected_5"] == "")
  }

  /// Four times the variance is twice the standard deviation: `2 Phi(-1.96 / 2)` (METHODS 11's sizes under a factor v).
  @Test func aVarianceFactorInflatesTestsOfAConstantVariance() throws {
    let work = try Self.studyOfPrices()
    let outcome = try work.run(
      "simulate", "study/study.yaml", "--market", "normal", "--events", "10", "--replications", "160",
      "--variance", "4", "--output", "drawn")
    #expect(outcome.status == 0)
    // 0.327, four standard errors of which are 0.148; under 16 times the variance it would be 0.624.
    #expect(abs(share(try rows(work, "drawn"), "0 4 day j1") - 0.327) < 0.148)
  }

  @Test func aCommonDateWithCorrelatedErrors() throws {
    let work = try Self.studyOfPrices()
    let outcome = try work.run(
      "simulate", "study/study.yaml", "--market", "normal", "--events", "20", "--replications", "100",
      "--dates", "one", "--correlation", "0.2", "--output", "drawn")
    #expect(outcome.status == 0)
    let rows = try rows(work, "drawn")
    // 2 Phi(-1.96 / sqrt(1 + 19 * 0.2)) = 0.371; adjusted tests keep their size.
    #expect(abs(share(rows, "0 1 day patell") - 0.371) < 0.2)
    #expect(share(rows, "0 1 day adjusted-bmp") < 0.15 && share(rows, "0 1 day portfolio-t") < 0.15)
  }

  @Test func theSameWhateverTheJobsAndOfThePricesOfTheStudy() throws {
    let work = try Self.studyOfPrices()
    let arguments = "simulate study/study.yaml --replications 24 --variance 1,4 --seed 5"
    for jobs in ["1", "2", "3"] {
      let outcome = try work.shell("\"$EVENTSTUDY\" \(arguments) --jobs \(jobs) --output jobs-\(jobs)")
      #expect(outcome == .init(status: 0, output: "", errors: ""))
    }
    #expect(work.read("jobs-1/size_power.csv") == work.read("jobs-2/size_power.csv"))
    #expect(work.read("jobs-1/size_power.csv") == work.read("jobs-3/size_power.csv"))
    #expect(work.read("jobs-1/manifest.json") == work.read("jobs-2/manifest.json"))
    #expect(try work.list("jobs-1") == ["manifest.json", "size_power.csv"])
    let rows = try rows(work, "jobs-1")
    #expect(rows["0 1 day bmp"]?["mean_events"] == "9")
    // A later run takes the folder's place; a folder with anything else is refused.
    #expect(try work.shell("\"$EVENTSTUDY\" \(arguments) --output jobs-1").status == 0)
    try work.write("mine", to: "other/notes.txt")
    #expect(try work.shell("\"$EVENTSTUDY\" \(arguments) --output other").status == 73)
  }

  /// A share of two answers is not one of forty.
  @Test func testsThatSeldomAnsweredSayHowOften() throws {
    let work = try Self.studyOfPrices()
    let outcome = try work.run(
      "simulate", "study/study.yaml", "--dates", "independent", "--replications", "40", "--summary",
      "--output", "apart")
    #expect(outcome.status == 0)
    let answered = try rows(work, "apart")["0 1 day portfolio-t"]?["answered"] ?? ""
    #expect((1..<40).contains(Int(answered) ?? 0))
    let line = outcome.output.split(separator: "\n").first { $0.hasPrefix("portfolio-t ") }
    #expect(line?.contains(") of \(answered)") == true)
    #expect(outcome.output.contains("\nof N: the test had an answer in N of the 40 replications\n"))
    #expect(outcome.output.split(separator: "\n").first { $0.hasPrefix("bmp ") }?.contains(" of ") == false)
  }

  /// An event whose history is too short has no place in the simulated sample either.
  @Test func eventsThatNoModelCanEstimateDoNotMove() throws {
    let work = try Self.studyOfPrices()
    let first = (work.read("study/events.csv") ?? "").split(separator: "\n")[1]
    let early = first.replacing(/^[^,]*/, with: "EARLY").replacing("2019-10-07", with: "2017-12-07")
    try work.write((work.read("study/events.csv") ?? "") + early + "\n", to: "study/events.csv")
    #expect(
      try work.run("simulate", "study/study.yaml", "--replications", "2", "--output", "moved").status == 0)
    #expect(try rows(work, "moved")["0 1 day bmp"]?["mean_events"] == "9")
    #expect(
      work.read("moved/manifest.json")?.contains(#""excluded_by_reason": {"estimation-window-too-short": 1}"#)
        == true)
  }

  @Test func testsThatNoReplicationMakesAreNamed() throws {
    let work = try Self.studyOfPrices()
    try work.write(
      (work.read("study/study.yaml") ?? "")
        + "conventions: [estudy2]\ncalendar_time: {minimum_firms: 100}\n"
        + "tests: [patell, calendar-time, calendar-time:alpha, difference-t]\n",
      to: "study/study.yaml")
    let outcome = try work.run(
      "simulate", "study/study.yaml", "--replications", "2", "--summary", "--output", "some")
    #expect(outcome.status == 0)
    #expect(
      outcome.output.contains(
        """

        left out since portfolio regressions are not simulated: calendar-time:alpha
        left out since groups are not simulated: difference-t

        """))
    #expect(
      work.read("some/manifest.json")?.contains(
        #""tests_left_out": ["calendar-time:alpha", "difference-t"]"#) == true)
    let rows = try rows(work, "some")
    #expect(rows["0 1 day patell:estudy2"] != nil)
    #expect(rows["0 1 day calendar-time"]?["reason"] == "too-few-days")
  }

  @Test func keysOfTheStudyAsFlags() throws {
    let work = try WorkDirectory()
    try ExampleStudy().write(to: work, folder: "study")
    let keys =
      "--prices 'study/prices/*.csv' --exchange XNYS --benchmark B --event-window -5,5 --windows '[[0,0]]' --tests sign "
      + "--estimation '{length: 60, last: -11, minimum: 30}'"
    let moved = try work.shell(
      "\"$EVENTSTUDY\" simulate \(keys) --events study/events.csv --replications 3 --output moved")
    #expect(moved.status == 0, "\(moved)")
    let drawn = try work.shell(
      "\"$EVENTSTUDY\" simulate \(keys) --set events=study/events.csv --market normal --events 5 --replications 3 --output drawn"
    )
    #expect(try drawn.status == 0 && rows(work, "drawn")["0 1 day sign"]?["mean_events"] == "5")
  }

  /// Windows after the event, on both sides, or counted in returns.
  @Test(arguments: ["{period: post}", "{period: both}", "{count: returns}", "{period: both, count: returns}"])
  func estimationWindowsOfEveryKind(_ estimation: String) throws {
    let work = try WorkDirectory()
    try work.copy("SampleData/earnings-2012", to: "study")
    let study = (work.read("study/study.yaml") ?? "").split(separator: "\n").filter {
      !$0.hasPrefix("estimation")
    }
    try work.write(study.joined(separator: "\n") + "\nestimation: \(estimation)\n", to: "study/study.yaml")
    let drawn = try work.shell(
      "\"$EVENTSTUDY\" simulate study/study.yaml --market normal --events 12 --replications 20 --resamples 9")
    #expect(drawn.status == 0, "\(drawn)")
    guard !estimation.contains("period") else { return }
    let moved = try work.shell(
      "\"$EVENTSTUDY\" simulate study/study.yaml --replications 6 --resamples 9 --output moved")
    #expect(moved.status == 0, "\(moved)")
  }

  @Test func resamplingTestsOnRequest() throws {
    let work = try Self.studyOfPrices()
    let outcome = try work.run(
      "simulate", "study/study.yaml", "--replications", "4", "--resamples", "19", "--output", "with")
    #expect(outcome.status == 0)
    #expect(try rows(work, "with")["0 1 day bootstrap-t"]?["answered"] == "4")
  }
}
