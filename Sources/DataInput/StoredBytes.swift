import Glibc

/// The bytes of a file as it lies there, by position. The descriptor is closed with the value.
///
/// A file that one block holds is read when it is opened, so that its header, the evidence of its first rows, its rows and
/// its digest come out of the same bytes, and the system is asked for them once.
struct StoredBytes: ~Copyable, Sendable {
  let descriptor: Int32
  /// The length when the file was opened; nothing past it is ever read.
  let size: Int
  private let content: FileBlock?
  private let contentBytes: Int

  /// Takes the descriptor over.
  init(descriptor: Int32, size: Int) {
    self.descriptor = descriptor
    self.size = size
    guard size > 0, size <= FileBlock.bytes else {
      content = nil
      contentBytes = 0
      return
    }
    let block = FileBlock()
    let count = StoredBytes.read(descriptor, at: 0, count: size, into: block.start(of: 0))
    contentBytes = count ?? 0
    content = count == nil ? nil : consume block
  }

  deinit { close(descriptor) }

  /// Reads up to `count` bytes from `offset` on; fewer only at the end of the file, `nil` on a read error.
  func read(at offset: Int, count: Int, into buffer: UnsafeMutablePointer<UInt8>) -> Int? {
    let wanted = min(count, size - offset)
    guard let start = content?.start(of: 0) else {
      return StoredBytes.read(descriptor, at: offset, count: wanted, into: buffer)
    }
    let available = max(0, min(wanted, contentBytes - offset))
    buffer.update(from: start + offset, count: available)
    return available
  }

  /// The same of an open file.
  static func read(
    _ descriptor: Int32, at offset: Int, count: Int, into buffer: UnsafeMutablePointer<UInt8>
  ) -> Int? {
    var done = 0
    while done < count {
      let step = pread(descriptor, buffer + done, count - done, off_t(offset + done))
      if step < 0 {
        if errno == EINTR { continue }
        return nil
      }
      if step == 0 { break }
      done += step
    }
    return done
  }
}
