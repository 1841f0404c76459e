import Glibc

/// Memory for columns of rows, uninitialized.
///
/// Large rooms are mapped, so that giving one back lowers the memory of the process at once, whichever thread took it.
/// Unchecked, because whoever shares one writes to parts of it that nobody else touches.
final class RoomMemory: @unchecked Sendable {
  let start: UnsafeMutableRawPointer
  let count: Int
  private let mappedBytes: Int

  static let smallestMapping = 128 * 1_024

  init(bytes: Int) {
    count = bytes
    if bytes >= RoomMemory.smallestMapping,
      let room = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      room != UnsafeMutableRawPointer(bitPattern: -1)
    {
      (start, mappedBytes) = (room, bytes)
    } else {
      (start, mappedBytes) = (.allocate(byteCount: max(1, bytes), alignment: 16), 0)
    }
  }

  deinit {
    if mappedBytes > 0 { munmap(start, mappedBytes) } else { start.deallocate() }
  }
}
