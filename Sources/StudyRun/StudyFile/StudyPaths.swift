import CoreTypes
import Glibc

/// Paths as text: joining, and what a file is called in messages and in the manifest.
enum StudyPaths {
  /// The folder that a path lies in; `.` where the path names none.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func lastComponent(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// `path` seen from `folder`: absolute paths stay.
  static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder == "." { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// The parts of the absolute path, without `.` and `..`; symbolic links are not followed.
  static func absoluteParts(of path: String) -> [Substring] {
    let absolute = path.hasPrefix("/") ? path : workingDirectory() + "/" + path
    var parts: [Substring] = []
    for part in absolute.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts
  }

  /// Relative to the study's folder, or the bare file name where the file lies outside it: never an
  /// absolute path, so that equal studies give equal reports wherever they lie. A file that is called as standard input is has
  /// its folder named too.
  static func name(of path: String, inStudyFolder folder: String) -> String {
    let name = plainName(of: path, inStudyFolder: folder)
    return name == StandardInput.name ? "./" + name : name
  }

  private static func plainName(of path: String, inStudyFolder folder: String) -> String {
    if let rest = rest(of: path, in: folder) { return rest }
    let parts = absoluteParts(of: path)
    let base = absoluteParts(of: folder)
    guard parts.count > base.count, parts.starts(with: base) else { return lastComponent(of: path) }
    return parts[base.count...].joined(separator: "/")
  }

  /// What stands behind `folder/` in a path that names its parts plainly, as those of a pattern's matches do; `nil`
  /// where `.`, `..` or a hidden file makes it worth a closer look.
  private static func rest(of path: String, in folder: String) -> String? {
    let (path, folder) = (path.utf8, folder.utf8)
    guard path.starts(with: folder), path.dropFirst(folder.count).first == UInt8(ascii: "/") else {
      return nil
    }
    let rest = path.dropFirst(folder.count + 1)
    var before = UInt8(ascii: "/")
    for byte in rest {
      if before == UInt8(ascii: "/"), byte == before || byte == UInt8(ascii: ".") { return nil }
      before = byte
    }
    return before == UInt8(ascii: "/") ? nil : String(decoding: rest, as: UTF8.self)
  }

  private static func workingDirectory() -> String {
    guard let buffer = getcwd(nil, 0) else { return "/" }
    defer { free(buffer) }
    return String(cString: buffer)
  }
}
