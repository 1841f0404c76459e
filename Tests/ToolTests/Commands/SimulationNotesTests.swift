import Foundation
import TestSupport
import Testing

/// What `simulate` leaves out, warns of and refuses.
@Suite struct SimulationNotesTests {
  @Test func eventsThatDoNotMoveAreNamed() throws {
    let work = try SimulateTests.studyOfPrices()
    let first = (work.read("study/events.csv") ?? "").split(separator: "\n")[1]
    let another = first.replacing(/^[^,]*/, with: "AGAIN").replacing("2019-10-07", with: "2019-08-07")
    try work.write((work.read("study/events.csv") ?? "") + another + "\n", to: "study/events.csv")
    let outcome = try work.run(
      "simulate", "study/study.yaml", "--dates", "one", "--replications", "2", "--summary", "--output", "one")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\nleft out, one event a security: AGAIN\n"))
    #expect(work.read("one/manifest.json")?.contains(#""left_out": ["AGAIN"]"#) == true)
  }

  @Test func testsThatDrawAreNamedWhereTheyAreLeftOut() throws {
    let work = try SimulateTests.studyOfPrices()
    let outcome = try work.run(
      "simulate", "study/study.yaml", "--replications", "2", "--summary", "--output", "some")
    let drawing = ["bootstrap-t", "bootstrap-skewness", "sign-flip", "placebo", "wild-cluster"]
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\nleft out without --resamples: \(drawing.joined(separator: ", "))\n"))
    let differences = ["difference-t", "difference-rank-sum", "difference-portfolio-t"]
    let list = (drawing + differences).map { "\"\($0)\"" }.joined(separator: ", ")
    #expect(work.read("some/manifest.json")?.contains("\"tests_left_out\": [\(list)]") == true)
    try work.write((work.read("study/study.yaml") ?? "") + "tests: [sign-flip]\n", to: "study/study.yaml")
    let none = try work.run("simulate", "study/study.yaml", "--replications", "2", "--output", "none")
    #expect(none.status == 65 && none.errors.contains("without drawing samples: sign-flip"))
    #expect(none.errors.contains("help: say how many samples they draw, such as --resamples 199"))
    #expect(try !work.list(".").contains("none"))
    // Nobody waits for the prices to hear it.
    let unread = try work.shell(
      "find study/prices -type f -exec truncate -s 0 {} + ; \"$EVENTSTUDY\" simulate study/study.yaml")
    #expect(unread.status == 65 && unread.errors == none.errors)
  }

  /// Of a few dates many replications learn no more than of each date once.
  @Test func fewDatesAreTold() throws {
    let work = try SimulateTests.studyOfPrices()
    let outcome = try work.run(
      "simulate", "study/study.yaml", "--dates", "one", "--replications", "900", "--summary", "--output",
      "few")
    #expect(outcome.status == 0)
    let told = try #require(outcome.output.firstMatch(of: /some events have only (\d+) dates to move to/))
    #expect((1..<900).contains(Int(told.1) ?? 0))
    #expect(work.read("few/manifest.json")?.contains("\"fewest_dates\": \(told.1)") == true)
  }

  @Test(arguments: [
    (["--replications", "0"], "--replications must be from 1"),
    (["--variance=-1"], "--variance must not be negative"),
    (["--variance", "-1"], "--variance must not be negative, found -1.0"),
    (["--replications", "-5"], "--replications must be from 1"),
    (["--abnormal-return", "--variance", "1"], "is invalid for '--abnormal-return"),
    (["--events", "5"], "belong to a drawn market"),
    (["--market", "t4", "--dates", "study"], "knows no dates of the study"),
    (["--market", "t4", "--correlation", "0.1"], "add --dates one"),
    (["--abnormal-return", "0,x"], "is invalid for '--abnormal-return"),
    (["--abnormal-return", "0,0"], "is invalid for '--abnormal-return"),
  ])
  func wrongUse(_ arguments: [String], _ message: String) throws {
    let work = try SimulateTests.studyOfPrices()
    let outcome = try work.shell(
      "\"$EVENTSTUDY\" simulate study/study.yaml " + arguments.joined(separator: " "))
    #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome)")
  }

  /// A drawn market has no sessions beside the windows, which these models look at.
  @Test(arguments: ["dimson", "scholes-williams"]) func modelsThatADrawnMarketCannotHave(_ model: String)
    throws
  {
    let work = try SimulateTests.studyOfPrices()
    try work.write((work.read("study/study.yaml") ?? "") + "models: [\(model)]\n", to: "study/study.yaml")
    let outcome = try work.run("simulate", "study/study.yaml", "--market", "normal", "--events", "5")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("the model '\(model)' has no estimate in a drawn market"), "\(outcome)")
  }

  @Test func historiesThatAreTooShort() throws {
    let work = try SimulateTests.studyOfPrices()
    let text = (work.read("study/study.yaml") ?? "") + "estimation: {length: 600, last: -11}\n"
    try work.write(text, to: "study/study.yaml")
    let outcome = try work.run("simulate", "study/study.yaml", "--output", "none")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("no event has another date"))
    #expect(outcome.errors.contains("--market normal"))
    #expect(try !work.list().contains("none"))
  }
}
