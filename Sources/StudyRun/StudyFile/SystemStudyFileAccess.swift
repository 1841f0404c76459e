import CoreTypes
import DataInput
import Glibc

extension StudyFileAccess {
  /// The files of this system, read by DataInput.
  package static let system = StudyFileAccess(
    contents: contents,
    expand: { (pattern, folder) throws(RunFailure) in
      try InputGlob.expand(pattern, relativeTo: folder)
    })

  private static let largest = 64 << 20

  @Sendable private static func contents(_ path: String) throws(RunFailure) -> [UInt8] {
    let file = try opened(path)
    guard file.size <= largest else {
      throw RunFailure(
        .unusable, "the study file '\(path)' is larger than 64 MiB",
        help: "give a study file; prices belong into files that it names")
    }
    let wanted = file.size
    var isRead = false
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      guard let start = buffer.baseAddress, let read = file.read(at: 0, count: wanted, into: start) else {
        return
      }
      count = read
      isRead = true
    }
    guard isRead || wanted == 0 else {
      throw RunFailure(
        .readOrWriteError, "reading the study file '\(path)' failed",
        help: "check the disk or the network share and run again")
    }
    return bytes
  }

  /// Says what is wrong in the words of somebody who typed the study's path, not of one who wrote it into a
  /// study.
  private static func opened(_ path: String) throws(RunFailure) -> OpenFile {
    var status = stat()
    let kind = stat(path, &status) == 0 ? status.st_mode & S_IFMT : S_IFREG
    if kind == S_IFDIR {
      throw RunFailure(
        .inputMissing, "'\(path)' is a folder, not a study file",
        help: "give the file in it, such as \(path.hasSuffix("/") ? path : path + "/")study.yaml")
    }
    if kind != S_IFREG {
      throw RunFailure(
        .readOrWriteError, "'\(path)' is not a regular file, expected a study file",
        help: "save the study in a file, or give its keys as flags")
    }
    do {
      return try OpenFile(InputFile(path: path, name: path))
    } catch {
      guard error.kind == .inputMissing else {
        throw RunFailure(error.kind, error.message, help: "give a study file that this user may read")
      }
      throw RunFailure(
        .inputMissing, "there is no study file '\(path)'",
        help: "check the path, or let 'eventstudy init' draft a study from the files of a folder")
    }
  }
}
