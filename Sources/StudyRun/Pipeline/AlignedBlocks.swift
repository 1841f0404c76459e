import CMemory
import EventTime
import Synchronization

/// The aligned events of a study in blocks, each of which is given away once: what an event holds is free when its rows
/// are written.
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
        Array(events[first..<min(events.count, first + blockSize)])
      })
  }

  /// The events of a range that `ParallelBlocks` hands out.
  func take(_ range: Range<Int>) -> [AlignedEvent] {
    blocks.withLock { blocks in
      var taken: [AlignedEvent] = []
      swap(&taken, &blocks[range.lowerBound / blockSize])
      return taken
    }
  }
}

/// Memory that was freed but is still the program's: many small pieces are, until the system is told.
enum FreedMemory {
  /// Events after which it is worth the while: some 15 MB.
  static let events = 16_384

  /// Gives whole free pages back to the system.
  static func giveBack() { malloc_trim(0) }
}
