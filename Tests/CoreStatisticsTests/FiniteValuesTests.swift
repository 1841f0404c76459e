import Testing

@testable import CoreStatistics

@Suite struct FiniteValuesTests {
  @Test(arguments: [0, 1, 7, 8, 9, 16, 33]) func `a value that is no number is found anywhere`(_ count: Int) {
    let values = (0..<count).map { Double($0) * -1e300 }
    #expect(values.withUnsafeBufferPointer(areFinite))
    for position in values.indices {
      for wrong in [Double.nan, .infinity, -.infinity, .signalingNaN] {
        var other = values
        other[position] = wrong
        #expect(!other.withUnsafeBufferPointer(areFinite))
      }
    }
  }
}
