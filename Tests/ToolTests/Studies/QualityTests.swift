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
        "no finding of quality.csv on 3 securities"))
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
}
