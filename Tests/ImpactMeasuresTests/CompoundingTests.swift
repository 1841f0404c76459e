import EventTime
import TestSupport
import Testing

@testable import ImpactMeasures

/// The identity that the program asserts for every event: legs make up the whole.
@Suite struct CompoundingTests {
  @Test(arguments: [ReturnKind.simple, .log])
  func legsOfPricesCompound(_ kind: ReturnKind) {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<2_000 {
      let prices = (0..<4).map { _ in Double.random(in: 0.01...1_000, using: &generator) }
      let legs = zip(prices, prices.dropFirst()).map { kind.change(from: $0, to: $1) }
      #expect(kind.compound(legs, to: kind.change(from: prices[0], to: prices[3])))
    }
  }

  @Test(arguments: [ReturnKind.simple, .log])
  func aLegThatIsOffIsFound(_ kind: ReturnKind) {
    let legs = [-0.12, 0.011, 0.019]
    let whole = legs.map(kind.gross).reduce(1, *)
    #expect(kind.compound(legs, to: kind.change(from: 1, to: whole)))
    #expect(!kind.compound(legs, to: kind.change(from: 1, to: whole) + 1e-9))
    #expect(!kind.compound(legs, to: kind.change(from: 1, to: whole * (1 - 1e-10))))
  }
}
