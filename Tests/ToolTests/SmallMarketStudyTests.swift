import Foundation
import TestSupport
import Testing

/// Models on factors, for thin trading and robust ones through the built program: abnormal returns, windows and tests
/// against the figures of an implementation that is not ours, to 1e-10 relative.
@Suite struct SmallMarketStudyTests {
  struct Configuration: Sendable, CustomTestStringConvertible {
    let name: String
    /// The entry of `models:`.
    let model: String
    /// The robust line goes through some points: residuals that are zero in exact arithmetic count as zero here, and
    /// as what rounding leaves of them, of either sign, in the other implementation's rank and sign tests.
    var hasExactResiduals = false

    var testDescription: String { name }
    var gaps: String { name.hasSuffix("_ttt") ? "trade-to-trade" : "drop" }
  }

  static let configurations = [
    Configuration(name: "capm_simple_drop", model: "capm"),
    Configuration(name: "ff3_simple_drop", model: "fama-french-3"),
    Configuration(name: "ff3_simple_ttt", model: "fama-french-3"),
    Configuration(name: "ff3_simple_drop", model: "{id: factors, factors: [Mkt-RF, smb, hml]}"),
    Configuration(name: "carhart_simple_drop", model: "carhart"),
    Configuration(name: "ff5_simple_drop", model: "fama-french-5"),
    Configuration(name: "adjusted_simple_drop", model: "{id: market-adjusted, variant: uncentered}"),
    Configuration(name: "sw_simple_drop", model: "scholes-williams"),
    Configuration(name: "dimson11_simple_drop", model: "{id: dimson, lags: 1, leads: 1}"),
    Configuration(name: "theil_simple_drop", model: "theil-sen", hasExactResiduals: true),
    Configuration(name: "lad_simple_drop", model: "lad", hasExactResiduals: true),
    Configuration(name: "huber_simple_drop", model: "huber"),
  ]

  private static let tests = [
    "t_cross": "cross-sectional-t", "t_cda": "crude-dependence", "z_j1": "j1", "z_patell": "patell",
    "z_patell_classic": "patell:classic", "z_adj_patell_calendar": "adjusted-patell",
    "z_adj_patell_kp2010": "adjusted-patell:kp2010", "t_bmp": "bmp", "t_adj_bmp_calendar": "adjusted-bmp",
    "t_adj_bmp_kp2010": "adjusted-bmp:kp2010", "z_rank_fpc": "corrado-rank", "z_rank": "corrado-rank:plain",
    "z_corrado_1989": "corrado-rank:1989", "z_rank_cz": "corrado-zivney", "sign": "sign",
    "gsign_window": "generalized-sign", "gsign": "generalized-sign:daily", "sign_cz": "corrado-zivney-sign",
    "wilcoxon": "wilcoxon",
  ]
  private static let onResidualOrder = ["rank", "zivney", "generalized-sign"]

  @Test(arguments: configurations)
  func agreesWithTheOtherImplementation(_ configuration: Configuration) throws {
    let work = try SmallMarketStudy(model: configuration.model, gaps: configuration.gaps)
    let outcome = try work.run()
    #expect(outcome == .init(status: 0, output: "", errors: ""))
    try compareDays(work, configuration)
    try compareWindows(work, configuration)
    try compareTests(work, configuration)
  }

  private func compareDays(_ work: SmallMarketStudy, _ configuration: Configuration) throws {
    let report = try work.table("abnormal_returns.csv", by: ["event_id", "day"])
    let expected = try Self.expected("further_ar.csv", configuration.name)
    #expect(expected.count == 16 * 11)
    for row in expected {
      let actual = try #require(report[[row["event_id"] ?? "", row["rel"] ?? ""]])
      for (ours, theirs) in [("ar", "ar"), ("sar", "sar")] {
        #expect(Self.agree(actual[ours], row[theirs], 1e-10), "\(row) \(ours)")
      }
    }
  }

  private func compareWindows(_ work: SmallMarketStudy, _ configuration: Configuration) throws {
    let report = try work.table("windows.csv", by: ["event_id", "window"])
    let expected = try Self.expected("further_car.csv", configuration.name)
    #expect(expected.count == 16 * 4)
    for row in expected {
      let window = (row["window"] ?? "").replacingOccurrences(of: ";", with: ",")
      let actual = try #require(report[[row["event_id"] ?? "", window]])
      let error = actual["car_se"].flatMap(Double.init).map { "\($0 * $0)" }
      #expect(Self.agree(actual["car"], row["car"], 1e-10), "\(row)")
      #expect(Self.agree(error, row["var_car"], 1e-10), "\(row)")
      #expect(
        Self.agree(actual["scar"], row["scar"], 1e-10) && Self.agree(actual["p_value"], row["p"], 1e-10))
    }
  }

  private func compareTests(_ work: SmallMarketStudy, _ configuration: Configuration) throws {
    let report = try work.table("tests.csv", by: ["test", "window"])
    let expected = try Self.expected("further_tests.csv", configuration.name)
    #expect(expected.count == 4 * 2 * Self.tests.count)
    for row in expected {
      let test = try #require(Self.tests[row["test"] ?? ""])
      let window = (row["window"] ?? "").replacingOccurrences(of: ";", with: ",")
      let actual = try #require(report[[test, window]])
      let ours = actual[row["field"] == "stat" ? "statistic" : "p_value"]
      let isLoose = configuration.hasExactResiduals && Self.onResidualOrder.contains(where: test.contains)
      #expect(Self.agree(ours, row["value"], isLoose ? 0.03 : 1e-10), "\(test) \(row)")
    }
  }

  /// The rows of a table of the oracle that belong to one configuration.
  private static func expected(_ file: String, _ name: String) throws -> [[String: String]] {
    let table = try NumberTable(fixture: "Oracles/small-market/expected/\(file)")
    return table.rows.filter { $0.first == name }.map {
      Dictionary(zip(table.columns, $0)) { first, _ in first }
    }
  }

  /// Both missing, or equal to `tolerance` relative.
  private static func agree(_ actual: String?, _ expected: String?, _ tolerance: Double) -> Bool {
    let left = Double(actual ?? "") ?? .nan
    let right = Double(expected ?? "") ?? .nan
    if left.isNaN || right.isNaN { return left.isNaN && right.isNaN }
    return abs(left - right) <= tolerance * abs(right)
  }
}
