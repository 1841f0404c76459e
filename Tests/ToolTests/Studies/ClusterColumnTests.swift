import TestSupport
import Testing

/// `clusters: COLUMN` and `wild-cluster:COLUMN`: the column is the events file's, and what it lacks is said.
@Suite struct ClusterColumnTests {
  private static func study(_ test: String, _ value: @escaping (Int) -> String) throws -> SmallMarketStudy {
    let study = try SmallMarketStudy(model: "market-model")
    try study.addColumn("sector") { place, _ in value(place) }
    try study.change("tests: [cross-sectional-t", to: "tests: [\"\(test)\", cross-sectional-t")
    return study
  }

  @Test func aColumnThatIsNotThereIsAnError() throws {
    let outcome = try Self.study("wild-cluster:sectr:webb") { "s\($0 % 4)" }.run()
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains(
        "events.csv:1: error: there is no column 'sectr', by which wild-cluster clusters the events [unknown-column]"
      ))
    #expect(outcome.errors.contains("did you mean 'sector'?"))
  }

  /// Events without a value are in no cluster, as in regressions, and counted; one cluster of all of them would be wrong.
  @Test func eventsWithoutAValueAreLeftOutAndCounted() throws {
    let study = try Self.study("wild-cluster:sector") { $0 < 5 ? "" : "s\($0 % 4)" }
    #expect(try study.run().status == 0)
    let found = try study.table("tests.csv", by: ["test", "window"])
    let row = try #require(found[["wild-cluster:sector", "[0,0]"]])
    let events = try #require(row["events"].flatMap(Int.init))
    let all = try #require(found[["cross-sectional-t", "[0,0]"]]?["events"].flatMap(Int.init))
    #expect(events < all && row["reason"] == "left out: \(all - events) events without a value in 'sector'")
    #expect(row["convention"] == "4 clusters by sector, factor G/(G-1)")
    // The same as a study of the other events.
    let lines = (study.work.read("study/events.csv") ?? "").split(separator: "\n")
    let others = lines.filter { !$0.hasSuffix(",") }
    try study.work.write(others.joined(separator: "\n") + "\n", to: "study/events.csv")
    #expect(try study.run().status == 0)
    let alone = try #require(
      try study.table("tests.csv", by: ["test", "window"])[["wild-cluster:sector", "[0,0]"]])
    for field in ["statistic", "p_value", "events", "estimate", "convention"] {
      #expect(alone[field] == row[field], "\(field)")
    }
    #expect(alone["reason"] == "")
  }

  /// The key names the clusters of every test that has some, and whose id names none.
  @Test func theStudysClustersAreThoseOfEveryTestThatHasSome() throws {
    let tests =
      "\"wild-cluster:sector\", wild-cluster, \"wild-cluster:webb\", \"sign-flip:cluster\", \"bootstrap-t:cluster\""
    func table(_ key: String) throws -> [[String]: [String: String]] {
      let study = try Self.study("sign-flip") { "s\($0 % 4)" }
      try study.change("tests: [\"sign-flip\"", to: "\(key)tests: [\(tests)")
      #expect(try study.run().status == 0)
      return try study.table("tests.csv", by: ["test", "window"])
    }
    let bySector = try table("clusters: sector\n")
    let byDate = try table("clusters: event-date\n")
    let unnamed = try table("")
    let named = try #require(bySector[["wild-cluster:sector", "[-1,1]"]])
    for field in ["statistic", "p_value", "convention"] {
      #expect(bySector[["wild-cluster", "[-1,1]"]]?[field] == named[field], "\(field)")
      #expect(byDate[["wild-cluster:sector", "[-1,1]"]]?[field] == named[field], "\(field)")
    }
    #expect(bySector[["bootstrap-t:cluster", "[-1,1]"]]?["statistic"] == named["statistic"])
    for id in ["wild-cluster", "wild-cluster:webb", "sign-flip:cluster", "bootstrap-t:cluster"] {
      #expect(bySector[[id, "[-1,1]"]]?["convention"]?.hasPrefix("4 clusters by sector") == true, "\(id)")
      #expect(byDate[[id, "[-1,1]"]]?["convention"]?.contains("clusters by date of day 0") == true, "\(id)")
      #expect(unnamed[[id, "[-1,1]"]] == byDate[[id, "[-1,1]"]], "\(id)")
    }
    // Four clusters have 16 sign patterns, each as far out as its opposite.
    let flipped = try #require(bySector[["sign-flip:cluster", "[-1,1]"]])
    #expect(flipped["estimate"] == bySector[["cross-sectional-t", "[-1,1]"]]?["estimate"])
    let share = try #require(flipped["p_value"].flatMap(Double.init))
    #expect(flipped["distribution"] == "exact" && share * 8 == (share * 8).rounded())
  }

  @Test func aMisspelledColumnOfTheStudyIsTold() throws {
    let study = try Self.study("sign-flip") { "s\($0 % 4)" }
    try study.change("tests: [", to: "clusters: sectr\ntests: [")
    let outcome = try study.run()
    #expect(outcome.status == 1 && outcome.errors.contains("did you mean 'sector'?"))
    #expect(outcome.errors.contains("there is no column 'sectr', by which the study clusters the events"))
  }
}
