import TestSupport
import Testing

/// What a study's regressions may say of bases, weights and clusters, through the built program, against means and sums by hand.
@Suite struct RegressionChoicesTests {
  private func study(_ regression: String, _ keys: String = "") throws -> SmallMarketStudy {
    let study = try SmallMarketStudy(model: "market-model")
    try study.change(
      "returns: simple",
      to:
        "returns: simple\n\(keys)regressions: [{name: r, windows: [[0, 0]], errors: classical, \(regression)}]\n"
    )
    try study.addColumn("size") { place, _ in "\((place * 7) % 11).5" }
    return study
  }

  /// Terms of the only regression in their order.
  private func terms(_ study: SmallMarketStudy) throws -> [(name: String, estimate: Double)] {
    let table = try ReportFile(path: study.work.path("report/regressions.csv"))
    return table.rows.map { (table.value($0, "term"), Double(table.value($0, "estimate")) ?? .nan) }
      .filter { $0.0 != "slopes" }
  }

  /// Events with a CAR over day 0, with its standard error and a column of the events file.
  private func events(
    _ study: SmallMarketStudy, _ column: String
  ) throws -> [(car: Double, error: Double, value: String)] {
    let windows = try ReportFile(path: study.work.path("report/windows.csv"))
    let events = try ReportFile(path: study.work.path("study/events.csv"))
    let values = events.keyed(by: ["event_id"]).mapValues { events.value($0, column) }
    return windows.rows.filter { windows.value($0, "window") == "[0,0]" }.compactMap { row in
      guard let car = Double(windows.value(row, "car")), let error = Double(windows.value(row, "car_se")),
        let value = values[windows.value(row, "event_id")]
      else { return nil }
      return (car, error, value)
    }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test func theBaseIsTheLevelThatTheStudyNames() throws {
    let study = try study("on: [{column: industry, base: B}]")
    #expect(try study.run().status == 0)
    let (terms, events) = (try terms(study), try events(study, "industry"))
    let means = ["A", "B", "C"].map { level in mean(events.filter { $0.value == level }.map(\.car)) }
    #expect(terms.map(\.name) == ["intercept", "industry=A", "industry=C"])
    for (term, expected) in zip(terms, [means[1], means[0] - means[1], means[2] - means[1]]) {
      #expect(abs(term.estimate - expected) < 1e-14, "\(term.name)")
    }
  }

  /// The intercept alone, weighted: the value-weighted CAAR, and with HC1 errors its heteroskedastic standard error.
  @Test func withoutColumnsTheInterceptIsTheWeightedMean() throws {
    let study = try study("on: [], weights: size")
    try study.change("errors: classical", to: "errors: hc1")
    #expect(try study.run().status == 0)
    let events = try events(study, "size").map { (car: $0.car, weight: Double($0.value) ?? .nan) }
    let total = events.reduce(0) { $0 + $1.weight }
    let mean = events.reduce(0) { $0 + $1.weight * $1.car } / total
    let squares = events.reduce(0) { $0 + ($1.weight * ($1.car - mean)) * ($1.weight * ($1.car - mean)) }
    let count = Double(events.count)
    let table = try ReportFile(path: study.work.path("report/regressions.csv"))
    let row = try #require(table.rows.first)
    #expect(table.value(row, "term") == "intercept" && table.value(row, "events") == "\(events.count)")
    #expect(abs((Double(table.value(row, "estimate")) ?? .nan) - mean) < 1e-15)
    let error = (count / (count - 1) * squares).squareRoot() / total
    #expect(abs((Double(table.value(row, "standard_error")) ?? .nan) - error) < 1e-15)
  }

  @Test func weightsAreTheInversesOfTheVariances() throws {
    let study = try study("on: [size], weights: variance")
    #expect(try study.run().status == 0)
    let events = try events(study, "size")
    let weights = events.map { 1 / ($0.error * $0.error) }
    let sizes = events.map { Double($0.value) ?? .nan }
    func weighted(_ values: [Double]) -> Double {
      zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    }
    let (x, y) = (weighted(sizes), weighted(events.map(\.car)))
    let products = zip(sizes, events).map { ($0 - x) * ($1.car - y) }
    let slope = weighted(products) / weighted(sizes.map { ($0 - x) * ($0 - x) })
    let found = try terms(study)
    #expect(abs(found[1].estimate - slope) < 1e-12 && abs(found[0].estimate - (y - slope * x)) < 1e-12)
  }

  @Test(arguments: ["errors: {cluster: sector}, on: [size]", "on: [size], weights: sector"])
  func eventsWithoutAClusterOrAPositiveWeightAreLeftOut(_ regression: String) throws {
    let study = try study(regression)
    try study.change("errors: classical, errors:", to: "errors:", where: regression.hasPrefix("errors"))
    try study.addColumn("sector") { place, _ in
      place == 0 ? (regression.hasPrefix("errors") ? "" : "0") : "\(1 + place % 4)"
    }
    let outcome = try study.run()
    #expect(outcome.errors.contains("found '0' [weight-not-positive]") == !regression.hasPrefix("errors"))
    let table = try ReportFile(path: study.work.path("report/regressions.csv"))
    let entering = try events(study, "size").count
    #expect(table.rows.allSatisfy { table.value($0, "events") == "\(entering - 1)" })
    let shared =
      regression.hasPrefix("errors")
      ? "" : "; windows share sessions, and the errors take events as independent"
    #expect(table.values("reason").allSatisfy { $0 == "1 event lacks a value" + shared })
  }

  /// An empty cell costs its event the regression whatever the column is for, and is told in the same words.
  @Test(arguments: ["on: [sector]", "on: [size], errors: {cluster: sector}"])
  func anEmptyLevelIsTold(_ regression: String) throws {
    let study = try study(regression)
    try study.change(
      "errors: classical, on: [size], errors:", to: "on: [size], errors:",
      where: regression.contains("cluster"))
    try study.addColumn("sector") { place, _ in
      place == 2 ? "" : place == 3 ? "NA" : "\(["u", "v"][place % 2])"
    }
    #expect(try study.run().status == 0)
    let told = try ReportFile(path: study.work.path("report/diagnostics.csv")).values("message")
    #expect(told == ["1 of 16 events has no value in the column 'sector'"])
  }

  /// An event that is excluded anyway lacks nothing.
  @Test func excludedEventsAreNotCountedAmongThoseWithoutAValue() throws {
    let study = try study("on: [mass]")
    let text = study.work.read("study/events.csv") ?? ""
    try study.work.write(text + "LATE,S01,2031-01-02,,A,\n", to: "study/events.csv")
    try study.addColumn("mass") { place, event in place == 2 || event == "LATE" ? "" : "\(place % 5)" }
    #expect(try study.run().status == 0)
    let told = try ReportFile(path: study.work.path("report/diagnostics.csv")).values("message")
    #expect(told == ["1 of 16 events has no value in the column 'mass'"])
  }

  /// The grouping column is the one that the study resolved: here that of securities.csv.
  @Test func theGroupOfASecurityIsARegressor() throws {
    let study = try study("on: [group]", "securities: securities.csv\n")
    let groups = (1...12).map { "S\($0 < 10 ? "0" : "")\($0),\($0 % 2 == 0 ? "even" : "odd")\n" }
    try study.work.write("security,group\n" + groups.joined(), to: "study/securities.csv")
    #expect(try study.run().status == 0)
    #expect(try terms(study).map(\.name) == ["intercept", "group=odd"])
  }
}

extension SmallMarketStudy {
  fileprivate func change(_ old: String, to new: String, where condition: Bool) throws {
    if condition { try change(old, to: new) }
  }
}
