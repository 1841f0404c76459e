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

  /// What is called like a file of ours and is none keeps a folder from being a cache, and stays in one that is.
  @Test func onlyFilesOfRunsAreHalfWritten() throws {
    let foreign = [".writing-novel.md", ".writing-notes", ".writing-1-2-3", ".writing-7-", ".writing-x-8"]
    for name in foreign { try work.write("mine", to: "\(name)/\(name)") }
    for name in foreign {
      #expect(CacheFolder.state(of: work.path(name)) != .empty, "\(name)")
      #expect(CacheFolder(at: work.path(name)).inputCache == nil)
    }
    try work.write("half", to: "cache/.writing-7-8")
    #expect(CacheFolder.state(of: work.path("cache")) == .empty)
    _ = CacheFolder(at: work.path("cache"))
    for name in foreign { try work.write("mine", to: "cache/\(name)") }
    #expect(CacheFolder.removeTemporaries(in: work.path("cache")) == 1)
    #expect(try work.list("cache") == (foreign + [CacheFolder.tagName]).sorted())
  }

  /// The machine stopped before the tag was on the disk.
  @Test func aTagThatWasCutShortIsWrittenAnew() throws {
    let whole = Array(CacheFolder.tag.utf8)
    for count in [0, 1, 43, whole.count - 1] {
      let folder = "cache\(count)"
      try work.write(
        String(decoding: whole.prefix(count), as: UTF8.self), to: "\(folder)/\(CacheFolder.tagName)")
      #expect(CacheFolder(at: work.path(folder)).inputCache != nil, "\(count)")
      #expect(CacheFolder.state(of: work.path(folder)) == .cache)
    }
    try work.write("", to: "mine/\(CacheFolder.tagName)")
    try work.write("dear diary", to: "mine/2019.txt")
    #expect(CacheFolder(at: work.path("mine")).inputCache == nil)
    #expect(work.read("mine/\(CacheFolder.tagName)") == "")
  }
}
