import EventTime
import Synchronization

/// The aligned events of a study in blocks, each of which is given away once: what an event holds is free when its rows
/// are written. A block has its last event first, so that whoever takes it can give away one event after the other.
final class AlignedBlocks: Sendable {
  let blockSize: Int
  /// Number of events.
  let count: Int
  private let blocks: Mutex<[[AlignedEvent]]>

  init(_ events: [AlignedEvent], blockSize: Int) {
    self.blockSize = blockSize
    count = events.count
    blocks = Mutex(
      stride(from: 0, to: events.count, by: blockSize).map { first in
        events[first..<min(events.count, first + blockSize)].reversed()
      })
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
