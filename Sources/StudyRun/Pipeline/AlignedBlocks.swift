import EventTime
import Synchronization

/// The aligned events of a study in blocks, each of which is given away once: what an event holds is free when its rows
/// are written. A block has its last event first, so that whoever takes it can give away one event after the other.
final class AlignedBlocks: Sendable {
  let blockSize: Int
  /// Number of events.
  let count: Int
  private let blocks: Mutex<[[AlignedEvent]]>

  /// - Parameter events: given away, so that nothing is counted for those that move into a block.
  init(_ events: consuming [AlignedEvent], blockSize: Int) {
    self.blockSize = blockSize
    count = events.count
    var found: [[AlignedEvent]] = []
    for first in stride(from: 0, to: events.count, by: blockSize).reversed() {
      var block: [AlignedEvent] = []
      block.reserveCapacity(blockSize)
      while events.count > first { block.append(events.removeLast()) }
      found.append(block)
    }
    blocks = Mutex(found.reversed())
  }

  /// The events of a range that `ParallelBlocks` hands out, the last one first.
  func take(_ range: Range<Int>) -> [AlignedEvent] {
    blocks.withLock { blocks in
      var taken: [AlignedEvent] = []
      swap(&taken, &blocks[range.lowerBound / blockSize])
      return taken
    }
  }
}
