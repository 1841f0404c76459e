import CFileSystem
import CoreTypes
import Glibc

/// Puts each of two folders in the other's place, in one step.
///
/// Not every file system knows how: NFS, CIFS, 9p and some that lie behind FUSE do not.
struct FolderExchange: Sendable {
  /// 0, or the `errno`.
  let swap: @Sendable (_ first: String, _ second: String) -> Int32

  static let system = FolderExchange { es_exchange_paths($0, $1) == 0 ? 0 : errno }

  /// Finds out by two new folders beside `target`, before any work is done; the second one is removed again.
  func check(_ target: OutputTarget, with staging: String) throws(RunFailure) {
    let second = try target.makeStaging()
    let code = swap(staging, second)
    rmdir(second)
    guard code == 0 else { throw target.notExchangeable(code, isNew: true) }
  }
}

extension OutputTarget {
  /// An empty folder beside the report, of a name that the next run knows as a leftover.
  func makeStaging() throws(RunFailure) -> String {
    while true {
      let path = StudyPaths.join(parent, "\(stagingPrefix)\(UInt32.random(in: 0...UInt32.max))")
      if mkdir(path, 0o777) == 0 { return path }
      guard errno == EEXIST else { throw notCreatable(errno) }
    }
  }

  /// Two folders cannot be exchanged here.
  ///
  /// - Parameter isNew: both are new, so that it is not for where the old report lies.
  func notExchangeable(_ code: Int32, isNew: Bool) -> RunFailure {
    switch code {
    case EBUSY: return isMountPoint
    case EXDEV where !isNew:
      return RunFailure(
        .outputNotCreatable,
        "the output folder '\(display)' cannot be replaced in one step: it lies in another layer of the file "
          + "system than what is new, as a folder of a container's image does",
        help: "give another folder with --output, or remove this one before the run")
    case EPERM where !isNew: return notCreatable(code)
    case EINVAL, ENOSYS, EOPNOTSUPP, EXDEV, EPERM:
      return RunFailure(
        .outputNotCreatable, "the file system of '\(display)' cannot exchange two folders in one step",
        help: "give a folder on another disk with --output, or move the old report away before each run")
    default: return notCreatable(code)
    }
  }
}
