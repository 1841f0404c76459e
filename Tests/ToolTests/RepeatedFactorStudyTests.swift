import TestSupport
import Testing

/// A factor that repeats another to eight digits spans with it what the two would span apart: no number but the
/// coefficients may tell the difference.
@Suite struct RepeatedFactorStudyTests {
  @Test func everyTestSaysTheSameOfIt() throws {
    let study = try SmallMarketStudy(
      model:
        "{id: factors, name: apart, factors: [mkt_rf, smb]}, {id: factors, name: twins, factors: [mkt_rf, twin]}"
    )
    let factors = try NumberTable(fixture: "Oracles/small-market/factors.csv")
    var lines = ["date,mkt_rf,smb,twin,rf"]
    for row in factors.rows.indices {
      let rate = try factors.number(row, "rf")
      let (market, size) = (try factors.number(row, "mkt") - rate, try factors.number(row, "smb"))
      lines.append("\(try factors.text(row, "date")),\(market),\(size),\(market + 1e-8 * size),\(rate)")
    }
    try study.work.write(lines.joined(separator: "\n") + "\n", to: "study/factors_named.csv")
    try study.change(
      "tests: [",
      to: "conventions: [estudy2, eventstudy2, wrds]\ntests: [portfolio-t, \"bootstrap-t:residual-vectors\", "
    )
    #expect(try study.run() == .init(status: 0, output: "", errors: ""))
    try expectTwins(
      "windows.csv", study, ["event_id", "window"], ["car", "car_se", "t", "p_value", "car_lower"])
    try expectTwins("tests.csv", study, ["window", "test"], ["statistic", "p_value", "estimate"])
  }

  private func expectTwins(
    _ name: String, _ study: SmallMarketStudy, _ keys: [String], _ columns: [String]
  ) throws {
    let table = try study.table(name, by: ["model"] + keys)
    let apart = table.filter { $0.key[0] == "apart" }
    #expect(apart.count > 60 && apart.count * 2 == table.count)
    for (key, row) in apart {
      let twin = try #require(table[["twins"] + key.dropFirst()])
      for column in columns {
        let (one, other) = (row[column] ?? "", twin[column] ?? "")
        #expect(one.isEmpty == other.isEmpty, "\(key) \(column)")
        guard let one = Double(one), let other = Double(other) else { continue }
        #expect(agrees(other, one, relative: 1e-6, scale: 1e-3), "\(key) \(column)")
      }
    }
  }
}
