import TestSupport
import Testing

@testable import CoreStatistics

@Suite struct SampleStatisticsTests {
  /// The samples of the oracle with their ranks, by name.
  private static func samples() throws -> [(name: String, values: [Double], ranks: [Double])] {
    let table = try NumberTable(fixture: "Oracles/core-statistics/sample_values.csv")
    var samples: [(name: String, values: [Double], ranks: [Double])] = []
    for row in table.rows.indices {
      let name = try table.text(row, "sample")
      if samples.last?.name != name { samples.append((name, [], [])) }
      samples[samples.count - 1].values.append(try table.number(row, "value"))
      samples[samples.count - 1].ranks.append(try table.number(row, "rank"))
    }
    return samples
  }

  @Test func momentsOfTheOracle() throws {
    let table = try NumberTable(fixture: "Oracles/core-statistics/sample_moments.csv")
    var compared = 0
    for sample in try Self.samples() {
      let moments = Moments(sample.values)
      let own = [
        "mean": moments.mean, "sd": moments.standardDeviation, "johnson": moments.johnsonSkewness,
        "adjusted": moments.adjustedSkewness, "median": Selection.median(of: sample.values),
      ]
      for row in table.rows.indices where try table.text(row, "sample") == sample.name {
        let quantity = try table.text(row, "quantity")
        let value = try #require(own[quantity] ?? nil)
        let expected = try table.number(row, "value")
        // Two values are symmetric: their skewness is zero but for rounding.
        #expect(agrees(value, expected, relative: 1e-12, scale: 1e-3), "\(sample.name) \(quantity)")
        compared += 1
      }
    }
    #expect(compared == table.rows.count && compared > 0)
  }

  @Test func ranksOfTheOracle() throws {
    for sample in try Self.samples() {
      #expect(averageRanks(of: sample.values, rounding: 0).ranks == sample.ranks)
    }
  }

  @Test func momentsWithoutDispersion() {
    #expect(Moments([]).variance == nil && Moments([]).mean == 0)
    #expect(Moments([3]).standardDeviation == nil)
    let equal = Moments([Double](repeating: 0.1, count: 7))
    #expect(equal.isConstant && equal.johnsonSkewness == nil && equal.adjustedSkewness == nil)
    #expect(Moments([0, 0, 0]).isConstant)
    #expect(!Moments([1, 1 + 1e-9]).isConstant)
    #expect(Selection.median(of: []) == nil && Selection.median(of: [2]) == 2)
    #expect(Selection.median(of: [4, 1]) == 2.5 && Selection.median(of: [3, 1, 2]) == 2)
  }

  @Test func missingValuesKeepNoRank() {
    let (ranks, tieSum) = averageRanks(of: [.nan, 0.3, -0.1, .nan, 0.3, 0.0, -0.0], rounding: 0)
    #expect(ranks[0].isNaN && ranks[3].isNaN)
    #expect(ranks[1] == 4.5 && ranks[4] == 4.5 && ranks[2] == 1 && ranks[5] == 2.5 && ranks[6] == 2.5)
    #expect(tieSum == 12)
    #expect(averageRanks(of: [], rounding: 0).ranks.isEmpty)
    #expect(averageRanks(of: [.nan], rounding: 0).tieSum == 0)
    #expect(averageRanks(of: [0.2, 0.1, 0.2 + 1e-15, 0.3], rounding: 1e-14).ranks == [2.5, 1, 2.5, 4])
    #expect(averageRanks(of: [.infinity, 0, .infinity], rounding: 1e-14).ranks == [2.5, 1, 2.5])
  }

  /// Few values, many, more than the dealing of positions takes, with and without ties and holes, as they come, in order
  /// and in reverse: ranks and tie sums are those of a plain sort.
  @Test(arguments: [1, 2, 23, 24, 25, 64, 271, 4_000, 65_535, 65_536, 70_001], [0.0, 1e-3, 0.25, 2])
  func ranksAreThoseOfAPlainSort(count: Int, grid: Double) {
    let score = [RankScore.rank, .centered, .share][(count + Int(grid * 1_000)) % 3]
    var stream = RandomStream(seed: UInt64(count))
    var workspace = RankWorkspace(score)
    let drawn = (0..<count).map { _ in
      let value = stream.normal()
      return grid > 0 ? (value / grid).rounded() * grid : value
    }
    let holes = drawn.enumerated().map { $0.offset % 7 == 3 ? Double.nan : $0.element }
    for values in [drawn, drawn.sorted(), drawn.sorted(by: >), holes] {
      var ranks = [Double](repeating: -1, count: count)
      let summary = values.withUnsafeBufferPointer { values in
        ranks.withUnsafeMutableBufferPointer { workspace.rank(values, into: $0) }
      }
      var plain = Self.plainRanks(values)
      plain.ranks = plain.ranks.map { score($0, of: summary.count) }
      #expect(zip(ranks, plain.ranks).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
      #expect(summary.count == values.count { !$0.isNaN } && summary.tieSum == plain.tieSum)
      let found = values.withUnsafeBufferPointer { workspace.median(of: $0) }
      #expect(found == sortedMedian(of: values.filter { !$0.isNaN }))
    }
  }

  private static func plainRanks(_ values: [Double]) -> (ranks: [Double], tieSum: Double) {
    let order = values.indices.filter { !values[$0].isNaN }.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: .nan, count: values.count)
    var tieSum = 0.0
    var first = 0
    while first < order.count {
      let last = order[first...].prefix { values[$0] == values[order[first]] }.endIndex
      for place in first..<last { ranks[order[place]] = Double(first + last + 1) / 2 }
      let size = Double(last - first)
      tieSum += size * size * size - size
      first = last
    }
    return (ranks, tieSum)
  }

  /// Whatever the spread of the values, ranks must equal those from a plain sort.
  @Test(arguments: [1.0, 1e3, 1e-300, .infinity]) func everySpreadRanksAlike(outlier: Double) {
    var stream = RandomStream(seed: 5)
    var workspace = RankWorkspace()
    for count in [1, 2, 20, 50, 271, 3_000] {
      var values = (0..<count).map { _ in (stream.normal() * 40).rounded() / 40 }
      values[0] = outlier
      var ranks = [Double](repeating: 0, count: count)
      _ = values.withUnsafeBufferPointer { values in
        ranks.withUnsafeMutableBufferPointer { workspace.rank(values, into: $0) }
      }
      for index in stride(from: 0, to: count, by: max(1, count / 50)) {
        let below = values.filter { $0 < values[index] }.count
        let equal = values.filter { $0 == values[index] }.count
        #expect(ranks[index] == Double(below) + Double(equal + 1) / 2)
      }
    }
  }

  @Test func signedRankCounts() throws {
    let table = try NumberTable(fixture: "Oracles/core-statistics/signed_rank.csv")
    for row in table.rows.indices {
      let distribution = try #require(SignedRankDistribution(count: Int(try table.number(row, "n"))))
      let sum = Int(try table.number(row, "w"))
      #expect(distribution.lower(sum) == (try table.number(row, "lower")))
      #expect(distribution.upperIncluding(sum) == (try table.number(row, "upper_including")))
    }
    #expect(SignedRankDistribution(count: 51) == nil && SignedRankDistribution(count: 0)?.twoSided(0) == 1)
  }
}
