import DataInput
import Glibc
import Synchronization
import Testing

@testable import StudyRun

@Suite struct ParallelBlocksTests {
  @Test(arguments: [1, 2, 3, 8], [0, 1, 7, 64, 1_000])
  func resultsComeInOrderWhateverTheThreads(_ jobs: Int, _ count: Int) throws {
    var seen: [Int] = []
    ParallelBlocks.run(count: count, blockSize: 7, jobs: jobs) {
      Array($0)
    } consume: {
      seen += $0
    }
    #expect(seen == Array(0..<count))
  }

  @Test func theFirstErrorEndsTheWork() {
    struct Refusal: Error, Equatable { let block: Int }
    let begun = Atomic<Int>(0)
    #expect(throws: Refusal(block: 3)) {
      try ParallelBlocks.run(count: 100_000, blockSize: 1, jobs: 2) { range in
        begun.wrappingAdd(1, ordering: .relaxed)
        return range.lowerBound
      } consume: {
        if $0 == 3 { throw Refusal(block: $0) }
      }
    }
    #expect(begun.load(ordering: .relaxed) < 100, "no thread runs far ahead of whoever takes the results")
  }

  /// Other threads wait until whoever consumes has made a block.
  @Test(.timeLimit(.minutes(1))) func whoConsumesMakesBlocksToo() {
    let caller = pthread_self()
    let hasMade = Monitor(false)
    var seen: [Int] = []
    ParallelBlocks.run(count: 100, blockSize: 1, jobs: 3) { range in
      if pthread_equal(pthread_self(), caller) != 0 {
        hasMade.change { $0 = true }
      } else {
        hasMade.wait { $0 ? () : nil }
      }
      return range.lowerBound
    } consume: {
      seen.append($0)
    }
    #expect(seen == Array(0..<100))
  }

  @Test func backgroundWorkGivesItsResultOnce() {
    let works = (0..<20).map { number in BackgroundWork { number * number } }
    #expect(works.map { $0.result() } == (0..<20).map { $0 * $0 })
  }
}
