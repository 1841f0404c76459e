/// How the events of a sample are worked on: block by block, one after the other or side by side.
///
/// This target knows no threads; who uses the tests hands them over. The size of a block never depends on their number,
/// and results are consumed in the order of the events, so that no sum depends on it either.
package struct BlockRunner: Sendable {
  /// What a block of `0..<count` comes to: numbers, row after row.
  package typealias Produce = @Sendable (Range<Int>) -> [Double]
  package typealias Run =
    @Sendable (
      _ count: Int, _ blockSize: Int, _ produce: @escaping Produce, _ consume: (Range<Int>, [Double]) -> Void
    ) -> Void

  /// Calls `produce` for each block and `consume` with what it made, in order, on the calling thread.
  let run: Run

  package init(_ run: @escaping Run) { self.run = run }

  /// One block after the other.
  package static let inTurn = BlockRunner { count, blockSize, produce, consume in
    for start in stride(from: 0, to: count, by: blockSize) {
      let block = start..<min(count, start + blockSize)
      consume(block, produce(block))
    }
  }
}
