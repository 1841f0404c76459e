import CoreTypes
import TestSupport
import Testing

@Suite struct EventWarningsTests {
  @Test func everyWarningHasABitOfItsOwn() {
    for warning in EventWarning.allCases {
      var warnings: EventWarnings = [warning]
      #expect(EventWarning.allCases.filter(warnings.contains) == [warning])
      #expect(warnings.sorted() == [warning])
      warnings.remove(warning)
      #expect(warnings.isEmpty && warnings == [])
    }
  }

  @Test func behavesAsASet() {
    var generator = SeededGenerator(seed: 5)
    var (warnings, others): (EventWarnings, Set<EventWarning>) = ([], [])
    for _ in 0..<2_000 {
      let warning = EventWarning.allCases.randomElement(using: &generator) ?? .priceSign
      switch Int.random(in: 0..<5, using: &generator) {
      case 0...1:
        warnings.insert(warning)
        others.insert(warning)
      case 2...3:
        warnings.remove(warning)
        others.remove(warning)
      default:
        warnings.formUnion([warning, .controlMissing])
        others.formUnion([warning, .controlMissing])
      }
      #expect(warnings.sorted() == others.sorted())
      #expect(warnings.isEmpty == others.isEmpty)
    }
  }
}
