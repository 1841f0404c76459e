import Glibc
import Testing

@testable import DataInput

@Suite struct WorkerThreadTests {
  /// Each waits for all others: none may have to wait for a thread that another one has.
  @Test func worksThatWaitForEachOtherAllRun() {
    let count = 40
    let present = Monitor(0)
    let works = (0..<count).compactMap { _ in
      WorkerThread.start {
        present.change { $0 += 1 }
        present.wait { $0 == count ? () : nil }
      }
    }
    #expect(works.count == count)
    for work in works { work.wait() }
    #expect(present.wait { $0 } == count)
  }

  /// Threads that have worked are taken again, and nobody who waits misses the end.
  @Test func oneWorkAfterTheOther() {
    let sum = Monitor(0)
    for number in 1...2_000 {
      WorkerThread.start { sum.change { $0 += number } }?.wait()
    }
    #expect(sum.wait { $0 } == 2_001_000)
  }

  /// What a work holds is let go of with it, although its thread stays.
  @Test func aWorkIsLetGoOf() {
    final class Held: Sendable {}
    weak var weakly: Held?
    do {
      let held = Held()
      weakly = held
      WorkerThread.start { _ = held }?.wait()
    }
    // The thread lets go of the work a moment after it has told its end.
    for _ in 0..<10_000 where weakly != nil { usleep(1_000) }
    #expect(weakly == nil)
  }
}
