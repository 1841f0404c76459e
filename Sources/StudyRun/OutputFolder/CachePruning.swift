import CoreTypes
import DataInput
import Glibc

/// What `eventstudy cache` shows of a folder and removes from it.
package enum CachePruning {
  /// What was removed, and what is left.
  package struct Outcome: Sendable {
    package let removed: [CacheContents.Entry]
    package let temporaries: Int
    package let left: CacheContents
  }

  /// Throws `inputMissing` (66) where there is no such folder, `unusable` (65) where it is no cache.
  package static func contents(of path: String) throws(RunFailure) -> CacheContents {
    try check(path)
    return CacheContents(of: path, program: .ofThisVersion)
  }

  /// Removes what no run of this program can use; also what was not used for so many seconds, and what was not used for
  /// longest where the entries take more than so many bytes. Throws as `contents`, and 74 where nothing can be removed.
  package static func prune(
    _ path: String, unusedSeconds: Int64?, mostBytes: Int?
  ) throws(RunFailure) -> Outcome {
    try check(path)
    let temporaries = CacheFolder.removeTemporaries(in: path)
    var removed = try remove(from: path) { $0.useless }
    if let unusedSeconds {
      removed += try remove(from: path) { $0.unused(since: Int64(time(nil)) - unusedSeconds) }
    }
    if let mostBytes { removed += try remove(from: path) { $0.beyond(mostBytes) } }
    return Outcome(
      removed: removed, temporaries: temporaries, left: CacheContents(of: path, program: .ofThisVersion))
  }

  private static func remove(
    from path: String, _ choose: (CacheContents) -> [CacheContents.Entry]
  ) throws(RunFailure) -> [CacheContents.Entry] {
    let chosen = choose(CacheContents(of: path, program: .ofThisVersion))
    for entry in chosen where unlink("\(path)/\(entry.name)") != 0 && errno != ENOENT {
      throw RunFailure(
        .readOrWriteError, "cannot remove '\(entry.name)' from '\(path)': \(SystemError.sentence(errno))",
        help: "run it as a user who may write to the folder")
    }
    return chosen
  }

  private static func check(_ path: String) throws(RunFailure) {
    switch CacheFolder.state(of: path) {
    case .cache: return
    case .absent:
      throw RunFailure(
        .inputMissing, "there is no folder '\(path)'",
        help: "name the folder of --cache or of the key 'cache'")
    case .empty:
      throw RunFailure(
        .unusable, "the folder '\(path)' is empty and no cache", help: "a run with --cache makes it one")
    case .foreign(let reason):
      throw RunFailure(
        .unusable, "\(reason); nothing is removed", help: "name the folder of --cache or of the key 'cache'")
    }
  }
}
