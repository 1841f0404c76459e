import CoreTypes
import DataInput
import Glibc

/// The report being written: a new folder beside the old one that takes its
/// place in one step when it is complete.
///
/// Until `publish` has returned, a report that was there is untouched; a reader sees the old one or the
/// new one, also after a kill. What a killed run left beside it is removed by the next. Dropping the value
/// without publishing removes the new folder.
package final class OutputFolder {
  private let target: OutputTarget
  private let kind: ReportKind
  private let exchange: FolderExchange
  /// Held until the report is published or given up.
  private var lock: FolderLock?
  private let staging: String
  private var created: [(name: String, sink: TableSink)] = []
  private var isPublished = false
  /// That of the report to be replaced.
  private var manifest: ReportFolder.KnownManifest?

  /// The tables finished so far, in the order they were made.
  package var records: [OutputRecord] { created.compactMap(\.sink.record) }

  /// Takes the lock and creates the new folder beside `path`. Missing parent folders are created.
  ///
  /// Fails with 73 where `path` cannot be replaced or holds anything but a report of the same kind, with 75 where another
  /// run is at it: before any work is done.
  package convenience init(at path: String, for kind: ReportKind) throws(RunFailure) {
    try self.init(at: path, for: kind, exchange: .system)
  }

  init(at path: String, for kind: ReportKind, exchange: FolderExchange) throws(RunFailure) {
    self.kind = kind
    self.exchange = exchange
    target = try OutputTarget(path)
    try target.createParent()
    lock = try FolderLock(target)
    let state = try Self.checkReplaceable(target, by: kind, &manifest)
    Self.removeLeftovers(of: target)
    staging = try target.makeStaging()
    if case .report = state { try exchange.check(target, with: staging) }
    // The new folder gets the permissions of the one it will replace.
    var old = stat()
    if lstat(target.path, &old) == 0 { chmod(staging, old.st_mode & 0o7777) }
  }

  deinit { if !isPublished { ReportFolder.remove(staging) } }

  /// A new file of the report. `name` is a plain file name, used once.
  package func makeTable(_ name: String) throws(RunFailure) -> TableSink {
    precondition(!name.contains("/") && name != Manifest.fileName, "a table is a plain file of the report")
    precondition(!created.contains { $0.name == name }, "every file of a report is written once")
    let sink = try TableSink(path: "\(staging)/\(name)", name: name, folder: target.display)
    created.append((name, sink))
    return sink
  }

  /// Writes the manifest, brings the folder to the disk and puts it in the place of the old one.
  package func publish(_ manifest: Manifest) throws(RunFailure) {
    precondition(
      manifest.outputs == records && records.count == created.count,
      "the manifest names every table of the report, each finished")
    let path = "\(staging)/\(Manifest.fileName)"
    let sink = try TableSink(path: path, name: Manifest.fileName, folder: target.display)
    try sink.write(manifest.json.lines)
    // Brought to the disk on this thread, which has nothing else to do, while others wait for the tables.
    try sink.close()
    for sink in created.map(\.sink) { try sink.close() }
    try sync(staging)
    try replace()
    isPublished = true
    // The report stands; a parent that cannot be synchronized, or an old report that cannot be removed,
    // is no reason to call it a failure. The next run removes what is left.
    try? sync(target.parent)
    ReportFolder.remove(staging)
    lock = nil
  }

  private func replace() throws(RunFailure) {
    switch try Self.checkReplaceable(target, by: kind, &manifest) {
    case .absent:
      guard rename(staging, target.path) == 0 else { throw target.notCreatable(errno) }
      return
    // An empty folder gives way to a renamed one, also where two folders cannot be exchanged.
    case .empty where rename(staging, target.path) == 0: return
    default: break
    }
    let code = exchange.swap(staging, target.path)
    guard code == 0 else { throw target.notExchangeable(code, isNew: false) }
    // Somebody may have put a file into the old report in the very last moment: then it stays.
    if case .foreign(let obstacle) = ReportFolder.state(of: staging, &manifest) {
      _ = exchange.swap(staging, target.path)
      throw obstacle.refusal(of: target)
    }
  }

  private func sync(_ folder: String) throws(RunFailure) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw target.notCreatable(errno) }
    defer { close(descriptor) }
    // EINVAL: the file system does not synchronize folders.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw target.notCreatable(errno) }
  }

  @discardableResult
  private static func checkReplaceable(
    _ target: OutputTarget, by kind: ReportKind, _ manifest: inout ReportFolder.KnownManifest?
  ) throws(RunFailure) -> ReportFolder.State {
    let state = ReportFolder.state(of: target.path, &manifest)
    switch state {
    case .absent: return state
    case .foreign(let obstacle): throw obstacle.refusal(of: target)
    case .report(let made) where made != kind:
      throw OutputObstacle.report(of: made, not: kind).refusal(of: target)
    case .empty, .report: break
    }
    var folder = stat()
    var parent = stat()
    guard stat(target.path, &folder) == 0, stat(target.parent, &parent) == 0 else {
      throw target.notCreatable(errno)
    }
    guard folder.st_dev == parent.st_dev else { throw target.isMountPoint }
    guard access(target.path, W_OK | X_OK) == 0 else { throw target.notCreatable(errno) }
    return state
  }

  /// Under the lock, every new folder that is not ours belongs to a run that was killed.
  private static func removeLeftovers(of target: OutputTarget) {
    for name in FolderListing.names(in: target.parent) ?? [] where name.hasPrefix(target.stagingPrefix) {
      guard name.dropFirst(target.stagingPrefix.count).isDigits else { continue }
      ReportFolder.remove(StudyPaths.join(target.parent, name))
    }
  }
}
