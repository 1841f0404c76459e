import CoreStatistics

/// Sums of values under random signs: tables hold the sums of every four neighbors under their 16 sign patterns.
struct SignedSums {
  private static let valuesATable = 4
  private let tables: [Double]

  init(_ values: [Double]) {
    var tables: [Double] = []
    tables.reserveCapacity((values.count + 3) / 4 * 16)
    for first in stride(from: 0, to: values.count, by: SignedSums.valuesATable) {
      for pattern in 0..<16 {
        var sum = 0.0
        for (bit, value) in values[first..<min(values.count, first + SignedSums.valuesATable)].enumerated() {
          sum += pattern >> bit & 1 == 0 ? value : -value
        }
        tables.append(sum)
      }
    }
    self.tables = tables
  }

  /// The sum in which value k has the other sign where bit `k mod 64` of word `k / 64` of the stream is set.
  func sum(_ stream: inout RandomStream) -> Double {
    tables.withUnsafeBufferPointer { tables in
      var sum = 0.0
      var bits: UInt64 = 0
      for place in 0..<(tables.count / 16) {
        if place % 16 == 0 { bits = stream.next() }
        sum += tables[place * 16 + Int(truncatingIfNeeded: bits & 15)]
        bits >>= 4
      }
      return sum
    }
  }
}
