import Foundation
import TestSupport
import Testing

/// Groups whose events are excluded, some or all of them, and where groups come from.
@Suite struct ExcludedGroupsTests {
  /// The default written out is the default: securities.csv gives the groups where events have none.
  @Test func theUsualColumnMayBeNamedWithoutBeingThere() throws {
    func report(_ keys: String) throws -> (errors: String, averages: String?) {
      let work = try WorkDirectory()
      var study = ExampleStudy()
      study.study += "securities: securities.csv\n" + keys
      study.files["securities.csv"] = "security,group\nA,tech\nB,banks\n"
      try study.write(to: work, folder: "study")
      let outcome = try work.run("run", "study/study.yaml", "--output", "reports")
      #expect(outcome.status == 0)
      return (outcome.errors, work.read("reports/averages.csv"))
    }
    let (silent, named) = (try report(""), try report("group_by: group\n"))
    #expect(named == silent && named.averages?.contains("\ntech,") == true)
  }

  /// Runs the study with six events of the groups x, y and z; of `excluded` nothing was known before its announcement.
  private func tests(excluding excluded: String?) throws -> ReportFile {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.study = study.study.replacingOccurrences(
      of: "[cross-sectional-t, sign]", with: "[difference-t]\ncompare: all")
    let groups = ["x", "y", "x", "y", "z", "y"]
    let days = ["07-09", "07-30", "08-20", "09-10", "10-08", "10-29"]
    study.events = "event_id,security,announced_at,group\n"
    for (number, (group, day)) in zip(groups, days).enumerated() {
      let isExcluded = excluded == group || excluded == "E\(number)"
      study.events +=
        "E\(number),\(number % 2 == 0 ? "A" : "B"),2019-\(isExcluded ? "01-08" : day),\(group)\n"
    }
    try study.write(to: work, folder: "study")
    #expect(try work.run("run", "study/study.yaml", "--output", "reports").status == 0)
    let averages = try ReportFile(path: work.path("reports/averages.csv"))
    let counts = averages.rows.filter { averages.value($0, "day") == "0" }
      .map { averages.value($0, "group") + " " + averages.value($0, "events") }
    #expect(
      counts == [
        "all \(excluded == nil ? 6 : 5)", "x \(excluded == "E0" ? 1 : 2)", "y 3",
        "z \(excluded == "z" ? 0 : 1)",
      ])
    return try ReportFile(path: work.path("reports/tests.csv"))
  }

  /// Electronics and banks in GBK are two groups, although neither is UTF-8 text, and that is told.
  @Test func groupsThatAreNotUTF8StayApart() throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.study += "group_by: sector\n"
    try study.write(to: work, folder: "study")
    var events = Data("event_id,security,announced_at,sector\n".utf8)
    for (number, sector) in [[0xB5, 0xE7], [0xD2, 0xF8], [0xB5, 0xE7], [0x41]].enumerated() {
      events += Data("E\(number),\(number % 2 == 0 ? "A" : "B"),2019-0\(number + 6)-11,".utf8)
      events += Data(sector.map { UInt8($0) } + [10])
    }
    try events.write(to: URL(fileURLWithPath: work.path("study/events.csv")))
    let outcome = try work.run("run", "study/study.yaml", "--output", "reports")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("events.csv:2:17: error: the field 'sector' is not UTF-8 text"))
    let table = try ReportFile(path: work.path("reports/events.csv"))
    #expect(table.values("group") == [#"\xB5\xE7"#, #"\xD2\xF8"#, #"\xB5\xE7"#, "A"])
    #expect(table.values("status") == ["used", "used", "used", "used"])
  }

  /// securities.csv has one classification, a column of the study's choice is another.
  @Test(arguments: [("group_by: sector\n", "sector", ["x", ""]), ("", "group", ["x", "of B"])])
  func theGroupsOfSecuritiesStandInForTheColumnGroupAlone(
    _ key: String, _ column: String, _ groups: [String]
  ) throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.study += key + "securities: securities.csv\n"
    study.files["securities.csv"] = "security,group\nA,of A\nB,of B\n"
    study.events = "security,announced_at,\(column)\nA,2019-09-10,x\nB,2019-09-10,\n"
    try study.write(to: work, folder: "study")
    #expect(try work.run("run", "study/study.yaml", "--output", "reports").status == 0)
    #expect(try ReportFile(path: work.path("reports/events.csv")).values("group") == groups)
  }

  /// A test of differences that finds no pair of groups says so.
  @Test(arguments: [
    ("x,y,x", "two-groups", ""), ("x,y,z", "two-groups", "3"), ("x,x,x", "two-groups", "1"),
    ("x,x,x", "all", "1"), (",,", "all", "none"), ("x,y,z", "all", ""), ("x,y,z", "none", ""),
  ])
  func aTestWithoutPairsIsTold(_ groups: String, _ compare: String, _ count: String) throws {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    study.study = study.study.replacingOccurrences(of: "[cross-sectional-t, sign]", with: "[difference-t]")
    study.study += "compare: \(compare)\n"
    study.events = "security,announced_at,group\n"
    for (number, group) in groups.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
      study.events += "A,2019-0\(number + 6)-11,\(group)\n"
    }
    try study.write(to: work, folder: "study")
    let outcome = try work.run("check", "study/study.yaml")
    let message = "'difference-t' compares groups, and the events have \(count): nothing is compared"
    #expect(
      outcome.errors.contains(message + " [groups-not-compared]") == !count.isEmpty, "\(outcome.errors)")
    #expect(!count.isEmpty || outcome.errors.isEmpty)
  }

  /// What a group's rows are called does not hang on which of its events can be used.
  @Test(arguments: [nil, "E0", "z"]) func theyKeepTheirPlaceAndTheirRows(_ excluded: String?) throws {
    let table = try tests(excluding: excluded)
    let rows = table.rows.filter {
      table.value($0, "window") == "[0,0]" && table.value($0, "test") == "difference-t"
    }
    #expect(rows.map { table.value($0, "group") } == ["x-y", "x-z", "y-z"])
    #expect(rows.map { table.value($0, "reason").isEmpty } == [excluded != "E0", false, false])
  }
}
