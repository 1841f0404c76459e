import Foundation
import TestSupport
import Testing

/// `explain --format csv`: what an event's numbers are made of, for whoever has to make them again.
@Suite struct ExplainDaysTests {
  private let work: WorkDirectory

  init() throws {
    work = try WorkDirectory()
    try work.copy("SampleData/entity-list-2019", to: "study")
  }

  private func days(_ event: String) throws -> ReportFile {
    let outcome = try work.run("explain", "study/study.yaml", event, "--format", "csv")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    return ReportFile(text: outcome.output)
  }

  /// Least squares by the sums of the table's returns gives the model of the report.
  @Test func leastSquaresOnTheUsableReturnsGivesTheModel() throws {
    #expect(try work.run("run", "study/study.yaml", "--output", "reports").status == 0)
    let models = try ReportFile(path: work.path("reports/models.csv"))
    for event in ["AMBA-2019-10-07", "002415-2019-10-07"] {
      let table = try days(event)
      let usable = table.rows.filter { table.value($0, "usable") == "true" }
      let pairs = try usable.map { row in
        (
          x: try #require(Double(table.value(row, "benchmark_return"))),
          y: try #require(Double(table.value(row, "return")))
        )
      }
      let parameters = models.rows.filter { models.value($0, "event_id") == event }
      let count = Double(pairs.count)
      let (x, y) = (pairs.reduce(0) { $0 + $1.x } / count, pairs.reduce(0) { $0 + $1.y } / count)
      let beta =
        pairs.reduce(0) { $0 + ($1.x - x) * ($1.y - y) } / pairs.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
      for (name, value) in [("alpha", y - beta * x), ("beta", beta), ("observations", count)] {
        let row = try #require(parameters.first { models.value($0, "parameter") == name })
        let estimate = try #require(Double(models.value(row, "estimate")))
        #expect(abs(estimate - value) < 1e-12)
      }
    }
  }

  /// Days after the event on which models are estimated are there too, and the event window is none of them.
  @Test func aWindowAfterTheEventIsShown() throws {
    try work.copy("SampleData/earnings-2012", to: "earnings")
    let study = try #require(work.read("earnings/study.yaml"))
    let keys = "{period: both, length: 60, last: -11, post_first: 11, post_length: 40}"
    let lines =
      study.split(separator: "\n").filter { !$0.hasPrefix("estimation:") } + ["estimation: \(keys)\n"]
    try work.write(lines.joined(separator: "\n"), to: "earnings/study.yaml")
    let outcome = try work.run("explain", "earnings/study.yaml", "GOOG-2012-10-18", "--format", "csv")
    let table = ReportFile(text: outcome.output)
    let windows = table.rows.map { table.value($0, "window") + " " + table.value($0, "usable") }
    #expect(windows.count { $0 == "estimation true" } == 100 && windows.count { $0 == "event " } == 21)
    #expect(table.rows.last.map { table.value($0, "day") } == "50")
  }

  /// Every price stands on the line that the table names, and the returns are those of the prices.
  @Test func everyPriceStandsWhereItIsSaidTo() throws {
    let table = try days("AMBA-2019-10-07")
    #expect(table.rows.count == 1 + 250 + 21)
    var before: Double?
    for row in table.rows {
      let close = try #require(Double(table.value(row, "adjusted_close")))
      for (file, value, line) in [
        ("price_file", "close", "price_line"), ("benchmark_file", "benchmark_value", "benchmark_line"),
      ] {
        let text = try #require(work.read("study/" + table.value(row, file)))
        let number = try #require(Int(table.value(row, line)))
        let written = text.split(separator: "\n", omittingEmptySubsequences: false)[number - 1]
        #expect(written.contains(table.value(row, "session")))
        let numbers = written.split(separator: ",").compactMap { Double($0) }
        #expect(
          numbers.contains { "\($0)" == table.value(row, value) || $0 == Double(table.value(row, value)) })
      }
      if let before {
        #expect(abs((Double(table.value(row, "return")) ?? .nan) - (close / before - 1)) < 1e-15)
      }
      before = close
    }
  }

  /// What securities.csv calls the security, and what the events file notes.
  @Test func theStoryHasTheNameAndTheNote() throws {
    var study = ExampleStudy()
    study.study += "securities: securities.csv\n"
    study.files["securities.csv"] = "security,name\nA,Alpha Corporation\n"
    study.events = "event_id,security,announced_at,note\nE1,A,2019-09-10,guidance cut\nE2,B,2019-09-10,\n"
    try study.write(to: work, folder: "mine")
    let first = try work.run("explain", "mine/study.yaml", "E1").output.split(separator: "\n")
    #expect(first[0] == "Event E1: A (Alpha Corporation) on XNYS, benchmark M")
    #expect(first[2] == "  note           guidance cut")
    let second = try work.run("explain", "mine/study.yaml", "E2").output
    #expect(second.hasPrefix("Event E2: B on XNYS, benchmark M\n") && !second.contains("  note "))
  }

  @Test func aSuspensionIsSpannedAndAnExcludedEventHasNoDays() throws {
    let table = try days("002415-2019-10-07")
    let dayZero = try #require(table.rows.first { table.value($0, "day") == "0" })
    #expect(table.value(dayZero, "span") == "3" && table.value(dayZero, "session") == "2019-10-10")
    #expect(table.value(dayZero, "window") == "event" && table.value(dayZero, "usable").isEmpty)
    try work.write("event_id,security,announced_at\nE,NOBODY,2019-10-07\n", to: "study/events.csv")
    let none = try work.run("explain", "study/study.yaml", "E", "--format", "csv")
    #expect(none.status == 0 && none.output.split(separator: "\n").count == 1)
  }
}
