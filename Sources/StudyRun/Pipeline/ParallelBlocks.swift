import DataInput

/// The one place in this target with work on several threads: blocks of a range side by side, results taken in order.
///
/// The size of a block never depends on the number of threads, and whoever consumes sees block 0, 1, 2 ..., so
/// that results do not depend on it either.
package enum ParallelBlocks {
  /// Calls `produce` for each block of `0..<count` on up to `jobs` threads, of which the calling one is one, and `consume`
  /// with the results, in order, on the calling thread. At most a few blocks are held at a time. The first error of
  /// `consume` ends the work and is thrown.
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
    let works = (1..<workers).compactMap { _ in
      WorkerThread.start {
        while let block = queue.next() { queue.deliver(produce(range(block)), of: block) }
      }
    }
    defer { for work in works { _ = work.finish() } }
    do {
      for block in 0..<blocks { try consume(queue.take(block) { produce(range($0)) }) }
    } catch {
      queue.stop()
      throw error
    }
  }
}

/// One piece of work on a thread of its own, while whoever started it goes on; on the thread that asks for its result, where
/// no other one has begun it.
struct BackgroundWork<Output: Sendable>: Sendable {
  private let output: Monitor<Output?>
  private let body: @Sendable () -> Void
  private let work: WorkerThread.Work?

  init(_ make: @escaping @Sendable () -> Output) {
    let output = Monitor<Output?>(nil)
    body = {
      let found = make()
      output.change { $0 = found }
    }
    self.output = output
    work = WorkerThread.start(body)
  }

  var isFinished: Bool { output.wait { $0 != nil } }

  /// What came of it, once.
  func result() -> Output {
    if work?.finish() != true { body() }
    return output.wait { $0.take() }
  }
}

/// Hands out block numbers and keeps finished blocks until their turn.
private final class BlockQueue<Output: Sendable>: Sendable {
  private struct State {
    var nextBlock = 0
    var consumed = 0
    /// One a block that is ahead, by its number modulo their count.
    var finished: [Output?]
    var isStopped = false
  }

  private let blocks: Int
  private let state: Monitor<State>

  init(blocks: Int, ahead: Int) {
    self.blocks = blocks
    state = Monitor(State(finished: Array(repeating: nil, count: ahead)))
  }

  /// The next block to work on; waits while too many finished ones lie about. nil = no more.
  func next() -> Int? {
    state.wait { [blocks] state -> Int?? in
      if state.isStopped || state.nextBlock == blocks { return .some(nil) }
      if state.nextBlock - state.consumed == state.finished.count { return nil }
      state.nextBlock += 1
      return state.nextBlock - 1
    }
  }

  func deliver(_ output: Output, of block: Int) {
    state.change { $0.finished[block % $0.finished.count] = output }
  }

  /// The block, when its turn has come. While it is not there the caller makes blocks that nobody has begun.
  func take(_ block: Int, _ produce: (Int) -> Output) -> Output {
    while true {
      let (output, own): (Output?, Int) = state.wait { [blocks] state in
        if let output = state.finished[block % state.finished.count].take() { return (output, block) }
        guard state.nextBlock < blocks, state.nextBlock - state.consumed < state.finished.count else {
          return nil
        }
        state.nextBlock += 1
        return (nil, state.nextBlock - 1)
      }
      let found = output ?? produce(own)
      if own == block {
        state.change { $0.consumed += 1 }
        return found
      }
      deliver(found, of: own)
    }
  }

  func stop() { state.change { $0.isStopped = true } }
}
