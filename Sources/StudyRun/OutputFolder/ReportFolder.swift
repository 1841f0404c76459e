import CoreTypes
import DataInput
import FoundationEssentials
import Glibc

/// A folder that may hold a report: is it one of ours, so that it may be replaced?
enum ReportFolder {
  enum State: Equatable {
    case absent
    case empty
    /// Holds exactly the files its manifest names, and the manifest.
    case report
    /// Anything else, with the end of the sentence "the output folder ... "
    case foreign(String)
  }

  /// A manifest as it was read last. A run looks three times at the report that it replaces, and a report of many thousand
  /// files has a manifest of megabytes.
  struct KnownManifest {
    fileprivate let bytes: Data
    fileprivate let files: [String]
  }

  /// - Parameter known: what was read of it earlier, if anything; what was read now.
  static func state(of path: String, _ known: inout KnownManifest?) -> State {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      return errno == ENOENT ? .absent : .foreign("cannot be read: \(SystemError.sentence(errno))")
    }
    switch status.st_mode & S_IFMT {
    case S_IFLNK: return .foreign("is a symbolic link")
    case S_IFDIR: break
    default: return .foreign("is not a folder")
    }
    guard let entries = FolderListing.names(in: path) else {
      return .foreign("cannot be read: \(SystemError.sentence(errno))")
    }
    if entries.isEmpty { return .empty }
    guard entries.contains(Manifest.fileName) else {
      return .foreign("holds '\(entries[0])' but no \(Manifest.fileName)")
    }
    guard let named = filesNamed(byManifestIn: path, &known) else {
      return .foreign("holds a \(Manifest.fileName) that is not of this program")
    }
    return compare(entries, with: named, in: path)
  }

  /// Removes the plain files in `path`, then the folder. One that holds folders stays: it is not ours, and nor is anything
  /// behind a symbolic link.
  static func remove(_ path: String) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { return }
    defer { close(folder) }
    let files = FolderListing.names(in: path) ?? []
    // Side by side: a disk that is told which blocks are free again (`discard`) answers only when it knows.
    ParallelBlocks.run(count: files.count, blockSize: 1, jobs: 4) { block in
      for file in files[block] { unlinkat(folder, file, 0) }
    } consume: { _ in
    }
    rmdir(path)
  }

  private static func compare(_ entries: [String], with named: [String], in path: String) -> State {
    let expected = Set(named + [Manifest.fileName])
    if let foreign = entries.first(where: { !expected.contains($0) }) {
      return .foreign("holds '\(foreign)', which its \(Manifest.fileName) does not name")
    }
    if let missing = named.first(where: { !entries.contains($0) }) {
      return .foreign("lacks '\(missing)', which its \(Manifest.fileName) names")
    }
    for name in entries {
      var status = stat()
      guard lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        return .foreign("holds '\(name)', which is not a plain file")
      }
    }
    return .report
  }

  private struct ManifestFiles: Decodable {
    struct Program: Decodable { let name: String }
    struct Output: Decodable { let file: String }
    let program: Program
    let outputs: [Output]
  }

  /// `nil` where the file is not a manifest of this program.
  private static func filesNamed(byManifestIn path: String, _ known: inout KnownManifest?) -> [String]? {
    var status = stat()
    let file = "\(path)/\(Manifest.fileName)"
    guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let data = FileManager.default.contents(atPath: file)
    else { return nil }
    if let known, known.bytes == data { return known.files }
    guard let manifest = try? JSONDecoder().decode(ManifestFiles.self, from: data),
      manifest.program.name == Program.name
    else { return nil }
    let files = manifest.outputs.map(\.file)
    known = KnownManifest(bytes: data, files: files)
    return files
  }
}
