import CoreTypes
import Glibc
import TestSupport
import Testing

@testable import DataInput

@Suite struct ContentDigestTests {
  /// The examples of FIPS 180-4.
  @Test func knownDigests() {
    #expect(
      ContentDigest.sha256("abc".utf8) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      ContentDigest.sha256([UInt8]()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func filesOfSeveralBlocks() throws {
    let bytes = (0..<700_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let folder = try ScratchFolder()
    let file = InputFile(path: try folder.write(bytes, to: "x"), name: "x")
    #expect(try ContentDigest.sha256(of: file) == ContentDigest.sha256(bytes))
  }

  /// Blocks lie in memory pages as in the file's, also behind a beginning that is digested apart.
  @Test(arguments: [1, 4_095, 4_096, 300_007]) func beginningsOfFiles(_ prefix: Int) throws {
    let bytes = (0..<700_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let folder = try ScratchFolder()
    let file = try OpenFile(stored: InputFile(path: try folder.write(bytes, to: "x"), name: "x"))
    let found = ContentDigest.sha256(of: file, prefix: prefix)
    let digests = try #require(found)
    #expect(digests.whole == ContentDigest.sha256(bytes))
    #expect(digests.prefix == ContentDigest.sha256(bytes.prefix(prefix)))
    let block = FileBlock()
    #expect(Int(bitPattern: block.start(of: prefix)) % 4_096 == prefix % 4_096)
  }

  /// A file that one block holds is what it was when it was opened; of a larger one what is gone is missing.
  @Test(arguments: [(200_000, 200_000), (300_000, 100)]) func filesThatAreShortened(_ size: Int, _ left: Int)
    throws
  {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let folder = try ScratchFolder()
    let path = try folder.write(bytes, to: "x")
    let file = try OpenFile(InputFile(path: path, name: "x"))
    #expect(truncate(path, 100) == 0)
    var room = [UInt8](repeating: 0, count: size + 10)
    let count = room.withUnsafeMutableBufferPointer { room in
      room.baseAddress.flatMap { file.read(at: 0, count: size + 10, into: $0) }
    }
    #expect(count == left)
    #expect(Array(room.prefix(left)) == Array(bytes.prefix(left)))
    let behind = room.withUnsafeMutableBufferPointer { room in
      room.baseAddress.flatMap { file.read(at: size - 1, count: 10, into: $0) }
    }
    #expect(behind == (left == size ? 1 : 0))
    #expect((ContentDigest.sha256(of: file) == nil) == (left < size))
  }

  /// Rooms are taken again once they were given back, and never by two at a time.
  @Test func blocksHaveTheirOwnRoom() async {
    await withTaskGroup(of: Bool.self) { group in
      for mark in UInt8(1)...8 {
        group.addTask {
          let one = FileBlock()
          let other = FileBlock()
          defer { extendLifetime(one) }
          defer { extendLifetime(other) }
          let places = [one.start(of: 4_095), other.start(of: 0)]
          for (place, value) in zip(places, [mark, 255 - mark]) {
            place.update(repeating: value, count: FileBlock.bytes)
          }
          return zip(places, [mark, 255 - mark]).allSatisfy { place, value in
            (0..<FileBlock.bytes).allSatisfy { place[$0] == value }
          }
        }
      }
      for await isWhole in group { #expect(isWhole) }
    }
  }

  /// Small files are digested beside their rows, large ones apart from them.
  @Test func priceFilesHaveTheirDigest() throws {
    let text = "date,close\n2019-10-07,1\n2019-10-08,2\n"
    let trial = try PriceTrial(text)
    for chunkBytes in [10, 1_000] {
      let summary = try trial.read(chunkBytes: chunkBytes).summaries[0]
      #expect(summary.sha256 == ContentDigest.sha256(text.utf8))
      #expect(summary.bytes == text.utf8.count)
    }
  }

  /// Large plain files are digested before their turn, others in it: the digests are the same.
  @Test func earlyDigestsAreThoseOfTheFiles() throws {
    let text = "date,close\n" + (10..<30).map { "2019-10-\($0),\($0)\n" }.joined()
    var trial = try PriceTrial()
    try trial.add("date,close\n2019-10-07,1\n".utf8, name: "a.csv")
    try trial.add(text.utf8, name: "b.csv")
    trial.security = "S"
    var options = PriceReadingOptions(keepsTradedPrices: false, chunkBytes: 100)
    #expect(EarlyDigests(of: [trial.source], options: options, jobs: 1) == nil)
    let early = try #require(EarlyDigests(of: [trial.source], options: options, jobs: 2))
    #expect(early.digest(of: InputFile(path: "elsewhere", name: "b.csv")) == nil)
    options.earlyDigests = early
    let read = try PriceReader.read([trial.source], wanted: nil, jobs: 2, options: options)
    #expect(read.summaries == (try trial.read(chunkBytes: 100, keepsTradedPrices: false)).summaries)
    #expect(early.digest(of: trial.files[0]) == nil)
    #expect([nil, ContentDigest.sha256(text.utf8)].contains(early.digest(of: trial.files[1])?.sha256))
  }

  /// A few files are cut up so that every thread gets a piece of them, many are left whole.
  @Test func piecesOfFewFilesAreSmaller() throws {
    let megabyte = 1 << 20
    func piece(_ sizes: [Int], jobs: Int) throws -> Int {
      var trial = try PriceTrial()
      for (number, size) in sizes.enumerated() {
        try trial.add([UInt8](repeating: 10, count: size), name: "\(number).csv")
      }
      var options = PriceReadingOptions(keepsTradedPrices: false)
      options.share([trial.source], among: jobs)
      return options.chunkBytes
    }
    #expect(try piece([4 * megabyte, 10], jobs: 1) == 8 * megabyte)
    #expect(try piece([4 * megabyte, 10], jobs: 2) == megabyte / 2)
    #expect(try piece([16 * megabyte], jobs: 2) == 2 * megabyte)
    #expect(try piece([100], jobs: 3) == megabyte / 2)
    #expect(try piece([Int](repeating: 100, count: 17), jobs: 2) == 8 * megabyte)
  }

  /// What was begun is finished, what was not is left.
  @Test func earlyWorkEndsWhereItIsAskedFor() {
    for count in [0, 1, 5, 1_000] {
      let work = EarlyWork(count: count) { $0 * $0 }
      let results = work.results()
      let done = results.prefix { $0 != nil }
      #expect(results.count == count && done.count == results.count { $0 != nil })
      #expect(done.map { $0 ?? -1 } == (0..<done.count).map { $0 * $0 })
      #expect(work.results() == results)
    }
  }

  @Test func workIsDoneOnceAndInOrder() {
    for jobs in [1, 2, 7] {
      #expect(WorkQueue.map(count: 1_000, jobs: jobs) { $0 * $0 } == (0..<1_000).map { $0 * $0 })
      #expect(WorkQueue.map(count: 0, jobs: jobs) { $0 }.isEmpty)
    }
  }
}
