import Foundation
import TestSupport
import Testing

/// Factors that are series of the study's own prices: the model of market and industry.
@Suite struct FactorSeriesTests {
  private func study(_ factors: String, models: String) throws -> SmallMarketStudy {
    let study = try SmallMarketStudy(model: models, gaps: "trade-to-trade")
    try study.change("factors: factors_named.csv", to: "factors: \(factors)")
    return study
  }

  /// The benchmark as a factor is the market model, over spans of several sessions too.
  @Test func theBenchmarkAsAFactorIsTheMarketModel() throws {
    let study = try study(
      "[{series: MARKET, name: The Market}]",
      models: "market-model, {id: factors, name: own, factors: [the_market], excess: false}")
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    let models = try study.table("models.csv", by: ["event_id", "model", "parameter"])
    let windows = try study.table("windows.csv", by: ["event_id", "model", "window"])
    var compared = 0
    for (key, row) in models where key[1] == "market-model" {
      let name = key[2] == "beta" ? "the_market" : key[2]
      let own = try #require(models[[key[0], "own", name]])
      for column in ["estimate", "standard_error"] where row[column] != "" {
        let (value, other) = (study.number(row, column), study.number(own, column))
        #expect(abs(value - other) <= 1e-10 * max(abs(value), 1e-3), "\(key) \(column)")
        compared += 1
      }
    }
    #expect(compared > 100)
    for (key, row) in windows where key[1] == "market-model" {
      let own = try #require(windows[[key[0], "own", key[2]]])
      #expect(own["status"] == row["status"] && own["days"] == row["days"])
      guard row["status"] == "ok" else { continue }
      for column in ["car", "car_se"] {
        let (value, other) = (study.number(row, column), study.number(own, column))
        #expect(abs(value - other) <= 1e-10 * abs(study.number(row, "car_se")), "\(key) \(column)")
      }
    }
    #expect(study.work.read("report/manifest.json")?.contains(#""series": "MARKET""#) == true)
    let days = try study.work.run("explain", "study/study.yaml", "E01", "--format", "csv").output
    #expect(days.split(separator: "\n")[0].hasSuffix(",benchmark_return,the_market"))
  }

  /// A portfolio leaves out the event's own security where the study says so; beside it stands a column of a file.
  @Test func aPortfolioBesideAColumnOfAFile() throws {
    let model = "{id: factors, factors: [mkt_rf, peers], excess: false}"
    let study = try study("[factors_named.csv, {series: PEERS}]", models: model)
    try study.change(
      "returns: simple",
      to: "portfolios: [{id: PEERS, members: [S01, S02, S04], exclude_event_security: true}]\nreturns: simple"
    )
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    let left = try study.table("models.csv", by: ["event_id", "parameter"])
    // E01 is S01's, E02 S02's: the same as without the member.
    try study.change("members: [S01, S02, S04]", to: "members: [S02, S04]")
    #expect(try study.run().status == 0)
    let without = try study.table("models.csv", by: ["event_id", "parameter"])
    for parameter in ["mkt_rf", "peers", "sigma"] {
      #expect(left[["E01", parameter]] == without[["E01", parameter]] && left[["E01", parameter]] != nil)
      #expect(left[["E02", parameter]] != without[["E02", parameter]])
    }
  }

  /// A member without a price on some day: the others stand in, with a warning that names the factor, and `explain` shows
  /// each member's prices with their lines.
  @Test func aMemberOfAFactorWithoutAPriceIsTold() throws {
    let model = "{id: factors, factors: [peers], excess: false}"
    let study = try study("[{series: PEERS}]", models: model)
    try study.change("returns: simple", to: "portfolios: [{id: PEERS, members: [S04, S05]}]\nreturns: simple")
    let rows = (study.work.read("study/prices.csv") ?? "").split(separator: "\n")
    let kept = rows.filter { !$0.hasPrefix("2023-04-20,S05") }
    #expect(kept.count == rows.count - 1)
    try study.work.write(kept.joined(separator: "\n") + "\n", to: "study/prices.csv")
    #expect(try study.run().status == 0)
    let event = try #require(study.table("events.csv", by: ["event_id"])[["E01"]])
    #expect(event["warnings"]?.contains("portfolio-member-missing") == true)
    #expect(
      event["explanation"]?.contains("up to 1 of 2 members of the factor 'peers' had no return") == true)
    let story = try study.work.run("explain", "study/study.yaml", "E01").output
    #expect(story.contains("factor         peers  S04  share 50.00 %"))
    #expect(
      story.split(separator: "\n").count {
        $0.contains("factor         peers  S05  2") && $0.contains(".csv:")
      } == 2)
  }

  @Test(arguments: [
    (
      "{series: MARKT}", "mkt_rf", "no price file holds the factor 'MARKT'",
      "add a 'prices' entry that holds it"
    ),
    (
      "{series: MARKET}", "mkt", "the model 'factors' needs the factor 'mkt', which is not among 'factors'",
      "market"
    ),
    (
      "{series: MARKET, name: smb}, factors_named.csv", "smb", "is a series of the prices and a column of",
      "'name:'"
    ),
    ("{series: 'MARKET:1 S01'}", "mkt_rf", "the factor 'MARKET:1 S01' ", "AAA:0.6 BBB:0.4"),
  ])
  func whatIsWrongIsSaid(_ factors: String, _ name: String, _ message: String, _ help: String) throws {
    let known = factors.contains("smb") ? "smb" : name == "mkt_rf" ? "own" : name
    let named = name == "mkt_rf" ? factors.replacingOccurrences(of: "}", with: ", name: own}") : factors
    let study = try study("[\(named)]", models: "{id: factors, factors: [\(known)], excess: false}")
    let outcome = try study.run()
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains(message) && outcome.errors.contains(help), "\(outcome.errors)")
  }

  /// The usual model regresses excess returns: who has no riskless rate is told what to write.
  @Test func withoutARisklessRateTheHelpSaysHow() throws {
    let study = try study("[{series: MARKET}]", models: "{id: factors, factors: [market]}")
    let outcome = try study.run()
    #expect(
      outcome.status == 65 && outcome.errors.contains("say excess: false to regress returns as they are"))
  }
}
