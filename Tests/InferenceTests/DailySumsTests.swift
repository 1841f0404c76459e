import CoreStatistics
import Testing

@testable import Inference

@Suite struct DailySumsTests {
  /// Events that are known to have a value every day leave the sums and counts that they leave day by day.
  @Test func wholeEventsAndOthers() {
    var stream = RandomStream(seed: 3)
    var (known, plain) = (DailySums(days: 5), DailySums(days: 5))
    for event in 0..<20 {
      var values = (0..<5).map { _ in stream.normal() }
      if event % 3 == 1 { values[event % 5] = .nan }
      values.withUnsafeBufferPointer { values in
        known.add(values, isWhole: event % 3 != 1)
        plain.add(values, isWhole: false)
      }
    }
    #expect(known.sums == plain.sums && known.means == plain.means)
    #expect((0..<5).allSatisfy { known.count(on: $0) == plain.count(on: $0) })
  }
}
