import CoreTypes
import Glibc

/// The paths of a study: `*`, `?` and `[...]` as in glob(3), in the C locale, sorted by bytes.
package enum InputGlob {
  /// The paths of the files that `pattern` (relative to `folder` unless it begins with `/`) names.
  ///
  /// Folders that a pattern matches are left out. Without a match: `inputMissing` (66).
  package static func expand(
    _ pattern: String, relativeTo folder: String
  ) throws(RunFailure) -> [String] {
    if pattern == StandardInput.argument { return [try StandardInput.path()] }
    let base = folder.isEmpty ? "." : folder
    let isAbsolute = pattern.hasPrefix("/")
    // The folder's own brackets and stars are not part of the pattern.
    let whole = isAbsolute ? pattern : escaped(base) + "/" + pattern
    var matches = glob_t()
    defer { globfree(&matches) }
    // The process never calls setlocale, so glob(3) sorts and matches in the C locale.
    // What is no folder has no files; one that cannot be read may have some.
    let isPattern = pattern.contains { "*?[".contains($0) }
    let status = glob(
      whole, GLOB_NOSORT | (isPattern ? GLOB_MARK : 0),
      { _, code in [ENOTDIR, ENOENT, ELOOP].contains(code) ? 0 : 1 }, &matches)
    let isClosed = isPattern && hasClosedFolder(whole)
    if status == GLOB_NOMATCH {
      // A file whose own name has brackets or stars in it.
      let literal = isAbsolute ? pattern : base + "/" + pattern
      // Whoever opens a file in a folder that is closed to this user is told so.
      guard access(literal, F_OK) == 0 || (!isPattern && errno == EACCES) else {
        throw isClosed ? unreadable(pattern) : noMatch(pattern)
      }
      return [literal]
    }
    guard status == 0, !isClosed else { throw unreadable(pattern) }
    var paths = (0..<Int(matches.gl_pathc)).compactMap { matches.gl_pathv[$0] }.sorted { strcmp($0, $1) < 0 }
    if isPattern {
      // A folder that lies among the files is none; one that is named outright is a mistake, told when it is opened.
      paths.removeAll { $0[max(1, strlen($0)) - 1] == CChar(bitPattern: UInt8(ascii: "/")) }
      guard !paths.isEmpty else { throw noMatch(pattern) }
    }
    var files: [String] = []
    files.reserveCapacity(paths.count)
    for path in paths {
      guard let path = String(validatingCString: path) else { throw notText(String(cString: path), pattern) }
      files.append(path)
    }
    return files
  }

  /// A folder among those that the beginning of the pattern matches may not be entered: glob(3) takes what is named plainly
  /// behind a wildcard for missing there.
  private static func hasClosedFolder(_ whole: String) -> Bool {
    let parts = whole.split(separator: "/", omittingEmptySubsequences: false)
    func isWild(_ part: Substring) -> Bool { part.contains { "*?[".contains($0) } }
    return parts.indices.dropFirst().contains { place in
      guard !isWild(parts[place]), isWild(parts[place - 1]) else { return false }
      var folders = glob_t()
      defer { globfree(&folders) }
      let beginning = parts[..<place].joined(separator: "/") + "/"
      guard glob(beginning, GLOB_NOSORT | GLOB_ONLYDIR, nil, &folders) == 0 else { return false }
      return (0..<Int(folders.gl_pathc)).contains { index in
        folders.gl_pathv[index].map { access($0, X_OK) != 0 && errno == EACCES } ?? false
      }
    }
  }

  private static func escaped(_ folder: String) -> String {
    var text = ""
    for character in folder {
      if "*?[]\\".contains(character) { text.append("\\") }
      text.append(character)
    }
    return text
  }

  private static func noMatch(_ pattern: String) -> RunFailure {
    RunFailure(
      .inputMissing, "no file matches '\(pattern)'",
      help: "check the path; in a study file it is relative to the study's folder")
  }

  private static func unreadable(_ pattern: String) -> RunFailure {
    RunFailure(
      .readOrWriteError, "cannot list all files that match '\(pattern)': a folder among them cannot be read",
      help: "make it readable for the user who runs the study, or name the files more narrowly")
  }

  private static func notText(_ path: String, _ pattern: String) -> RunFailure {
    RunFailure(
      .unusable, "a file that matches '\(pattern)' has a name that is not UTF-8 text: '\(path)'",
      help: "rename it, or name the files more narrowly")
  }
}
