import CoreTypes
import Glibc

/// A file open for reading by position. The descriptor is closed with the value.
package struct OpenFile: ~Copyable, Sendable {
  private let descriptor: Int32
  /// The file's length in bytes when it was opened; nothing past it is ever read.
  package let size: Int

  /// Throws `inputMissing` (66) where there is no such file and `readOrWriteError` (74) where it cannot be
  /// opened.
  package init(_ file: InputFile) throws(RunFailure) {
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OpenFile.failure(file, code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      close(descriptor)
      throw OpenFile.notAFile(file, isFolder: isFolder)
    }
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Reads up to `count` bytes from `offset` on; fewer only at the end of the file, `nil` on a read error.
  package func read(at offset: Int, count: Int, into buffer: UnsafeMutablePointer<UInt8>) -> Int? {
    var done = 0
    let wanted = min(count, size - offset)
    while done < wanted {
      let step = pread(descriptor, buffer + done, wanted - done, off_t(offset + done))
      if step < 0 {
        if errno == EINTR { continue }
        return nil
      }
      if step == 0 { break }
      done += step
    }
    return done
  }

  private static func failure(_ file: InputFile, code: Int32) -> RunFailure {
    if code == ENOENT || code == ENOTDIR {
      return RunFailure(
        .inputMissing, "there is no file '\(file.name)'",
        help: "check the path in the study file; it is relative to the study's folder",
        at: SourceLocation(file: file.name))
    }
    return RunFailure(
      .readOrWriteError, "cannot open '\(file.name)': \(String(cString: strerror(code)))",
      help: "make the file readable for the user who runs the study", at: SourceLocation(file: file.name))
  }

  private static func notAFile(_ file: InputFile, isFolder: Bool) -> RunFailure {
    RunFailure(
      .readOrWriteError,
      "'\(file.name)' is \(isFolder ? "a folder" : "not a regular file"), expected a CSV file",
      help: isFolder ? "name the files inside it, such as '\(file.name)/*.csv'" : "name a CSV file",
      at: SourceLocation(file: file.name))
  }

  /// A read that failed after the file had been opened.
  static func readFailure(_ file: InputFile) -> RunFailure {
    RunFailure(
      .readOrWriteError, "reading '\(file.name)' failed",
      help: "check the disk or the network share and run again", at: SourceLocation(file: file.name))
  }
}
