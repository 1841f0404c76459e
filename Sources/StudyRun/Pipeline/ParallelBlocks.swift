import Glibc

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
    let work: @Sendable () -> Void = {
      while let block = queue.next() { queue.deliver(produce(range(block)), of: block) }
    }
    let started = (0..<workers).count { _ in DetachedThread.start(work) }
    guard started > 0 else {
      for block in 0..<blocks { try consume(produce(range(block))) }
      return
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
    let work: @Sendable () -> Void = { [queue] in queue.deliver(body(), of: 0) }
    if !DetachedThread.start(work) { work() }
  }

  var isFinished: Bool { queue.holds(0) }

  /// What came of it, once.
  func result() -> Output { queue.take(0) }
}

/// A thread that nobody waits for: what it does says when it is done.
private enum DetachedThread {
  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// False where the system has no thread left; then nothing was begun.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 8 << 20)
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(body))
    let status = pthread_create(
      &thread, &attributes,
      { work in
        if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    if status != 0 { work.release() }
    return status == 0
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
  private let monitor = Monitor(State())

  init(blocks: Int, ahead: Int) {
    self.blocks = blocks
    self.ahead = ahead
  }

  /// The next block to work on; waits while too many finished ones lie about. nil = no more.
  func next() -> Int? {
    monitor.wait { state -> Int?? in
      guard !state.isStopped, state.nextBlock < blocks else { return .some(nil) }
      guard state.nextBlock < state.consumed + ahead else { return nil }
      state.nextBlock += 1
      return state.nextBlock - 1
    }
  }

  func deliver(_ output: Output, of block: Int) { monitor.change { $0.finished[block] = output } }

  func holds(_ block: Int) -> Bool { monitor.read { $0.finished[block] != nil } }

  func take(_ block: Int) -> Output {
    let output = monitor.wait { $0.finished.removeValue(forKey: block) }
    monitor.change { $0.consumed += 1 }
    return output
  }

  func stop() { monitor.change { $0.isStopped = true } }
}
