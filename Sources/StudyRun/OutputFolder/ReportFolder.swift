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
    case report(ReportKind)
    case foreign(OutputObstacle)
  }

  /// A manifest as it was read last. A run looks three times at the report that it replaces, and a report of many thousand
  /// files has a manifest of megabytes.
  struct KnownManifest {
    fileprivate let bytes: Data
    fileprivate let kind: ReportKind
    fileprivate let files: [String]
  }

  /// - Parameter known: what was read of it earlier, if anything; what was read now.
  static func state(of path: String, _ known: inout KnownManifest?) -> State {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      return errno == ENOENT ? .absent : .foreign(.unreadable(errno))
    }
    switch status.st_mode & S_IFMT {
    case S_IFLNK: return .foreign(.symbolicLink)
    case S_IFDIR: break
    default: return .foreign(.noFolder)
    }
    guard let entries = FolderListing.names(in: path) else {
      return .foreign(.unreadable(errno))
    }
    if entries.isEmpty { return .empty }
    guard entries.contains(Manifest.fileName) else {
      return .foreign(.noManifest(beside: entries[0]))
    }
    guard let manifest = manifest(in: path, &known) else { return .foreign(.foreignManifest) }
    return compare(entries, with: manifest, in: path)
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

  private static func compare(_ entries: [String], with manifest: KnownManifest, in path: String) -> State {
    let expected = Set(manifest.files + [Manifest.fileName])
    if let foreign = entries.first(where: { !expected.contains($0) }) {
      return .foreign(.unnamedFile(foreign))
    }
    if let missing = manifest.files.first(where: { !entries.contains($0) }) {
      return .foreign(.missingFile(missing))
    }
    for name in entries {
      var status = stat()
      guard lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        return .foreign(.noPlainFile(name))
      }
    }
    return .report(manifest.kind)
  }

  private struct ReadManifest: Decodable {
    struct Program: Decodable { let name: String }
    struct Output: Decodable { let file: String }
    struct Configuration: Decodable {
      let kind: ReportKind

      enum CodingKeys: CodingKey { case simulation }

      init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        kind = members.contains(.simulation) ? .simulation : .study
      }
    }

    let program: Program
    let outputs: [Output]
    let configuration: Configuration?
  }

  /// `nil` where the file is not a manifest of this program.
  private static func manifest(in path: String, _ known: inout KnownManifest?) -> KnownManifest? {
    var status = stat()
    let file = "\(path)/\(Manifest.fileName)"
    guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let data = FileManager.default.contents(atPath: file)
    else { return nil }
    if let known, known.bytes == data { return known }
    guard let manifest = try? JSONDecoder().decode(ReadManifest.self, from: data),
      manifest.program.name == Program.name
    else { return nil }
    known = KnownManifest(
      bytes: data, kind: manifest.configuration?.kind ?? .study, files: manifest.outputs.map(\.file))
    return known
  }
}
