import CoreTypes
import DataInput
import Glibc

/// A file that did not exist before: never written over another.
package enum NewFile {
  /// Throws `inputMissing` (66) where its folder does not exist, `outputNotCreatable` (73) where the file exists already or
  /// cannot be made, `readOrWriteError` (74) where writing fails; then nothing is left.
  package static func write(_ text: String, to path: String) throws(RunFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let code = errno
      guard code != ENOENT else {
        throw RunFailure(
          .inputMissing, "there is no folder to write '\(path)' to",
          help: "check the path, or make the folder first")
      }
      throw RunFailure(
        .outputNotCreatable,
        code == EEXIST
          ? "there is a '\(path)' already" : "cannot create '\(path)': \(SystemError.sentence(code))",
        help: code == EEXIST
          ? "rename or remove it first; nothing is written over" : "give a folder that may be written to")
    }
    defer { close(descriptor) }
    let code = Array(text.utf8).withUnsafeBytes { writeAll($0, to: descriptor) }
    guard code != 0 else { return }
    unlink(path)
    throw RunFailure(
      .readOrWriteError, "writing '\(path)' failed: \(SystemError.sentence(code))",
      help: "make room on the disk and run again")
  }
}
