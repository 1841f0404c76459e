import CoreTypes
import Glibc

extension StandardInput {
  private static let pieceBytes = 1 << 20

  /// Where standard input can be read as a file is, by position and more than once. What comes through a pipe goes to a
  /// file without a name first, on disk and not in memory, which takes the place of standard input.
  static func path() throws(RunFailure) -> String {
    var status = stat()
    guard fstat(0, &status) == 0 else {
      throw RunFailure(
        .inputMissing, "standard input is closed, and the study reads it ('-')",
        help: "give it a file: eventstudy run study.yaml < prices.csv")
    }
    if status.st_mode & S_IFMT != S_IFREG { try spool() }
    return "/proc/self/fd/0"
  }

  private static func spool() throws(RunFailure) {
    let descriptor = unnamedFile()
    guard descriptor >= 0 else {
      throw failure(
        "standard input cannot be kept in /var/tmp or /tmp: \(SystemError.sentence(errno))")
    }
    defer { close(descriptor) }
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: pieceBytes)
    defer { buffer.deallocate() }
    while true {
      let count = read(0, buffer, pieceBytes)
      if count < 0, errno == EINTR || (errno == EAGAIN && wait(for: 0, POLLIN)) { continue }
      guard count >= 0 else {
        throw failure("reading standard input failed: \(SystemError.sentence(errno))")
      }
      if count == 0 { break }
      let code = writeAll(UnsafeRawBufferPointer(start: buffer, count: count), to: descriptor)
      guard code == 0 else { throw failure("keeping standard input failed: \(SystemError.sentence(code))") }
    }
    guard dup2(descriptor, 0) == 0 else { throw failure("standard input cannot be kept") }
  }

  private static func unnamedFile() -> Int32 {
    // O_TMPFILE, which Swift does not import: a bit of its own beside O_DIRECTORY, which differs between processors.
    let flags = O_RDWR | O_CLOEXEC | O_DIRECTORY | 0o20000000
    for folder in ["/var/tmp", "/tmp"] {
      let descriptor = open(folder, flags, 0o600)
      if descriptor >= 0 { return descriptor }
    }
    return -1
  }

  private static func failure(_ message: String) -> RunFailure {
    RunFailure(.readOrWriteError, message, help: "write it to a file and name the file")
  }
}
