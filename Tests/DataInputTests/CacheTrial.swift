import Foundation
import Synchronization
import TestSupport

@testable import DataInput

/// A cache folder of one test, which remembers what was done with it.
final class CacheTrial: Sendable {
  struct Deeds: Sendable, Equatable {
    var written: [String] = []
    var used: [String] = []
    var removed: [String] = []
  }

  let folder: ScratchFolder
  private let deeds = Mutex(Deeds())
  private let failure = Mutex<String?>(nil)

  init() throws { folder = try ScratchFolder() }

  /// From now on nothing can be written.
  func fail(with reason: String) { failure.withLock { $0 = reason } }

  /// What was done since the last call.
  func takeDeeds() -> Deeds {
    deeds.withLock { deeds in
      defer { deeds = Deeds() }
      return deeds
    }
  }

  /// The cache as the next run finds it.
  var cache: InputCache { cache(of: "1.0") }

  func cache(of version: String) -> InputCache {
    InputCache(
      folder: folder.path, program: CacheProgram(version: version),
      writing: CacheWriting(
        write: { [self] name, fill in
          if let reason = failure.withLock(\.self) { return reason }
          var bytes: [UInt8] = []
          fill { piece in
            bytes += piece
            return true
          }
          deeds.withLock { $0.written.append(name) }
          do { try folder.write(bytes, to: name) } catch { return "\(error)" }
          return nil
        },
        markUsed: { [self] names in deeds.withLock { $0.used += names } },
        remove: { [self] names in
          deeds.withLock { $0.removed += names }
          for name in names { try? FileManager.default.removeItem(atPath: "\(folder.path)/\(name)") }
        }))
  }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  func bytes(_ name: String) -> [UInt8] {
    FileManager.default.contents(atPath: "\(folder.path)/\(name)").map(Array.init) ?? []
  }
}

extension CacheTrial {
  /// Of each entry how often its file grew.
  var growths: [Int] {
    names.compactMap(CacheEntryName.init).compactMap { name in
      guard case .found(let description) = CacheEntryFile.description(of: name, in: folder.path) else {
        return nil
      }
      return description.growths
    }
  }
}
