import Foundation
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
    present.wait { $0 == count ? () : nil }
    for work in works { #expect(work.finish()) }
  }

  /// Threads that have worked are taken again, and nobody who waits misses the end. Work that was not begun when it was asked
  /// for is done by nobody, not even later.
  @Test func eachWorkIsDoneOnceOrTakenBack() {
    let count = 2_000
    let done = Monitor(Array(repeating: 0, count: count))
    var isDone: [Int] = []
    for number in 0..<count {
      guard let work = WorkerThread.start({ done.change { $0[number] += 1 } }) else { continue }
      // Some are given time to begin.
      if number.isMultiple(of: 2) { done.wait { $0[number] == 1 ? () : nil } }
      isDone.append(work.finish() ? 1 : 0)
    }
    #expect(isDone == done.wait { $0 })
  }

  /// What a work holds is let go of with it, although its thread stays.
  @Test func aWorkIsLetGoOf() {
    final class Held: Sendable {}
    weak var weakly: Held?
    do {
      let held = Held()
      weakly = held
      _ = WorkerThread.start { _ = held }?.finish()
    }
    // The thread lets go of the work a moment after it has told its end.
    for _ in 0..<10_000 where weakly != nil { usleep(1_000) }
    #expect(weakly == nil)
  }

  /// A thread that begins on another processor than its maker's may use all of them afterwards, even one that was made by
  /// such a thread; one that the program may not use, it may not use either.
  @Test(.timeLimit(.minutes(1))) func everyThreadMayUseTheProcessorsOfTheProgram() throws {
    let program = try #require(Self.processors("self"))
    let present = Monitor(0)
    let last = 20
    @Sendable func startNext(after number: Int) {
      guard number < last else { return }
      _ = WorkerThread.start {
        startNext(after: number + 1)
        // It gets them back a moment after it has begun.
        while Self.processors("thread-self") != program { usleep(100) }
        present.change { $0 += 1 }
        present.wait { $0 == last ? () : nil }
      }
    }
    startNext(after: 0)
    present.wait { $0 == last ? () : nil }
  }

  private static func processors(_ thread: String) -> Substring? {
    let status = try? String(contentsOfFile: "/proc/\(thread)/status", encoding: .utf8)
    return status?.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
  }
}
