import TestSupport
import Testing

/// Options of `run` beside what the study says, and beside each other.
@Suite struct RunOptionsTests {
  @Test func theCacheOfTheCommandLineWins() throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.study += "cache: of-the-study\n"
    try study.write(to: work, folder: "mine")
    #expect(try work.run("run", "mine/study.yaml", "--output", "out", "--cache", "of-the-line").status == 0)
    #expect(try work.list("of-the-line").contains { $0.hasSuffix(".rows") })
    #expect(try !work.list("mine").contains("of-the-study") && !work.list().contains("of-the-study"))
  }

  /// Tests over events say nothing of a single one: its windows stand in their place, as `explain` has them.
  @Test func theSummaryOfOneEventHasItsWindows() throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.events = "event_id,security,announced_at,phase\nE3,B,2019-09-10,pre-open\n"
    try study.write(to: work, folder: "mine")
    let told = try work.run("run", "mine/study.yaml", "--output", "out", "--summary").output
    let explained = try work.run("explain", "mine/study.yaml", "E3").output
    let windows = explained.split(separator: "\n").drop { !$0.hasSuffix("BHAR") }
    #expect(windows.count == 3 && windows.allSatisfy { told.contains($0) }, "\(told)")
    #expect(told.contains("The event, market-model") && !told.contains("their p"))
    try ExampleStudy().write(to: work, folder: "mine")
    let several = try work.run("run", "mine/study.yaml", "--output", "out", "--summary").output
    #expect(several.contains("their p") && !several.contains("The event, "))
  }

  /// Beside the tests stands what they are of: the average CAR of the events that enter, and how many rose.
  @Test func theSummaryHasTheAverageOfEachWindow() throws {
    let work = try WorkDirectory()
    try ExampleStudy().write(to: work, folder: "mine")
    let told = try work.run("run", "mine/study.yaml", "--output", "out", "--summary").output
    let windows = try ReportFile(path: work.path("out/windows.csv"))
    for window in ["[0,0]", "[-1,1]"] {
      let cars = windows.rows.filter { windows.value($0, "window") == window }
        .compactMap { Double(windows.value($0, "car")) }
      let line = try #require(told.split(separator: "\n").first { $0.hasPrefix(window) })
      let cells = line.split(separator: " ")
      try #require(cells.count > 4 && cars.count > 1)
      #expect(Int(cells[1]) == cars.count && cells[3] == "%" && Int(cells[4]) == cars.count { $0 > 0 })
      let average = try #require(Double(cells[2]))
      #expect(abs(average - 100 * cars.reduce(0, +) / Double(cars.count)) <= 0.005_000_001)
    }
  }

  @Test func quietSaysNoSummary() throws {
    let work = try WorkDirectory()
    try ExampleStudy().write(to: work, folder: "mine")
    let told = try work.run("run", "mine/study.yaml", "--output", "out", "--summary")
    #expect(told.status == 0 && told.output.contains("E1"))
    let quiet = try work.run("run", "mine/study.yaml", "--output", "out", "--summary", "--quiet")
    #expect(quiet == .init(status: 0, output: "", errors: ""))
  }

  /// `check` is asked as `run` is: for a program that watches, and for one that wants to know of warnings.
  @Test func checkHasTheOptionsOfRun() throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.events += "E4,A,2019-03-05,pre-open\nE5,B,2019-09-24,\n"
    try study.write(to: work, folder: "mine")
    #expect(try work.run("check", "mine/study.yaml").status == 0)
    let strict = try work.run("check", "mine/study.yaml", "--strict", "--quiet", "--jobs", "1")
    #expect(strict.status == 1 && strict.output.isEmpty)
    #expect(
      strict.errors == """
        eventstudy: warning: 1 event is excluded, 1 event has warnings
          help: the columns status and warnings of the lines say why

        """)
    study.events += "E6,Z,2019-09-24,\n"
    try study.write(to: work, folder: "mine")
    let json = try work.run("check", "mine/study.yaml", "--log-format", "json")
    #expect(json.status == 1 && json.output.contains("E6"))
    #expect(json.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("{\"") && $0.hasSuffix("}") })
    let lost = try work.run("explain", "mine/study.yaml", "E9", "--log-format", "json")
    #expect(lost.status == 64 && lost.errors.hasPrefix("{\""))
  }
}
