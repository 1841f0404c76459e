import Glibc

/// Writes all of the bytes, in as many steps as it takes. A stream that does not wait (`O_NONBLOCK`, which whoever started the
/// program may have left set) is waited for.
///
/// - Returns: 0, or the `errno` of the step that failed; nothing written where something was to be counts as a full disk.
package func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
  var offset = 0
  while offset < bytes.count {
    let written = Glibc.write(descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
    if written < 0, errno == EINTR || (errno == EAGAIN && wait(for: descriptor, POLLOUT)) { continue }
    guard written > 0 else { return written < 0 ? errno : ENOSPC }
    offset += written
  }
  return 0
}

/// Sleeps until `descriptor` takes or has bytes, or its other end has gone; false with `errno` where it cannot be waited for.
func wait(for descriptor: Int32, _ events: Int32) -> Bool {
  var one = pollfd(fd: descriptor, events: Int16(events), revents: 0)
  while poll(&one, 1, -1) < 0 {
    guard errno == EINTR else { return false }
  }
  return true
}
