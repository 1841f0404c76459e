import TestSupport
import Testing

/// Choices that are allowed one by one and together would take more memory than there is: refused before any of it is taken.
@Suite struct LargeChoicesTests {
  @Test func aRollingModelOverALongEventWindowIsRefused() throws {
    let study = try SmallMarketStudy(model: "market-model")
    try study.work.write(
      """
      events: events.csv
      prices: [{files: prices.csv, columns: {security: security, date: date, close: close}, exchange: XNYS}]
      models: [market-model, rolling-market-model]
      event_window: [-10, 20000]

      """, to: "study/long.yaml")
    let outcome = try study.work.run("check", "study/long.yaml")
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains(
        "long.yaml:4:15: error: the model 'rolling-market-model' keeps 20011 x 20261 numbers an event"))
    #expect(!outcome.errors.contains("'market-model' keeps"))
  }

  @Test func aDrawnMarketBeyondMemoryIsRefused() throws {
    let study = try SmallMarketStudy(model: "market-model")
    try study.work.write(
      """
      events: events.csv
      prices: [{files: prices.csv, columns: {security: security, date: date, close: close}, exchange: XNYS}]
      estimation: {length: 6000, last: -11}

      """, to: "study/long.yaml")
    let outcome = try study.work.run(
      "simulate", "study/long.yaml", "--market", "normal", "--events", "100000", "--replications", "1")
    #expect(outcome.status == 64)
    #expect(
      outcome.errors.contains("100000 events of 6021 days are more returns than a replication may hold"))
    #expect(outcome.errors.contains("draw at most 8304 events"))
  }

  /// The table alone says that replications repeat each other.
  @Test func fewDatesAreToldInTheTable() throws {
    let work = try WorkDirectory()
    try work.copy("SampleData/entity-list-2019", to: "study")
    try work.write((work.read("study/study.yaml") ?? "") + "tests: [j1]\n", to: "study/study.yaml")
    let outcome = try work.run(
      "simulate", "study/study.yaml", "--dates", "one", "--replications", "400", "--output", "one")
    #expect(outcome.status == 0)
    let table = try ReportFile(path: work.path("one/size_power.csv"))
    #expect(!table.rows.isEmpty)
    #expect(table.values("convention").allSatisfy { $0.contains(" dates, which repeat") })
  }
}
