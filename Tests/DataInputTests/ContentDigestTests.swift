import CoreTypes
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

  @Test func workIsDoneOnceAndInOrder() {
    for jobs in [1, 2, 7] {
      #expect(WorkQueue.map(count: 1_000, jobs: jobs) { $0 * $0 } == (0..<1_000).map { $0 * $0 })
      #expect(WorkQueue.map(count: 0, jobs: jobs) { $0 }.isEmpty)
    }
  }
}
