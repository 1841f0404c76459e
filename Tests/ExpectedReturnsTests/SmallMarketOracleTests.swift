import CoreTypes
import EventTime
import ExpectedReturns
import TestSupport
import Testing

/// Every model against the figures of an implementation that is not ours, to 1e-10 relative.
@Suite struct SmallMarketOracleTests {
  struct Configuration: Sendable, CustomTestStringConvertible {
    let name: String
    let model: String
    var gaps = GapPolicy.drop
    var variant: String?
    /// The coefficients of `theta0` ... in the program's names.
    let parameters: [String]
    /// What the `extra` column calls further parameters.
    var extra: [String: String] = [:]

    var testDescription: String { name }
  }

  static let configurations = [
    Configuration(name: "capm_simple_drop", model: "capm", parameters: ["alpha", "beta"]),
    Configuration(
      name: "ff3_simple_drop", model: "fama-french-3", parameters: ["alpha", "beta", "smb", "hml"]),
    Configuration(
      name: "ff3_simple_ttt", model: "fama-french-3", gaps: .tradeToTrade,
      parameters: ["alpha", "beta", "smb", "hml"]),
    Configuration(
      name: "carhart_simple_drop", model: "carhart", parameters: ["alpha", "beta", "smb", "hml", "mom"]),
    Configuration(
      name: "ff5_simple_drop", model: "fama-french-5",
      parameters: ["alpha", "beta", "smb", "hml", "rmw", "cma"]),
    Configuration(
      name: "sw_simple_drop", model: "scholes-williams", parameters: ["alpha", "beta"],
      extra: [
        "beta_iv": "beta", "rho": "market_autocorrelation", "beta_lag": "beta_lag_1", "beta_0": "beta_0",
        "beta_lead": "beta_lead_1",
      ]),
    Configuration(
      name: "dimson11_simple_drop", model: "dimson", parameters: ["alpha", "beta"],
      extra: ["beta_dimson": "beta", "alpha_dimson": "alpha"]),
    Configuration(name: "theil_simple_drop", model: "theil-sen", parameters: ["alpha", "beta"]),
    Configuration(name: "lad_simple_drop", model: "lad", parameters: ["alpha", "beta"]),
    Configuration(name: "huber_simple_drop", model: "huber", parameters: ["alpha", "beta"]),
    Configuration(
      name: "adjusted_simple_drop", model: "market-adjusted", variant: "uncentered", parameters: []),
  ]

  /// Read once for all configurations.
  private static let shared = Result { try SmallMarket() }
  private let market: SmallMarket

  init() throws { market = try Self.shared.get() }

  private func estimates(
    _ configuration: Configuration
  ) throws -> [String: (EstimationSample, ExpectedReturnEstimate)] {
    var options = ModelOptions()
    options.variant = configuration.variant
    let model = try #require(try ExpectedReturnModels.named(configuration.model, options: options))
    var result: [String: (EstimationSample, ExpectedReturnEstimate)] = [:]
    for event in market.events {
      let sample = try market.sample(event, gaps: configuration.gaps)
      result[event.id] = (sample, try model.estimate(on: sample).get())
    }
    return result
  }

  private func rows(_ table: NumberTable, _ configuration: Configuration) throws -> [Int] {
    try table.rows.indices.filter { try table.text($0, "config") == configuration.name }
  }

  private func expect(_ actual: Double, _ expected: Double, _ what: String) {
    #expect(agrees(actual, expected, relative: 1e-10), "\(what): \(actual), \(expected)")
  }

  private func same(_ actual: Double, _ expected: Double) { #expect(actual == expected) }

  @Test(arguments: configurations) func parameters(_ configuration: Configuration) throws {
    let table = try NumberTable(fixture: "\(SmallMarket.folder)/expected/further_models.csv")
    let estimates = try estimates(configuration)
    let rows = try rows(table, configuration)
    #expect(rows.count == 16)
    for row in rows {
      let id = try table.text(row, "event_id")
      let estimate = try #require(estimates[id]).1
      let values = Dictionary(uniqueKeysWithValues: estimate.parameters.map { ($0.name, $0.estimate) })
      same(Double(estimate.observations), try table.number(row, "M"))
      same(Double(estimate.degreesOfFreedom), try table.number(row, "df"))
      expect(estimate.residualVariance, try table.number(row, "s2"), "\(id) s2")
      for (place, name) in configuration.parameters.enumerated() {
        expect(try #require(values[name]), try table.number(row, "theta\(place)"), "\(id) \(name)")
      }
      for pair in try table.text(row, "extra").split(separator: ";") {
        let parts = pair.split(separator: "=")
        guard let name = configuration.extra[String(parts[0])] else { continue }
        expect(try #require(values[name]), try #require(Double(parts[1])), "\(id) \(name)")
      }
    }
  }

  @Test(arguments: configurations) func abnormalReturns(_ configuration: Configuration) throws {
    let table = try NumberTable(fixture: "\(SmallMarket.folder)/expected/further_ar.csv")
    let estimates = try estimates(configuration)
    let rows = try rows(table, configuration)
    #expect(rows.count == 176)
    for row in rows {
      let id = try table.text(row, "event_id")
      let (sample, estimate) = try #require(estimates[id])
      let day = Int(try table.number(row, "rel"))
      let position = day - SmallMarket.eventWindow.first
      let axis = sample.returns.position(of: day)
      let abnormal = sample.returns.returns[axis] - estimate.expected[position]
      let expected = try table.number(row, "ar")
      #expect(abnormal.isNaN == expected.isNaN, "\(id) day \(day)")
      guard !expected.isNaN else { continue }
      // An abnormal return is a difference: 1e-10 of a daily standard deviation.
      #expect(agrees(abnormal, expected, relative: 1e-10, scale: 1e-3), "\(id) day \(day)")
      expect(estimate.prediction.variance(at: position), try table.number(row, "var_ar"), "\(id) day \(day)")
      same(sample.returns.spans[axis], try table.number(row, "span"))
    }
  }

  @Test(arguments: configurations) func windows(_ configuration: Configuration) throws {
    let table = try NumberTable(fixture: "\(SmallMarket.folder)/expected/further_car.csv")
    let estimates = try estimates(configuration)
    let rows = try rows(table, configuration)
    #expect(rows.count == 64)
    for row in rows {
      let id = try table.text(row, "event_id")
      let (sample, estimate) = try #require(estimates[id])
      let label = try table.text(row, "window")
      let ends = label.dropFirst().dropLast().split(separator: ";").compactMap { Int($0) }
      let start = sample.returns.position(of: SmallMarket.eventWindow.first)
      let positions = (ends[0]...ends[1]).map { $0 - SmallMarket.eventWindow.first }.filter {
        !estimate.expected[$0].isNaN
      }
      same(Double(positions.count), try table.number(row, "n_days"))
      let expected = try table.number(row, "car")
      guard !expected.isNaN else { continue }
      let sum = positions.reduce(0) { $0 + sample.returns.returns[start + $1] - estimate.expected[$1] }
      let what = "\(id) \(label)"
      #expect(agrees(sum, expected, relative: 1e-10, scale: 1e-3), "\(what)")
      expect(estimate.prediction.variance(ofSumOver: positions), try table.number(row, "var_car"), what)
    }
  }

  @Test func theThreeSlopeFormOfScholesAndWilliams() throws {
    let configuration = Configuration(
      name: "sw_simple_drop", model: "scholes-williams", variant: "three-slope", parameters: [])
    let table = try NumberTable(fixture: "\(SmallMarket.folder)/expected/further_models.csv")
    let estimates = try estimates(configuration)
    for row in try rows(table, configuration) {
      let id = try table.text(row, "event_id")
      let extra = try table.text(row, "extra").split(separator: ";")
      let expected = try #require(extra.first { $0.hasPrefix("beta_sw3=") }?.split(separator: "=").last)
      let estimate = try #require(estimates[id]).1
      expect(estimate.parameters[1].estimate, try #require(Double(expected)), id)
      #expect(estimate.conventions == [.threeSlope])
    }
  }
}
