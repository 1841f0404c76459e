import Foundation
import Synchronization

/// The one place in this target with threads: work on blocks of a range side by side, results taken in order.
///
/// The size of a block never depends on the number of threads, and whoever consumes sees block 0, 1, 2 ..., so
/// that results do not depend on it either.
package enum ParallelBlocks {
  /// Calls `produce` for each block of `0..<count` on up to `jobs` threads and `consume` with the results, in
  /// order, on the calling thread. At most a few blocks are held at a time. The first error of `consume` ends
  /// the work and is thrown.
  package static func run<Output: Sendable>(
    count: Int, blockSize: Int, jobs: Int, produce: @escaping @Sendable (Range<Int>) -> Output,
    consume: (Output) throws -> Void
  ) rethrows {
    let blocks = (count + blockSize - 1) / blockSize
    @Sendable func range(_ block: Int) -> Range<Int> {
      (block * blockSize)..<min(count, (block + 1) * blockSize)
    }
    let workers = min(jobs, blocks)
    guard workers > 1 else {
      for block in 0..<blocks { try consume(produce(range(block))) }
      return
    }
    let queue = BlockQueue<Output>(blocks: blocks, ahead: workers * 4)
    for _ in 0..<workers {
      Thread.start { while let block = queue.next() { queue.deliver(produce(range(block)), of: block) } }
    }
    do {
      for block in 0..<blocks { try consume(queue.take(block)) }
    } catch {
      queue.stop()
      throw error
    }
  }
}

/// One piece of work on a thread of its own, while whoever started it goes on.
struct BackgroundWork<Output: Sendable>: Sendable {
  private let queue = BlockQueue<Output>(blocks: 1, ahead: 1)

  init(_ body: @escaping @Sendable () -> Output) {
    Thread.start { [queue] in queue.deliver(body(), of: 0) }
  }

  var isFinished: Bool { queue.holds(0) }

  /// What came of it, once.
  func result() -> Output { queue.take(0) }
}

extension Thread {
  fileprivate static func start(_ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    thread.stackSize = 8 << 20
    thread.start()
  }
}

/// Hands out block numbers and keeps finished blocks until their turn.
private final class BlockQueue<Output: Sendable>: Sendable {
  private struct State {
    var nextBlock = 0
    var consumed = 0
    var finished: [Int: Output] = [:]
    var isStopped = false
  }

  private let blocks: Int
  private let ahead: Int
  private let state = Mutex(State())
  private let condition = NSCondition()

  init(blocks: Int, ahead: Int) {
    self.blocks = blocks
    self.ahead = ahead
  }

  /// The next block to work on; waits while too many finished ones lie about. nil = no more.
  func next() -> Int? {
    condition.lock()
    defer { condition.unlock() }
    while true {
      let (block, mustWait) = state.withLock { state -> (Int?, Bool) in
        guard !state.isStopped, state.nextBlock < blocks else { return (nil, false) }
        guard state.nextBlock < state.consumed + ahead else { return (nil, true) }
        state.nextBlock += 1
        return (state.nextBlock - 1, false)
      }
      guard mustWait else { return block }
      condition.wait()
    }
  }

  func deliver(_ output: Output, of block: Int) {
    condition.lock()
    state.withLock { $0.finished[block] = output }
    condition.broadcast()
    condition.unlock()
  }

  func holds(_ block: Int) -> Bool { state.withLock { $0.finished[block] != nil } }

  func take(_ block: Int) -> Output {
    condition.lock()
    defer { condition.unlock() }
    while true {
      let output = state.withLock { state -> Output? in
        guard let output = state.finished.removeValue(forKey: block) else { return nil }
        state.consumed += 1
        return output
      }
      if let output {
        condition.broadcast()
        return output
      }
      condition.wait()
    }
  }

  func stop() {
    condition.lock()
    state.withLock { $0.isStopped = true }
    condition.broadcast()
    condition.unlock()
  }
}
