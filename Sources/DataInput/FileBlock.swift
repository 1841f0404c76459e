import Synchronization

/// Room for a block of a file, which comes to lie at the same place of a memory page as in the file's own pages.
///
/// The system copies a block in one machine instruction, which AMD's processors carry out three times slower where the
/// target lies 1 to 31 bytes further on in its page than the source, as all blocks do that `malloc` maps.
struct FileBlock: ~Copyable, Sendable {
  /// What is read in one go; the speed of libcsv does not depend on it.
  static let bytes = 256 * 1_024

  private let room = BlockRoom.take()

  deinit { room.giveBack() }

  /// Where the bytes from `offset` of the file on go; `NumberScan.slack` more can be read behind the block.
  func start(of offset: Int) -> UnsafeMutablePointer<UInt8> {
    (room.memory + offset % BlockRoom.pageBytes).bindMemory(to: UInt8.self, capacity: FileBlock.bytes)
  }
}

/// Memory of a `FileBlock`. What was given back is taken again, with its pages in place: a piece of a file reads a few blocks,
/// and the system would map, fill with zeros and take back 64 pages for each piece, one thread at a time.
///
/// Unchecked, because a room has one owner at a time.
private struct BlockRoom: @unchecked Sendable {
  static let pageBytes = 4_096

  /// A place for a room that nobody uses; holds its address or 0.
  private final class Shelf: Sendable {
    let address = Atomic<UInt>(0)
  }

  private static let shelves = (0..<8).map { _ in Shelf() }

  let memory: UnsafeMutableRawPointer

  static func take() -> BlockRoom {
    for shelf in shelves where shelf.address.load(ordering: .relaxed) != 0 {
      let address = shelf.address.exchange(0, ordering: .acquiring)
      if let memory = UnsafeMutableRawPointer(bitPattern: address) { return BlockRoom(memory: memory) }
    }
    let count = FileBlock.bytes + pageBytes + NumberScan.slack
    return BlockRoom(memory: .allocate(byteCount: count, alignment: pageBytes))
  }

  func giveBack() {
    let address = UInt(bitPattern: memory)
    for shelf in BlockRoom.shelves
    where shelf.address.compareExchange(expected: 0, desired: address, ordering: .releasing).exchanged {
      return
    }
    memory.deallocate()
  }
}
