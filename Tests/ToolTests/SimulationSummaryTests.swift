import CoreTypes
import Testing

@testable import Tool

@Suite struct SimulationSummaryTests {
  /// Hundreds of events are one line that somebody can read.
  @Test(arguments: [
    (1, "E1"), (5, "E1, E2, E3, E4, E5"), (6, "E1, E2, E3, E4, E5 and 1 more"),
    (300, "E1, E2, E3, E4, E5 and 295 more"),
  ])
  func fiveEventsAreNamed(_ count: Int, _ text: String) {
    #expect(SimulationSummary.list((1...count).map { EventID("E\($0)") }) == text)
  }
}
