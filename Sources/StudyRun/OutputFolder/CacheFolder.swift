import CoreTypes
import DataInput
import Glibc
import Synchronization

/// The folder of a cache: makes and marks it, writes entries and removes them. Reading them is DataInput's.
///
/// Two runs may use it at once and a run may be killed at any moment: an entry is written under a name of its own, locked
/// while it is written, and renamed when it is whole. Nothing is synchronized to the disk: what a crash of the machine
/// leaves is refused by its checksum and read anew.
package final class CacheFolder: Sendable {
  /// The path as messages show it.
  package let path: String
  /// What is to be said of the folder; a run goes on without a cache.
  package let notes: [Diagnostic]
  private let isUsable: Bool
  private let hasWritten = Mutex(false)

  static let tagName = "CACHEDIR.TAG"
  /// The first line is what backup programs look for; the second says whose cache it is.
  static let tag = """
    Signature: 8a477f597d28d172789f06886806bc55
    # A cache of eventstudy: everything in this folder may be removed at any time.

    """
  private static let temporaryPrefix = ".writing-"
  /// Entries that nobody used for so many seconds are removed by a run that writes: 60 days.
  private static let unusedSeconds: Int64 = 60 * 86_400

  enum State: Equatable {
    case absent, empty, cache
    /// With the end of the sentence "the cache ...".
    case foreign(String)
  }

  /// Makes the folder where there is none; an empty one becomes a cache, and one that holds anything else is left alone.
  package init(at path: String) {
    self.path = path
    if let reason = CacheFolder.prepare(path) {
      notes = [.cacheNotUsable(reason)]
      isUsable = false
    } else {
      notes = []
      isUsable = true
    }
  }

  /// For DataInput to read with; nil = the folder cannot be used.
  var inputCache: InputCache? {
    guard isUsable else { return nil }
    return InputCache(
      folder: path, program: .ofThisVersion,
      writing: CacheWriting(
        write: { [self] name, fill in
          hasWritten.withLock { $0 = true }
          return write(name, fill)
        },
        markUsed: { [path] names in CacheFolder.markUsed(names, in: path) },
        remove: { [path] names in for name in names { unlink("\(path)/\(name)") } }))
  }

  /// After a run that has written: removes what killed runs left and what nobody used for long.
  func sweep() {
    guard isUsable, hasWritten.withLock({ $0 }) else { return }
    CacheFolder.removeTemporaries(in: path)
    let old = CacheContents(of: path, program: .ofThisVersion).unused(
      since: Int64(time(nil)) - CacheFolder.unusedSeconds)
    for entry in old { unlink("\(path)/\(entry.name)") }
  }

  // MARK: The folder

  static func state(of path: String) -> State {
    guard let names = FolderListing.names(in: path) else {
      return errno == ENOENT ? .absent : .foreign("'\(path)' cannot be read: \(SystemError.sentence(errno))")
    }
    guard let tag = contents("\(path)/\(tagName)") else {
      // A run that was killed while it made the folder leaves no more than a file half written.
      return names.allSatisfy(isTemporary)
        ? .empty : .foreign("'\(path)' is a folder of something else: no \(tagName) in it")
    }
    if tag == Array(CacheFolder.tag.utf8) { return .cache }
    return isCutShort(tag, in: path, names)
      ? .empty : .foreign("'\(path)' is the cache of another program, by its \(tagName)")
  }

  /// The machine stopped before all of the tag was on the disk: it is the beginning of ours, and nothing but entries
  /// lies beside it.
  private static func isCutShort(_ tag: [UInt8], in path: String, _ names: [String]) -> Bool {
    guard CacheFolder.tag.utf8.starts(with: tag) else { return false }
    let own = Set(CacheContents(of: path, program: .ofThisVersion).entries.map(\.name))
    return names.allSatisfy { $0 == tagName || isTemporary($0) || own.contains($0) }
  }

  /// The name is one that `newTemporary` gives: of a process and a number.
  private static func isTemporary(_ name: String) -> Bool {
    let numbers = name.dropFirst(temporaryPrefix.count).split(
      separator: "-", omittingEmptySubsequences: false)
    return name.hasPrefix(temporaryPrefix) && numbers.count == 2
      && numbers.allSatisfy(\.isDigits)
  }

  /// `nil` = it is a cache now, otherwise why not.
  private static func prepare(_ path: String) -> String? {
    switch state(of: path) {
    case .cache: return nil
    case .foreign(let reason): return reason
    case .absent:
      guard make(path) else { return "'\(path)' cannot be made: \(SystemError.sentence(errno))" }
    case .empty: break
    }
    let failure = write(to: path, name: tagName) { put in
      _ = Array(tag.utf8).withUnsafeBytes(put)
    }
    return failure.map { "'\(path)' \($0)" }
  }

  /// With the folders it lies in.
  private static func make(_ path: String) -> Bool {
    if mkdir(path, 0o777) == 0 || errno == EEXIST { return true }
    let parent = StudyPaths.folder(of: path)
    return errno == ENOENT && parent != path && make(parent) && (mkdir(path, 0o777) == 0 || errno == EEXIST)
  }

  private static func contents(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return [UInt8](unsafeUninitializedCapacity: 1_024) { buffer, count in
      var step = read(descriptor, buffer.baseAddress, buffer.count)
      while step < 0, errno == EINTR { step = read(descriptor, buffer.baseAddress, buffer.count) }
      count = max(0, step)
    }
  }

  // MARK: Entries

  private func write(
    _ name: String, _ fill: ((UnsafeRawBufferPointer) -> Bool) -> Void
  ) -> String? {
    CacheFolder.write(to: path, name: name, fill).map { "'\(path)' \($0)" }
  }

  /// `nil` = done, otherwise the end of the sentence "the cache ...".
  private static func write(
    to folder: String, name: String, _ fill: ((UnsafeRawBufferPointer) -> Bool) -> Void
  ) -> String? {
    guard let (temporary, descriptor) = newTemporary(in: folder) else {
      return "cannot be written to: \(SystemError.sentence(errno))"
    }
    defer { close(descriptor) }
    var file = BufferedDescriptor(descriptor)
    fill { file.put($0) }
    guard file.flush(), rename(temporary, "\(folder)/\(name)") == 0 else {
      let code = file.code == 0 ? errno : file.code
      unlink(temporary)
      return "cannot be written to: \(SystemError.sentence(code))"
    }
    return nil
  }

  /// A file of this run alone, locked: whoever can lock it knows that nobody writes it any more. `nil` = `errno` says why
  /// not. A run that sweeps may lock and remove it before we have locked it: then there is another.
  private static func newTemporary(in folder: String) -> (path: String, descriptor: Int32)? {
    while true {
      let path = "\(folder)/\(temporaryPrefix)\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { return nil }
      let isSwept = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
      var status = stat()
      if !isSwept, fstat(descriptor, &status) != 0 || status.st_nlink > 0 { return (path, descriptor) }
      close(descriptor)
    }
  }

  /// Changes the time of entries that were not used in this minute, so that those in use are not the oldest.
  private static func markUsed(_ names: [String], in folder: String) {
    let now = time(nil)
    for name in names {
      var status = stat()
      guard lstat("\(folder)/\(name)", &status) == 0, status.st_mtim.tv_sec < now - 60 else { continue }
      utimensat(AT_FDCWD, "\(folder)/\(name)", nil, 0)
    }
  }

  /// What a killed run left half written.
  @discardableResult
  static func removeTemporaries(in folder: String) -> Int {
    var removed = 0
    for name in FolderListing.names(in: folder) ?? [] where isTemporary(name) {
      let descriptor = open("\(folder)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { continue }
      if unlink("\(folder)/\(name)") == 0 { removed += 1 }
    }
    return removed
  }
}

extension CacheProgram {
  /// The program that is running.
  package static var ofThisVersion: CacheProgram { CacheProgram(version: Program.version) }
}

/// Bytes on their way to a file, in large pieces.
private struct BufferedDescriptor {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// The `errno` of a write that failed.
  private(set) var code: Int32 = 0
  private static let capacity = 256 << 10

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// `false` = it failed, and nothing more is needed.
  mutating func put(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if bytes.count < Self.capacity - buffer.count {
      buffer.append(contentsOf: bytes)
      return code == 0
    }
    return flush() && write(bytes)
  }

  mutating func flush() -> Bool {
    let bytes = buffer
    buffer.removeAll(keepingCapacity: true)
    return bytes.withUnsafeBytes { write($0) }
  }

  private mutating func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if code == 0 { code = writeAll(bytes, to: descriptor) }
    return code == 0
  }
}
