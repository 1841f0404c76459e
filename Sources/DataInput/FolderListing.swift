import Glibc

/// The files of a folder and of those in it, down to a few levels.
package enum FolderListing {
  private static let deepest = 3

  /// Paths relative to `folder`, sorted by bytes; hidden ones, and folders that hold a report, are left out.
  package static func files(in folder: String) -> [String] {
    var found: [String] = []
    list(folder, below: "", level: 0, &found)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
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

  private static func list(_ root: String, below: String, level: Int, _ found: inout [String]) {
    let path = below.isEmpty ? root : root + "/" + below
    let names = (Self.names(in: path) ?? []).filter { !$0.hasPrefix(".") }
    if names.contains("manifest.json"), !below.isEmpty { return }
    for name in names {
      let inside = below.isEmpty ? name : below + "/" + name
      var status = stat()
      // Links to folders are not followed: they may lead in a circle.
      guard lstat(root + "/" + inside, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        if level < deepest { list(root, below: inside, level: level + 1, &found) }
      } else if stat(root + "/" + inside, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
        found.append(inside)
      }
    }
  }
}
