import Foundation
import TestSupport
import Testing

/// Groups whose events are excluded, some or all of them.
@Suite struct ExcludedGroupsTests {
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
