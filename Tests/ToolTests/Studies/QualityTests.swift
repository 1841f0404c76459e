import TestSupport
import Testing

/// `quality.csv` on a small study with one fault of each kind, counted by hand.
@Suite struct QualityTests {
  private static func outcome(_ change: (inout ExampleStudy) -> Void) throws -> (
    [String: String], WorkDirectory
  ) {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    change(&study)
    try study.write(to: work, folder: "study")
    _ = try work.shell("\"$EVENTSTUDY\" run study/study.yaml --output out")
    let lines = (work.read("out/quality.csv") ?? "").split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(lines.first)
    let row = try #require(lines.first { $0[0] == "A" })
    return (Dictionary(uniqueKeysWithValues: zip(header, row)), work)
  }

  @Test func aCleanStudyHasNothingToRemark() throws {
    let (row, work) = try Self.outcome { _ in }
    #expect(row["rows_read"] == "252" && row["rows_refused"] == "0" && row["findings"] == "0")
    #expect(row["first_session"] == "2019-01-02" && row["last_session"] == "2019-12-31")
    #expect(row["worst_finding"] == "")
    #expect(
      try work.shell("\"$EVENTSTUDY\" check study/study.yaml").output.contains(
        "quality.csv has no finding for 3 securities"))
  }

  @Test func readyMadeReturnsHaveOutliersToo() throws {
    let (row, _) = try Self.outcome { study in
      study.study = study.study.replacing(
        "  - files: index.csv",
        with: "  - files: returns/A.csv\n    columns: {date: date, return: ret}\n"
          + "    exchange: XNYS\n    benchmark: M\n  - files: index.csv")
      study.files["prices/A.csv"] = nil
      let odd = ["2019-02-05": "5.5", "2019-04-02": "-0.9999", "2019-06-04": "9"]
      study.files["returns/A.csv"] =
        "date,ret\n"
        + ExampleStudy.sessions.enumerated().map { index, day in
          "\(day),\(odd[day] ?? (index % 2 == 0 ? "0.01" : "-0.01"))\n"
        }.joined()
    }
    #expect(row["return_outliers"] == "2" && row["scale_jumps"] == "1")
    #expect(row["largest_return"] == "9" && row["largest_return_session"] == "2019-06-04")
  }

  /// The study forms no return from or to a day on which the exchange was closed.
  @Test func aRowOfAClosedDayIsNoOutlier() throws {
    let (clean, _) = try Self.outcome { _ in }
    let (row, _) = try Self.outcome { study in
      let file = "prices/A.csv"
      let before = study.line(of: "2019-07-03", in: file)
      study.replace(before, in: file, with: before + "\n2019-07-04,200")
    }
    #expect(row["closed_day_rows"] == "1" && row["return_outliers"] == "0")
    #expect(row["largest_return"] == clean["largest_return"] && row["worst_finding"] == "closed-day")
  }

  @Test func eachKindIsCounted() throws {
    let (row, work) = try Self.outcome { study in
      let file = "prices/A.csv"
      // Two sessions without a row, one refused, one on a closed day, one twice.
      for day in ["2019-03-05", "2019-03-06"] {
        study.replace(study.line(of: day, in: file) + "\n", in: file, with: "")
      }
      study.replace(study.line(of: "2019-04-02", in: file), in: file, with: "2019-04-02,-1")
      let holiday = study.line(of: "2019-07-03", in: file)
      study.replace(holiday, in: file, with: holiday + "\n2019-07-04,50.5")
      let twice = study.line(of: "2019-05-07", in: file)
      study.replace(twice, in: file, with: twice + "\n" + twice)
      // Six equal prices.
      for day in ["2019-02-05", "2019-02-06", "2019-02-07", "2019-02-08", "2019-02-11", "2019-02-12"] {
        study.replace(study.line(of: day, in: file), in: file, with: "\(day),51")
      }
      // Pence in the place of pounds, for a day.
      let price = study.line(of: "2019-06-04", in: file)
      study.replace(price, in: file, with: price.replacing(".", with: ""))
    }
    #expect(row["rows_read"] == "252" && row["rows_refused"] == "2")
    #expect(row["missing_sessions"] == "3" && row["closed_day_rows"] == "1" && row["repeated_rows"] == "1")
    #expect(row["stale_rows"] == "6", "\(row)")
    #expect(row["longest_stale_run"] == "6")
    #expect(row["scale_jumps"] == "2" && row["return_outliers"] == "0")
    #expect(row["worst_finding"] == "scale-jump" && row["worst_finding_date"] == "2019-06-04")
    let check = try work.shell("\"$EVENTSTUDY\" check study/study.yaml")
    #expect(check.output.contains("2 scale-jump (2019-06-04), 1 refused-row"))
    // The security that would hurt the study comes first.
    #expect(work.read("out/quality.csv")?.split(separator: "\n").dropFirst().first?.hasPrefix("A,") == true)
  }

  /// Two days are missing outside all windows in A's prices, one inside the windows of its events in the benchmark's.
  @Test func whatABenchmarkLacksInTheWindowsOfItsEventsComesFirst() throws {
    let (row, work) = try Self.outcome { study in
      for (file, day) in [("prices/A", "2019-01-08"), ("prices/A", "2019-01-10"), ("index", "2019-06-05")] {
        study.replace(study.line(of: day, in: "\(file).csv") + "\n", in: "\(file).csv", with: "")
      }
    }
    #expect(row["missing_sessions"] == "2")
    let securities = (work.read("out/quality.csv") ?? "").split(separator: "\n").dropFirst().map {
      $0.prefix(2)
    }
    #expect(securities == ["M,", "A,", "B,"])
  }

  /// Event day -12 is in the estimation window, or in neither window: then what is wrong on it hurts nothing.
  @Test(arguments: [(-21, "0"), (-11, "1")])
  func daysBetweenTheWindowsAreInNone(_ last: Int, _ found: String) throws {
    let (row, _) = try Self.outcome { study in
      study.study = study.study.replacing("last: -11", with: "last: \(last)")
      study.events = "security,announced_at,phase\nA,2019-09-10,pre-open\n"
      let line = study.line(of: "2019-08-22", in: "prices/A.csv")
      study.replace(line + "\n", in: "prices/A.csv", with: "")
    }
    #expect(row["missing_sessions"] == "1" && row["findings_in_windows"] == found)
  }

  /// METHODS 0.28: an estimation window may lie after the event.
  @Test func anEstimationWindowAfterTheEventCounts() throws {
    let (row, _) = try Self.outcome { study in
      study.study = study.study.replacing(
        "{length: 100, last: -11, minimum: 50}",
        with: "{period: post, post_first: 6, post_length: 40, minimum: 30}")
      study.events = "security,announced_at,phase\nA,2019-06-10,pre-open\n"
      study.replace(study.line(of: "2019-07-09", in: "prices/A.csv") + "\n", in: "prices/A.csv", with: "")
    }
    #expect(row["missing_sessions"] == "1" && row["findings_in_windows"] == "1")
  }

  /// What is wrong with a member, a control or a priced factor hurts the events that are compared with it.
  @Test(arguments: [
    "bhar: control\ncontrol: A\n",
    "portfolios: [{id: P, members: [M, A]}]\nbhar: control\ncontrol: P\n",
    "factors: [{name: other, series: A}]\nmodels: [{id: factors, factors: [other], excess: false}]\n", nil,
  ])
  func whatEventsAreComparedWithCounts(_ key: String?) throws {
    let (row, _) = try Self.outcome { study in
      study.study =
        (key == nil ? study.study.replacing("benchmark: M", with: "benchmark: M A") : study.study)
        + (key ?? "")
      study.events = "security,announced_at,phase\nB,2019-09-10,pre-open\n"
      study.replace(study.line(of: "2019-08-01", in: "prices/A.csv") + "\n", in: "prices/A.csv", with: "")
    }
    #expect(row["missing_sessions"] == "1" && row["findings_in_windows"] == "1")
  }
}
