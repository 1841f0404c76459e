import CoreTypes
import Glibc

extension StudyFileAccess {
  /// The files of this system.
  package static let system = StudyFileAccess(contents: readAll, expand: expandPattern)

  @Sendable private static func readAll(_ path: String) throws(RunFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path, errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(path, errno) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= 64 << 20 else {
        throw RunFailure(
          .unusable, "the study file '\(path)' is larger than 64 MiB",
          help: "give a study file; prices belong into files that it names")
      }
    }
  }

  private static func unreadable(_ path: String, _ code: Int32) -> RunFailure {
    switch code {
    case ENOENT, ENOTDIR:
      RunFailure(
        .inputMissing, "there is no study file '\(path)'", help: "check the path, or write a study file there"
      )
    case EISDIR:
      RunFailure(
        .inputMissing, "'\(path)' is a folder, not a study file",
        help: "give the file in it, such as \(path.hasSuffix("/") ? path : path + "/")study.yaml")
    case EACCES, EPERM:
      RunFailure(
        .inputMissing, "the study file '\(path)' must not be read by this user",
        help: "give it read permission: chmod +r")
    default:
      RunFailure(
        .readOrWriteError, "cannot read the study file '\(path)': \(SystemError.sentence(code))",
        help: "check the disk and try again")
    }
  }

  @Sendable private static func expandPattern(
    _ pattern: String, _ folder: String
  ) throws(RunFailure) -> [String] {
    var matches = glob_t()
    defer { globfree(&matches) }
    // Only the study's words are a pattern; the folder's name is meant literally.
    let whole = pattern.hasPrefix("/") ? pattern : StudyPaths.join(escaped(folder), pattern)
    let status = glob(whole, GLOB_NOSORT, nil, &matches)
    var paths: [String] = []
    for index in 0..<Int(matches.gl_pathc) {
      if let path = matches.gl_pathv[index] { paths.append(String(cString: path)) }
    }
    guard status == 0, !paths.isEmpty else {
      let isPattern = pattern.contains { "*?[".contains($0) }
      throw RunFailure(
        .inputMissing, isPattern ? "no file matches '\(pattern)'" : "there is no file '\(pattern)'",
        help: "paths are relative to the folder of the study file; check the spelling")
    }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func escaped(_ path: String) -> String {
    String(path.flatMap { "*?[]\\".contains($0) ? ["\\", $0] : [$0] })
  }
}
