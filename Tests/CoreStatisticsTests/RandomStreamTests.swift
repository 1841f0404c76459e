import TestSupport
import Testing

@testable import CoreStatistics

@Suite struct RandomStreamTests {
  @Test func drawsOfTheOracle() throws {
    let table = try NumberTable(fixture: "Oracles/core-statistics/random_stream.csv")
    let seeds = try table.rows.indices.map { try table.text($0, "seed") }
    for seed in Set(seeds) {
      let number = try #require(UInt64(seed))
      var bits = RandomStream(seed: number)
      var uniform = bits
      var index = bits
      var normal = bits
      for row in table.rows.indices where seeds[row] == seed {
        #expect(String(bits.next()) == (try table.text(row, "bits")))
        #expect(uniform.uniform() == (try table.number(row, "uniform")))
        #expect(Double(index.index(below: 16)) == (try table.number(row, "index16")))
        #expect(agrees(normal.normal(), try table.number(row, "normal"), relative: 1e-13))
      }
    }
  }

  @Test func purposesHaveTheirOwnStreams() {
    var first = RandomStream(seed: 1, purpose: "bootstrap-t [0,0]")
    var same = RandomStream(seed: 1, purpose: "bootstrap-t [0,0]")
    var other = RandomStream(seed: 1, purpose: "bootstrap-t [-1,1]")
    var reseeded = RandomStream(seed: 2, purpose: "bootstrap-t [0,0]")
    let draw = first.next()
    #expect(draw == same.next() && draw != other.next() && draw != reseeded.next())
  }

  @Test func momentsOfManyDraws() {
    var stream = RandomStream(seed: 3)
    let moments = Moments((0..<40_000).map { _ in stream.normal() })
    #expect(abs(moments.mean) < 0.02)
    #expect(abs(moments.sumOfSquares / 40_000 - 1) < 0.03)
  }
}
