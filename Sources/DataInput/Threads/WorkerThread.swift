import CThreads

/// A thread of the program. When its work is done it waits for more, since a small study has two dozen pieces of work for other
/// threads and each start of one would cost as much as reading a hundred rows.
package final class WorkerThread: Sendable {
  /// Work that another thread does.
  package final class Work: Sendable {
    fileprivate let body: @Sendable () -> Void
    fileprivate let isDone = Monitor(false)
    private let thread: WorkerThread

    fileprivate init(on thread: WorkerThread, _ body: @escaping @Sendable () -> Void) {
      self.thread = thread
      self.body = body
    }

    /// Returns when it is done, and what it wrote is there then: true. Work that its thread has not begun is taken back,
    /// and nobody does it: false. A thread may wait for milliseconds until the system lets it run.
    package func finish() -> Bool {
      if thread.takeBack(self) { return false }
      isDone.wait { $0 ? () : nil }
      return true
    }
  }

  private static let idle = Monitor<[WorkerThread]>([])
  /// As much as a main thread has.
  private static let stackBytes = 8 << 20

  private let next = Monitor<Work?>(nil)

  /// Has another thread do `body`; nil = the system has none, and nobody does it.
  package static func start(_ body: @escaping @Sendable () -> Void) -> Work? {
    let known = idle.change { $0.popLast() }
    let thread = known ?? WorkerThread()
    let work = Work(on: thread, body)
    thread.next.change { $0 = work }
    if known == nil, !thread.begin() {
      thread.next.change { $0 = nil }
      return nil
    }
    return work
  }

  /// False where the thread has begun it.
  private func takeBack(_ work: Work) -> Bool {
    let isWaiting = next.change { next in
      guard next === work else { return false }
      next = nil
      return true
    }
    if isWaiting { WorkerThread.idle.change { $0.append(self) } }
    return isWaiting
  }

  private func begin() -> Bool {
    let own = Unmanaged.passRetained(self)
    let status = es_start_thread(
      { own in
        guard let own else { return nil }
        let thread = Unmanaged<WorkerThread>.fromOpaque(own).takeRetainedValue()
        while true { thread.doNext() }
      }, own.toOpaque(), WorkerThread.stackBytes)
    if status != 0 { own.release() }
    return status == 0
  }

  /// Who waits for the work finds the thread idle.
  private func doNext() {
    let work = next.wait { $0.take() }
    work.body()
    WorkerThread.idle.change { $0.append(self) }
    work.isDone.change { $0 = true }
  }
}
