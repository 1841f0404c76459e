import Foundation
import TestSupport
import Testing

/// The small synthetic market under every configuration of returns, gaps and models whose figures other
/// software has computed, through study files and the built program.
@Suite struct SmallMarketTests {
  private static let fixture = "Oracles/small-market"
  /// Names in `expected/tests.csv` and the program's ids.
  private static let tests = [
    "t_cross": "cross-sectional-t", "t_cda": "crude-dependence", "z_patell": "patell", "t_bmp": "bmp",
    "z_rank_fpc": "corrado-rank", "sign": "sign", "gsign_window": "generalized-sign", "wilcoxon": "wilcoxon",
  ]
  private static let configurations = [
    "market_simple_drop", "market_simple_ttt", "market_log_ttt", "market_log_lumped", "market_log_uniform",
    "market_log_drop", "mean_simple_drop", "mean_log_ttt", "adjusted_centered_simple_drop",
    "market_simple_drop_masked",
  ]

  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// `market_log_ttt` -> the study with `returns: log`, `gaps: trade-to-trade`.
  private func study(_ configuration: String) throws -> String {
    let parts = configuration.split(separator: "_").map(String.init)
    let models = ["market": "market-model", "mean": "constant-mean", "adjusted": "market-adjusted"]
    let model = try #require(models[parts[0]])
    var text = try String(contentsOfFile: PackagePaths.fixture("\(Self.fixture)/study.yaml"), encoding: .utf8)
    text = text.replacingOccurrences(of: "models: [market-model]", with: "models: [\(model)]")
    if parts.contains("log") {
      text = text.replacingOccurrences(of: "returns: simple", with: "returns: log")
    }
    let policies = ["ttt": "trade-to-trade", "lumped": "lumped", "uniform": "uniform"]
    for (part, policy) in policies where parts.contains(part) {
      text = text.replacingOccurrences(of: "gaps: drop", with: "gaps: \(policy)")
    }
    if parts.contains("masked") {
      text = text.replacingOccurrences(of: "exclude_other_events: false", with: "exclude_other_events: true")
    }
    return text + "tests: all\ntables: [events, abnormal_returns, windows, models, tests]\n"
  }

  private func expected(_ table: String, _ configuration: String) throws -> [[String: String]] {
    let file = try ReportFile(path: PackagePaths.fixture("\(Self.fixture)/expected/\(table).csv"))
    return file.rows.compactMap { row in
      guard file.value(row, "config") == configuration else { return nil }
      return Dictionary(uniqueKeysWithValues: zip(file.columns, row))
    }
  }

  @Test(arguments: configurations)
  func figuresAreThoseOfOtherSoftware(_ configuration: String) throws {
    try work.copy("Tests/Fixtures/\(Self.fixture)", to: "market")
    try work.write(try study(configuration), to: "market/study.yaml")
    let outcome = try work.run("run", "market/study.yaml", "--output", "reports")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try ReportManifest(folder: work.path("reports")).counts.used == 16)
    let returns = try figures("abnormal_returns", by: ["event_id", "day"])
    for row in try expected("ar", configuration) {
      let key = "\(row["event_id"] ?? "") \(row["rel"] ?? "")"
      try compare(row, ["ar": "ar", "sar": "sar"], returns[key], key)
    }
    let windows = try figures("windows", by: ["event_id", "window"])
    for row in try expected("car", configuration) {
      let key = "\(row["event_id"] ?? "") \(window(row))"
      try compare(row, ["car": "car", "scar": "scar", "n_days": "days", "p": "p_value"], windows[key], key)
    }
    try compareModels(configuration)
    try compareTests(configuration)
  }

  private func compareModels(_ configuration: String) throws {
    let models = try figures("models", by: ["event_id", "parameter"])
    let rows = try expected("models", configuration)
    #expect(rows.count == 16)
    for row in rows {
      let event = row["event_id"] ?? ""
      var pairs = ["observations": row["M"], "degrees_of_freedom": row["df"]]
      if let variance = row["s2"].flatMap(Double.init) { pairs["sigma"] = "\(variance.squareRoot())" }
      if configuration.hasPrefix("market") {
        pairs["alpha"] = row["theta0"]
        pairs["beta"] = row["theta1"]
      }
      if configuration.hasPrefix("mean") { pairs["mean"] = row["theta0"] }
      for (parameter, value) in pairs {
        try compare(
          ["value": value ?? ""], ["value": "estimate"], models["\(event) \(parameter)"],
          "\(event) \(parameter)")
      }
    }
  }

  private func compareTests(_ configuration: String) throws {
    let tests = try figures("tests", by: ["window", "test"])
    var compared = 0
    for row in try expected("tests", configuration) {
      guard let id = Self.tests[row["test"] ?? ""], let field = row["field"] else { continue }
      let columns = ["stat": "statistic", "p": "p_value", "df": "df1", "n": "events"]
      guard let column = columns[field] else { continue }
      if id == "wilcoxon", field == "p" { continue }  // its exact p is `p_exact`
      let key = "\(window(row)) \(id)"
      try compare(["value": row["value"] ?? ""], ["value": column], tests[key], key)
      compared += 1
    }
    #expect(compared >= 60)
  }

  private func window(_ row: [String: String]) -> String {
    (row["window"] ?? "").replacingOccurrences(of: ";", with: ",")
  }

  private func figures(_ table: String, by keys: [String]) throws -> [String: [String: String]] {
    let file = try ReportFile(path: work.path("reports/\(table).csv"))
    return file.keyed(by: keys).mapValues { Dictionary(uniqueKeysWithValues: zip(file.columns, $0)) }
  }

  /// The columns of `pairs` agree to 1e-10; `nan` elsewhere is an empty field here.
  private func compare(
    _ expected: [String: String], _ pairs: [String: String], _ found: [String: String]?, _ key: String
  ) throws {
    for (column, own) in pairs {
      let value = try #require(Double(expected[column] ?? ""))
      let actual = found?[own] ?? ""
      if value.isNaN || (own == "days" && value == 0) {
        #expect(actual.isEmpty, "\(key) \(own)")
      } else {
        let number = try #require(Double(actual), "\(key) \(own) is missing")
        #expect(
          agrees(number, value, relative: 1e-10, scale: 1e-4), "\(key) \(own): \(value), found \(number)")
      }
    }
  }
}
