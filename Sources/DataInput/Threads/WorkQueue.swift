import Synchronization

/// The threads of DataInput: numbered pieces of work, handed out in order to `jobs` threads.
///
/// Which thread does which piece is left to chance, so a piece may write only to its own slot of the
/// result: then nothing depends on `jobs`.
enum WorkQueue {
  /// Runs `body(0)` ... `body(count - 1)` and returns when all are done. The calling thread takes part.
  static func run(count: Int, jobs: Int, _ body: @Sendable @escaping (Int) -> Void) {
    let crew = Crew(count: count, body: body)
    let helpers = max(0, min(jobs, count) - 1)
    // A thread that could not be started is no fault: the others do its work.
    let others = (0..<helpers).compactMap { _ in WorkerThread.start { crew.work() } }
    crew.work()
    for other in others { _ = other.finish() }
  }

  /// One result a piece, in the order of the pieces.
  static func map<Result: Sendable>(
    count: Int, jobs: Int, _ body: @Sendable @escaping (Int) -> Result
  ) -> [Result] {
    let slots = Slots<Result>(count: count)
    run(count: count, jobs: jobs) { slots.fill($0, with: body($0)) }
    return slots.take()
  }

  fileprivate final class Crew: Sendable {
    private let next = Atomic<Int>(0)
    private let count: Int
    private let body: @Sendable (Int) -> Void

    init(count: Int, body: @escaping @Sendable (Int) -> Void) {
      self.count = count
      self.body = body
    }

    /// Pieces that nobody has begun are left.
    func stop() { next.store(count, ordering: .relaxed) }

    func work() {
      while true {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard piece < count else { return }
        body(piece)
      }
    }
  }
}

/// Pieces of work that one thread does in order while something else keeps the others busy, as far as it comes.
final class EarlyWork<Result: Sendable>: Sendable {
  private struct State: Sendable {
    /// nil where its results are known, and where no thread could be started.
    var work: WorkerThread.Work?
    var results: [Result?]
  }

  private let crew: WorkQueue.Crew
  private let slots: Slots<Result>
  private let state: Mutex<State>

  init(count: Int, _ body: @Sendable @escaping (Int) -> Result) {
    let slots = Slots<Result>(count: count)
    crew = WorkQueue.Crew(count: count) { slots.fill($0, with: body($0)) }
    self.slots = slots
    state = Mutex(
      State(
        work: WorkerThread.start { [crew] in crew.work() }, results: Array(repeating: nil, count: count)))
  }

  deinit { crew.stop() }

  /// What was done, nil for the pieces that were not begun; no further one is. Waits for the piece at work.
  func results() -> [Result?] {
    state.withLock { state in
      guard let work = state.work.take() else { return state.results }
      crew.stop()
      _ = work.finish()
      state.results = slots.takeFilled()
      return state.results
    }
  }
}

/// One place a piece of work. Unchecked, because every slot is written by the one thread that took its
/// piece, and read only after all threads are done.
private final class Slots<Element: Sendable>: @unchecked Sendable {
  private let slots: UnsafeMutableBufferPointer<Element?>

  init(count: Int) {
    slots = .allocate(capacity: count)
    slots.initialize(repeating: nil)
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  func fill(_ index: Int, with element: Element) { slots[index] = element }

  /// The results, of which none is missing.
  func take() -> [Element] {
    var elements: [Element] = []
    elements.reserveCapacity(slots.count)
    for index in slots.indices {
      guard let element = slots[index] else { preconditionFailure("every piece of work leaves a result") }
      slots[index] = nil
      elements.append(element)
    }
    return elements
  }

  func takeFilled() -> [Element?] {
    defer { slots.update(repeating: nil) }
    return Array(slots)
  }
}
