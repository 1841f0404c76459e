import Testing

@testable import DataInput

/// A vendor's returns linked to a price, row by row.
@Suite struct ReturnChainTests {
  private func chain(_ rows: [(value: Double, close: Double)]) -> ReturnChain {
    var chain = ReturnChain()
    for (row, item) in rows.enumerated() { chain.add(row: row, return: item.value, close: item.close) }
    return chain
  }

  /// From 10 to 11 by the return, then to 12.1: the close that the first of them left out is 11.
  @Test func aCloseIsKnownByTheReturnThatLeadsToIt() {
    let chain = chain([(.nan, 10), (0.1, .nan), (.nan, 12.1), (0.5, 18.15)])
    #expect(chain.rows == [0, 1, 2, 3] && chain.unlinked == [2])
    for (level, expected) in zip(chain.levels, [10, 11, 12.1, 18.15]) {
      #expect(abs(level / expected - 1) < 1e-15)
    }
  }

  /// A first price behind returns alone: the return that leads to it is in no file, and the levels go on from there.
  @Test func aFirstPriceBehindReturnsAloneIsTold() {
    let chain = chain([(0.1, .nan), (0.2, .nan), (.nan, 56), (.nan, 57.12), (0.1, .nan)])
    #expect(chain.rows == [0, 1, 3, 4] && chain.unlinked == [2, 3])
    for (level, expected) in zip(chain.levels, [1, 1.2, 1.224, 1.3464]) {
      #expect(abs(level / expected - 1) < 1e-12)
    }
  }

  /// Of 20 returns beside closes two differ, or three: more than one in ten are another column's numbers.
  @Test(arguments: [(1, false), (2, false), (3, true)])
  func moreThanOneInTenContradicts(_ wrong: Int, _ isContradicted: Bool) {
    let rows = (0..<20).map { (value: $0 < wrong ? 0.5 : 0.0, close: 10.0) }
    let chain = chain([(.nan, 10)] + rows)
    #expect(chain.compared == 20 && chain.contradicting.count == wrong)
    #expect(chain.isContradicted == isContradicted)
    #expect(!self.chain([(.nan, 10)] + rows.prefix(19)).isContradicted)
  }
}
