import Foundation
import TestSupport
import Testing

/// `--as-of`: a study as it would have come out on that evening.
@Suite struct AsOfTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// The tables of results; quality.csv counts the rows of files, those after the date too.
  private func tables(_ folder: String) throws -> [String: String] {
    let names = try work.list(folder).filter { $0.hasSuffix(".csv") && $0 != "quality.csv" }
    #expect(names.count == 9)
    return Dictionary(uniqueKeysWithValues: names.map { ($0, work.read("\(folder)/\($0)") ?? "") })
  }

  /// Takes every row after `date` out of the price files; the date is what looks like one.
  private func cut(_ study: String, after date: String) throws {
    let files = try work.shell("find \(study) -name '*.csv'").output.split(separator: "\n").map(String.init)
    let isKept = { (file: String) in
      file.hasSuffix("events.csv") || file.hasSuffix("suspensions.csv") || file.contains("/intraday/")
    }
    for file in files where !isKept(file) {
      let lines = (work.read(file) ?? "").split(separator: "\n")
      let column = lines[0].split(separator: ",").firstIndex { $0.lowercased().contains("date") } ?? 0
      let kept = lines.filter { line in
        let field = line.split(separator: ",", omittingEmptySubsequences: false)[column]
        return line == lines[0] || field <= date
      }
      try work.write(kept.joined(separator: "\n") + "\n", to: file)
    }
  }

  private func statuses() throws -> [String] {
    let events = try ReportFile(path: work.path("reports/events.csv"))
    return events.rows.map { row in
      ["event_id", "day_zero", "status", "reason"].map { events.value(row, $0) }.filter { !$0.isEmpty }
        .joined(separator: " ")
    }
  }

  @Test(arguments: [
    "2019-08-05", "2019-08-06", "2019-08-07", "2019-08-10", "2019-08-14", "2019-09-10", "2019-09-17",
    "2019-10-07", "2019-10-08", "2019-10-15",
  ])
  func isTheStudyWithItsFilesCutThere(_ date: String) throws {
    try ExampleStudy().write(to: work, folder: "study")
    #expect(try work.run("run", "study/study.yaml", "--output", "reports", "--as-of", date).status == 0)
    try cut("study", after: date)
    #expect(try work.run("run", "study/study.yaml", "--output", "cut", "--as-of", date).status == 0)
    #expect(try tables("reports") == tables("cut"))
    #expect(try ReportManifest(folder: work.path("reports")).counts.addUp)
  }

  @Test(arguments: [
    "2019-09-30", "2019-10-07", "2019-10-08", "2019-10-09", "2019-10-10", "2019-10-11", "2019-10-22",
  ])
  func isTheSampleWithItsFilesCutThere(_ date: String) throws {
    try work.copy("SampleData/entity-list-2019", to: "study")
    #expect(try work.run("run", "study/study.yaml", "--output", "reports", "--as-of", date).status == 0)
    try cut("study", after: date)
    #expect(try work.run("run", "study/study.yaml", "--output", "cut", "--as-of", date).status == 0)
    #expect(try tables("reports") == tables("cut"))
  }

  @Test func eventsBecomeProvisionalAndThenUsed() throws {
    try ExampleStudy().write(to: work, folder: "study")
    let expected = [
      "2019-08-05": [
        "E1 excluded announced-after-as-of", "E2 excluded announced-after-as-of",
        "E3 excluded announced-after-as-of",
      ],
      "2019-08-06": [
        "E1 2019-08-07 provisional", "E2 excluded announced-after-as-of", "E3 excluded announced-after-as-of",
      ],
      "2019-08-13": [
        "E1 2019-08-07 provisional", "E2 excluded announced-after-as-of", "E3 excluded announced-after-as-of",
      ],
      "2019-08-14": [
        "E1 2019-08-07 used", "E2 excluded announced-after-as-of", "E3 excluded announced-after-as-of",
      ],
      "2019-10-08": ["E1 2019-08-07 used", "E2 2019-10-08 provisional", "E3 2019-09-10 used"],
      "2019-10-15": ["E1 2019-08-07 used", "E2 2019-10-08 used", "E3 2019-09-10 used"],
    ]
    for (date, lines) in expected {
      #expect(try work.run("run", "study/study.yaml", "--output", "reports", "--as-of", date).status == 0)
      #expect(try statuses() == lines, "as of \(date)")
    }
  }

  @Test func aProvisionalEventReportsWhatIsComplete() throws {
    try ExampleStudy().write(to: work, folder: "study")
    #expect(
      try work.run("run", "study/study.yaml", "--output", "reports", "--as-of", "2019-08-07").status == 0)
    let windows = try ReportFile(path: work.path("reports/windows.csv"))
    #expect(windows.values("window") == ["[0,0]", "[-1,1]"])
    #expect(windows.values("status") == ["ok", "excluded"])
    #expect(windows.values("reason") == ["", "window-not-over"])
    let returns = try ReportFile(path: work.path("reports/abnormal_returns.csv"))
    #expect(returns.values("day") == ["-5", "-4", "-3", "-2", "-1", "0"])
    #expect(returns.values("session").last == "2019-08-07")
    let tests = try ReportFile(path: work.path("reports/tests.csv"))
    #expect(tests.values("events") == ["1", "1", "0", "0", "1", "0"])
    #expect(try work.run("run", "study/study.yaml", "--as-of", "2019-08-07", "--strict").status == 1)
  }

  @Test func withoutItTheLatestPriceCounts() throws {
    try ExampleStudy().write(to: work, folder: "study")
    #expect(try work.run("run", "study/study.yaml", "--output", "reports").status == 0)
    #expect(work.read("reports/manifest.json")?.contains("\"as_of\": \"2019-12-31\"") == true)
  }

  /// A latest day is taken for a slip where no other row of any file is near it, one of a file that no event needs too.
  @Test(arguments: [true, false]) func filesThatNoEventNeedsReachAsFarAsTheirRows(_ isAlone: Bool) throws {
    var study = ExampleStudy()
    let rows = (study.files["prices/B.csv"] ?? "").split(separator: "\n")
    let later = rows.dropFirst().map { $0.replacing("2019-", with: "2021-") }
    study.files["prices/C.csv"] = (rows + (isAlone ? later.suffix(1) : later)).joined(separator: "\n") + "\n"
    try study.write(to: work, folder: "study")
    let outcome = try work.run("run", "study/study.yaml", "--output", "reports", "--strict")
    #expect(outcome.status == (isAlone ? 1 : 0))
    let told = outcome.errors.split(separator: "\n").filter { $0.contains("[date-out-of-order]") }
    #expect(told.count == (isAlone ? 1 : 0))
    let message = "prices/C.csv: warning: the latest date of all prices, 2021-12-31,"
    #expect(told.allSatisfy { $0.hasPrefix(message) }, "\(outcome.errors)")
  }
}
