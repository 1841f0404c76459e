import Glibc

/// Writes all of the bytes, in as many steps as it takes.
///
/// - Returns: 0, or the `errno` of the step that failed; nothing written where something was to be counts as a full disk.
package func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
  var offset = 0
  while offset < bytes.count {
    let written = Glibc.write(descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
    if written < 0, errno == EINTR { continue }
    guard written > 0 else { return written < 0 ? errno : ENOSPC }
    offset += written
  }
  return 0
}
