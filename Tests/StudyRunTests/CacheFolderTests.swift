import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DataInput
@testable import StudyRun

@Suite struct CacheFolderTests {
  private let work: WorkDirectory

  init() throws { work = try WorkDirectory() }

  /// What another run sweeps away is what killed runs left, never a file that is just being made.
  @Test func aRunThatSweepsTakesNothingFromOneThatWrites() throws {
    let path = work.path("cache")
    let cache = try #require(CacheFolder(at: path).inputCache)
    let isDone = Atomic(false)
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { side in
      guard side == 0 else {
        while !isDone.load(ordering: .relaxed) { CacheFolder.removeTemporaries(in: path) }
        return
      }
      for entry in 0..<1_000 {
        let failure = cache.writing.write("entry-\(entry % 10)") { put in
          _ = Array("entry \(entry)".utf8).withUnsafeBytes(put)
        }
        if let failure { failures.withLock { $0.append(failure) } }
      }
      isDone.store(true, ordering: .relaxed)
    }
    #expect(failures.withLock { $0 } == [])
    #expect(try work.list("cache").count == 11)
  }
}
