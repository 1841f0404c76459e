import CoreTypes
import Glibc

/// Where a report shall lie: a name in a parent folder, and the names of its siblings.
struct OutputTarget {
  /// As the user wrote it, for messages.
  let display: String
  let parent: String
  let name: String

  var path: String { StudyPaths.join(parent, name) }
  var lockPath: String { StudyPaths.join(parent, ".\(name).lock") }
  /// Followed by digits: `.reports.new-` can then not be part of the leftovers of a report `reports.new-5`.
  var stagingPrefix: String { ".\(name).new-" }

  init(_ path: String) throws(RunFailure) {
    guard path != StandardInput.argument else {
      throw RunFailure(
        .wrongUse, "'-' is not a folder, and a report is a folder of files",
        help: "give a folder with --output; --summary prints to standard output")
    }
    guard !path.isEmpty else {
      throw RunFailure(
        .wrongUse, "the name of the output folder is empty", help: "give a folder, such as --output reports")
    }
    display = path
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
    parent = StudyPaths.folder(of: String(trimmed))
    name = StudyPaths.lastComponent(of: String(trimmed))
    if ["", ".", "..", "/"].contains(name) {
      throw RunFailure(
        .outputNotCreatable, "'\(path)' cannot be replaced as a whole", help: "give a folder inside it")
    }
  }

  /// Creates the parent folder and those above it where they are missing.
  func createParent() throws(RunFailure) {
    var path = parent.hasPrefix("/") ? "/" : ""
    for part in parent.split(separator: "/") {
      if !path.isEmpty, !path.hasSuffix("/") { path += "/" }
      path += String(part)
      if mkdir(path, 0o777) == 0 || errno == EEXIST { continue }
      let code = errno
      // Whoever may not write in `/` may still write further down in what exists.
      if isFolder(path) { continue }
      throw notCreatable(code)
    }
    guard isFolder(parent) else { throw notCreatable(ENOTDIR) }
  }

  func notCreatable(_ code: Int32) -> RunFailure {
    let help =
      switch code {
      case EACCES, EPERM: "give a folder that this user may write in, with --output"
      case EROFS: "give a folder on a disk that can be written, with --output"
      case ENOTDIR: "'\(parent)' is not a folder; give another path with --output"
      case ENOSPC, EDQUOT: "make room there or give another folder with --output"
      case ENAMETOOLONG: "give a shorter name with --output"
      default: SystemError.help(code) ?? "give another folder with --output"
      }
    return RunFailure(
      .outputNotCreatable, "cannot create the output folder '\(display)': \(SystemError.sentence(code))",
      help: help)
  }

  /// The old report cannot be moved: something is mounted there.
  var isMountPoint: RunFailure {
    RunFailure(
      .outputNotCreatable, "the output folder '\(display)' cannot be replaced in one step",
      help: "give a folder inside it")
  }

  private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

extension StudyConfiguration {
  /// - Throws: 64 where the cache would lie in the report: that is replaced as a whole, and never where something else lies in
  ///   it.
  func keepsCacheApart(from output: String) throws(RunFailure) {
    guard let cache, StudyPaths.absoluteParts(of: cache).starts(with: StudyPaths.absoluteParts(of: output))
    else {
      return
    }
    throw RunFailure(
      .wrongUse,
      "the cache '\(cache)' lies in the output folder '\(output)', which each run replaces as a whole",
      help: "give it a folder beside the report")
  }
}
