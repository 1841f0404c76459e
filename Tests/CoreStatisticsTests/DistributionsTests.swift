import TestSupport
import Testing

@testable import CoreStatistics

@Suite struct DistributionsTests {
  @Test func anchorsFromLongArithmetic() throws {
    let table = try NumberTable(fixture: "Oracles/core-statistics/distribution_anchors.csv")
    for row in table.rows.indices {
      let x = try table.number(row, "x")
      let first = try table.number(row, "param1")
      let second = try table.number(row, "param2")
      let name = try table.text(row, "function")
      let value: Double?
      switch name {
      case "norm_sf": value = NormalDistribution.upper(x)
      case "t_sf": value = StudentT(degreesOfFreedom: first).upper(x)
      case "f_sf": value = FDistribution(numerator: first, denominator: second).upper(x)
      case "chi2_sf": value = ChiSquared(degreesOfFreedom: first).upper(x)
      case "binom_two_sided": value = Binomial(trials: Int(first), probability: second).twoSided(Int(x))
      case "signrank_two_sided": value = SignedRankDistribution(count: Int(first))?.twoSided(Int(x))
      default: throw NumberTable.Fault("unknown function \(name)")
      }
      try expect(value, try table.number(row, "value"), 1e-13, "\(name) \(x) \(first)")
    }
    #expect(table.rows.count > 100)
  }

  @Test func valuesFromMpmathAndScipy() throws {
    let table = try NumberTable(fixture: "Oracles/core-statistics/distributions.csv")
    for row in table.rows.indices {
      let x = try table.number(row, "x")
      let first = try table.number(row, "parameter1")
      let second = try table.number(row, "parameter2")
      let name = try table.text(row, "function")
      let value = try Self.value(of: name, x, first, second)
      // A quantile's relative error is its own; the fixture's distributions hold to 2e-13.
      try expect(value, try table.number(row, "value"), 2e-13, "\(name) \(x) \(first) \(second)")
    }
  }

  private static func value(of name: String, _ x: Double, _ first: Double, _ second: Double) throws -> Double?
  {
    switch name {
    case "normal-upper": return NormalDistribution.upper(x)
    case "normal-quantile": return NormalDistribution.quantile(x)
    case "t-upper": return StudentT(degreesOfFreedom: first).upper(x)
    case "t-quantile": return StudentT(degreesOfFreedom: first).quantile(x)
    case "chi-squared-upper": return ChiSquared(degreesOfFreedom: first).upper(x)
    case "chi-squared-lower": return ChiSquared(degreesOfFreedom: first).lower(x)
    case "f-upper": return FDistribution(numerator: first, denominator: second).upper(x)
    case "f-lower": return FDistribution(numerator: first, denominator: second).lower(x)
    case "binomial-upper": return Binomial(trials: Int(first), probability: second).upper(Int(x))
    case "binomial-lower": return Binomial(trials: Int(first), probability: second).lower(Int(x))
    case "binomial-two-sided": return Binomial(trials: Int(first), probability: second).twoSided(Int(x))
    default: throw NumberTable.Fault("unknown function \(name)")
    }
  }

  private func expect(_ value: Double?, _ expected: Double, _ tolerance: Double, _ what: String) throws {
    let actual = try #require(value)
    #expect(agrees(actual, expected, relative: tolerance), "\(what): \(actual), expected \(expected)")
  }

  @Test func argumentsOutsideTheDomainHaveNoAnswer() {
    #expect(NormalDistribution.upper(.nan) == nil)
    #expect(NormalDistribution.quantile(0) == nil && NormalDistribution.quantile(1) == nil)
    #expect(StudentT(degreesOfFreedom: 0).upper(1) == nil)
    #expect(StudentT(degreesOfFreedom: -3).upper(1) == nil)
    #expect(StudentT(degreesOfFreedom: 5).upper(.nan) == nil)
    #expect(ChiSquared(degreesOfFreedom: 3).upper(-1) == nil)
    #expect(FDistribution(numerator: 0, denominator: 3).upper(1) == nil)
    #expect(Binomial(trials: 5, probability: 1.5).upper(2) == nil)
    #expect(Binomial(trials: 5, probability: 0.5).twoSided(6) == nil)
  }

  @Test func infiniteStatisticsAreCertain() {
    #expect(NormalDistribution.upper(.infinity) == 0 && NormalDistribution.upper(-.infinity) == 1)
    #expect(StudentT(degreesOfFreedom: 5).twoSided(.infinity) == 0)
    #expect(StudentT(degreesOfFreedom: 5).lower(.infinity) == 1)
    #expect(NormalDistribution.twoSided(0) == 1 && StudentT(degreesOfFreedom: 2).twoSided(0) == 1)
  }
}
