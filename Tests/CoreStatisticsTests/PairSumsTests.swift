import Testing

@testable import CoreStatistics

@Suite struct PairSumsTests {
  private func sums(_ x: [Double], _ y: [Double]) -> PairSums {
    x.withUnsafeBufferPointer { x in y.withUnsafeBufferPointer { PairSums(x, $0) } }
  }

  @Test(arguments: [0, 1, 2, 5, 8]) func everyRowCounts(_ count: Int) {
    // Small whole numbers: exact in any order.
    let x = (0..<count).map { Double($0 + 1) }
    let y = (0..<count).map { Double($0 * $0 - 3) }
    let found = sums(x, y)
    #expect(found.x == x.reduce(0, +) && found.y == y.reduce(0, +))
    #expect(found.xx == x.reduce(0) { $0 + $1 * $1 } && found.yy == y.reduce(0) { $0 + $1 * $1 })
    #expect(found.xy == zip(x, y).reduce(0) { $0 + $1.0 * $1.1 })
    #expect(found.areFinite)
  }

  @Test(arguments: 0..<5) func aRowWithoutANumberIsFoundAnywhere(_ row: Int) {
    let whole = [0.01, -0.02, 0.005, 0.0, 0.013]
    for wrong in [Double.nan, .infinity, -.infinity] {
      var broken = whole
      broken[row] = wrong
      #expect(!sums(broken, whole).areFinite && !sums(whole, broken).areFinite)
    }
  }

  @Test func onlySeriesThatMoveTogetherMayBeAlike() {
    let x = (0..<60).map { Double(($0 * 7919) % 101) / 1_000 }
    let other = (0..<60).map { Double(($0 * 104_729) % 97) / 1_000 }
    #expect(sums(x, x.map { 2 * $0 + 0.1 }).mayBeAlike)
    #expect(!sums(x, other).mayBeAlike)
    #expect(!sums(x, x.map { -$0 }).mayBeAlike)
    // Nothing is left of the sums but rounding: the exact passes must decide.
    #expect(sums(x.map { $0 + 1e9 }, other).mayBeAlike)
  }

  @Test func ofRowsThatCount() {
    let (x, y) = ([1, .nan, 2, 3, 5.0, 7], [2, 1, .nan, 4.0, .infinity, 1])
    let sums = x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        [true, true, true, true, true, false].withUnsafeBufferPointer { PairSums(x, y, where: $0) }
      }
    }
    #expect(sums.count == 2 && sums.x == 4 && sums.y == 6 && sums.xx == 10 && sums.yy == 20 && sums.xy == 14)
    #expect(sums.mayBeAlike)
  }
}
