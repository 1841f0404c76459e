import CoreTypes
import TestSupport
import Testing

@testable import Inference

/// Every test against an independent implementation's statistics and p-values.
@Suite struct OracleTests {
  /// One comparison: a test's id, and the oracle's names for what it gives.
  private struct Counterpart {
    let id: String
    let oracle: String
    var statistic = "stat"
    var pValue = "p"
    /// The oracle's name of the degrees of freedom, trials or clusters, where it gives them.
    var first: String?
    var estimate: String?
    var events: String?

    init(
      _ id: String, _ oracle: String, statistic: String = "stat", pValue: String = "p", first: String? = nil,
      estimate: String? = nil, events: String? = nil
    ) {
      self.id = id
      self.oracle = oracle
      self.statistic = statistic
      self.pValue = pValue
      self.first = first
      self.estimate = estimate
      self.events = events
    }
  }

  private static let counterparts: [Counterpart] = [
    .init("cross-sectional-t", "t_cross", first: "df", estimate: "caar", events: "n"),
    .init("crude-dependence", "t_cda", first: "df", estimate: "caar_sum_of_aar"),
    .init("j1", "z_j1"),
    .init("patell", "z_patell", events: "n"), .init("patell:classic", "z_patell_classic"),
    .init("adjusted-patell", "z_adj_patell_calendar"), .init("adjusted-patell:kp2010", "z_adj_patell_kp2010"),
    .init("bmp", "t_bmp", first: "df", estimate: "mean_scar"),
    .init("adjusted-bmp", "t_adj_bmp_calendar", first: "df"),
    .init("adjusted-bmp:kp2010", "t_adj_bmp_kp2010", first: "df"),
    .init("corrado-rank", "z_rank_fpc"), .init("corrado-rank:plain", "z_rank"),
    .init("corrado-rank:1989", "z_corrado_1989"), .init("corrado-zivney", "z_rank_cz"),
    .init("grank-t", "grank", statistic: "t", pValue: "p_t", first: "df", estimate: "ubar"),
    .init("grank-z", "grank", statistic: "z", pValue: "p_z", estimate: "ubar"),
    .init("grank-t:adjusted", "grank_adj_calendar", statistic: "t", pValue: "p_t", first: "df"),
    .init("grank-z:adjusted", "grank_adj_calendar", statistic: "z", pValue: "p_z"),
    .init("sign", "sign", events: "n"), .init("sign:exact", "sign", pValue: "p_exact", first: "n"),
    .init("generalized-sign", "gsign_window", events: "n"),
    .init("generalized-sign:exact", "gsign_window", pValue: "p_exact", first: "n"),
    .init("generalized-sign:daily", "gsign"), .init("corrado-zivney-sign", "sign_cz"),
    .init("wilcoxon", "wilcoxon", pValue: "p_exact", events: "n"),
    .init("skewness-adjusted-t", "t_skew", statistic: "johnson", pValue: "p_johnson"),
    .init("hall", "t_skew", statistic: "hall", pValue: "p_hall"),
    .init("bootstrap-t", "boot_t", first: "B"), .init("bootstrap-skewness", "boot_skew", first: "B"),
    .init("sign-flip", "signflip_exact", events: "n"), .init("wild-cluster", "wild_cluster_date"),
    .init("wild-cluster:industry", "wild_cluster_industry"),
    .init("calendar-time", "ctp", statistic: "t", pValue: "p_t", estimate: "mean"),
    .init("calendar-time:standardized-t", "ctp", statistic: "t_std", pValue: "p_t_std"),
    .init("calendar-time:standardized-z", "ctp", statistic: "z_std", pValue: "p_z_std"),
  ]

  @Test(arguments: SyntheticMarket.configurations) func syntheticMarket(configuration: String) throws {
    let market = try SyntheticMarket(configuration)
    let workspace = SampleWorkspace(market.sample, resampling: try SyntheticMarket.resampling())
    var compared = 0
    for window in market.sample.windows {
      let label = "[\(window.window.first);\(window.window.last)]"
      for counterpart in Self.counterparts {
        let test = try #require(TestStatistics.named(counterpart.id))
        #expect(test.id == counterpart.id)
        guard case .result(let result) = test.evaluate(workspace, over: window) else {
          Issue.record(
            "\(configuration) \(label) \(counterpart.id): \(test.evaluate(workspace, over: window))")
          continue
        }
        let pairs: [(Double, String?)] = [
          (result.statistic, counterpart.statistic), (result.pValue, counterpart.pValue),
          (result.distribution.parameters.first ?? .nan, counterpart.first),
          (result.estimate, counterpart.estimate), (Double(result.events), counterpart.events),
        ]
        for case (let value, let field?) in pairs {
          let expected = try #require(market.expected["\(label) \(counterpart.oracle) \(field)"])
          #expect(
            agrees(value, expected, relative: 1e-10),
            "\(configuration) \(label) \(counterpart.id) \(field): \(value), expected \(expected)")
          compared += 1
        }
      }
      for (weighting, name) in [
        (ResidualCorrelations.Weighting.calendar, "rbar_calendar"), (.kp2010, "rbar_kp2010"),
      ] {
        let value = try #require(workspace.averageCorrelation(weighting, over: window.window))
        let expected = try #require(market.expected["\(label) \(name) value"])
        #expect(agrees(value, expected, relative: 1e-10))
      }
    }
    #expect(compared > 320)
  }

  @Test func eventsOfOneDate() throws {
    let market = try SyntheticMarket("market_simple_drop")
    let workspace = SampleWorkspace(market.sample, resampling: try SyntheticMarket.resampling())
    let table = try NumberTable(fixture: "\(SyntheticMarket.folder)/expected/mvrm_cluster.csv")
    for window in market.sample.windows {
      var expected: [String: Double] = [:]
      for row in table.rows.indices
      where table.rows[row][0] == "[\(window.window.first);\(window.window.last)]" {
        expected[try table.text(row, "field")] = try table.number(row, "value")
      }
      guard case .result(let t) = PortfolioT().evaluate(workspace, over: window),
        case .result(let f) = MultivariateF().evaluate(workspace, over: window)
      else {
        Issue.record("no result for \(window.window)")
        continue
      }
      #expect(t.events == 4 && f.events == 4)
      let pairs: [(Double, String)] = [
        (t.statistic, "t"), (t.pValue, "p_t"), (t.distribution.parameters.first ?? .nan, "df"),
        (f.statistic, "F"), (f.pValue, "p_F"), (f.distribution.parameters.first ?? .nan, "df1"),
        (f.distribution.parameters.second ?? .nan, "df2"),
      ]
      for (value, field) in pairs {
        let reference = try #require(expected[field])
        #expect(
          agrees(value, reference, relative: 1e-10), "\(window.window) \(field): \(value), \(reference)")
      }
    }
  }

  /// Dates drawn with all their events, by ready-made indexes.
  @Test func clusterBootstrap() throws {
    let market = try SyntheticMarket("market_simple_drop")
    let workspace = SampleWorkspace(market.sample, resampling: try SyntheticMarket.resampling())
    let table = try NumberTable(fixture: "Oracles/small-market/expected/portfolios.csv")
    let test = try #require(TestStatistics.named("bootstrap-t:cluster"))
    for window in market.sample.windows {
      guard case .result(let result) = test.evaluate(workspace, over: window) else {
        Issue.record("no result for \(window.window)")
        continue
      }
      for (field, value) in [("statistic", result.statistic), ("p_value", result.pValue)] {
        let label = "[\(window.window.first);\(window.window.last)]"
        let key = "all,\(label),\(test.id),\(field)"
        let row = try #require(
          table.rows.indices.first { table.rows[$0][...3].joined(separator: ",") == key })
        #expect(agrees(value, try table.number(row, "value"), relative: 1e-10), "\(label) \(field)")
      }
    }
  }
}
