import Glibc

/// The files of a folder and of those in it, down to a few levels.
package enum FolderListing {
  private static let deepest = 3

  /// What lies in and below a folder.
  package struct Contents {
    /// Paths relative to the folder, sorted by bytes.
    package fileprivate(set) var files: [String] = []
    /// Folders that could not be looked into, in the same way, and the `errno` of each; empty for the folder itself.
    package fileprivate(set) var unreadable: [(folder: String, code: Int32)] = []
  }

  /// Hidden files, and folders that hold a report, are left out.
  package static func contents(of folder: String) -> Contents {
    var found = Contents()
    list(folder, below: "", level: 0, &found)
    found.files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return found
  }

  /// The names in a folder but `.` and `..`, hidden ones too, sorted by bytes; `nil` with `errno` where it cannot be
  /// read.
  package static func names(in path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    var names: [String] = []
    // The end and an error look alike but for this.
    errno = 0
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    let code = errno
    closedir(folder)
    guard code == 0 else {
      errno = code
      return nil
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func list(_ root: String, below: String, level: Int, _ found: inout Contents) {
    let path = below.isEmpty ? root : root + "/" + below
    guard let all = Self.names(in: path) else {
      // What the system keeps at the root of a disk for its repairs is nobody's study.
      if below != "lost+found" { found.unreadable.append((below, errno)) }
      return
    }
    let names = all.filter { !$0.hasPrefix(".") }
    if names.contains("manifest.json"), !below.isEmpty { return }
    for name in names {
      let inside = below.isEmpty ? name : below + "/" + name
      var status = stat()
      // Links to folders are not followed: they may lead in a circle.
      guard lstat(root + "/" + inside, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        if level < deepest { list(root, below: inside, level: level + 1, &found) }
      } else if stat(root + "/" + inside, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
        found.files.append(inside)
      }
    }
  }
}
