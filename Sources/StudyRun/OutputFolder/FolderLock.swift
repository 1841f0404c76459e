import CoreTypes
import Glibc

/// The right to replace one report: `flock` on a file beside it. The system releases it when the process
/// ends, however it ends.
final class FolderLock {
  private let path: String
  private let descriptor: Int32

  /// Fails at once where another run holds the lock.
  init(_ target: OutputTarget) throws(RunFailure) {
    path = target.lockPath
    while true {
      guard let (descriptor, isReadOnly) = try Self.opened(target) else { continue }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let code = errno
        close(descriptor)
        // NFS locks only what may be written.
        throw isReadOnly && code == EBADF ? Self.failure(target, EACCES) : Self.refusal(target, code)
      }
      if Self.isSameFile(descriptor, path) {
        self.descriptor = descriptor
        return
      }
      // The run before removed the file between our opening and locking it: what we hold is no lock.
      close(descriptor)
    }
  }

  /// Removes the file while the lock is held; whoever opened it meanwhile notices and tries again.
  deinit {
    unlink(path)
    close(descriptor)
  }

  /// The file of the lock; that of another user, who alone may write to it, can still be locked where it can be read. nil =
  /// that was removed just now.
  private static func opened(
    _ target: OutputTarget
  ) throws(RunFailure) -> (descriptor: Int32, isReadOnly: Bool)? {
    let (path, flags) = (target.lockPath, O_CLOEXEC | O_NOFOLLOW)
    let descriptor = open(path, O_RDWR | O_CREAT | flags, 0o666)
    if descriptor >= 0 { return (descriptor, false) }
    let code = errno
    var status = stat()
    guard code == EACCES, lstat(path, &status) == 0 else { throw failure(target, code) }
    let readable = open(path, O_RDONLY | flags)
    if readable >= 0 { return (readable, true) }
    guard errno == ENOENT else { throw failure(target, code) }
    return nil
  }

  /// A lock that lies there and cannot be opened is another user's, or no file at all.
  private static func failure(_ target: OutputTarget, _ code: Int32) -> RunFailure {
    var status = stat()
    guard lstat(target.lockPath, &status) == 0 else { return target.notCreatable(code) }
    return RunFailure(
      .outputNotCreatable,
      "cannot open the lock '\(target.lockPath)' of the output folder '\(target.display)': "
        + SystemError.sentence(code),
      help: "remove it if no other run is going on, or give another folder with --output")
  }

  private static func refusal(_ target: OutputTarget, _ code: Int32) -> RunFailure {
    guard code == EWOULDBLOCK else {
      return RunFailure(
        .readOrWriteError, "cannot lock the output folder '\(target.display)': \(SystemError.sentence(code))",
        help: "give a folder on a disk that knows file locks, with --output")
    }
    return RunFailure(
      .anotherRun, "another run is writing the output folder '\(target.display)'",
      help: "wait until it has finished, or give another folder with --output")
  }

  private static func isSameFile(_ descriptor: Int32, _ path: String) -> Bool {
    var held = stat()
    var named = stat()
    guard fstat(descriptor, &held) == 0, lstat(path, &named) == 0 else { return false }
    return held.st_ino == named.st_ino && held.st_dev == named.st_dev
  }
}
