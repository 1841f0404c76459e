/// Columns that the returns around several events are parts of: spans of one session each, and the returns of a benchmark.
///
/// One thread computes with one of these: to count the references of what all threads hold, they have to wait for each
/// other, some twenty times an event. A copy for a block of events costs less than one of its events.
package final class ReturnColumns {
  let spans: [Double]
  let daySpans: [Int32]
  /// The benchmark of the event before, and its returns once a second event in a row has it.
  private var latest: BenchmarkReturns?
  private var returns: [Double] = []

  /// - Parameter days: the days that most axes have; longer ones make columns of their own.
  package init(days: Int) {
    spans = [Double](repeating: 1, count: days)
    daySpans = [Int32](repeating: 1, count: days)
  }

  /// A copy of a benchmark's one-session returns; nil where the event before had another benchmark.
  func copy(of benchmark: BenchmarkReturns, _ oneSession: [Double]) -> [Double]? {
    guard latest === benchmark else {
      (latest, returns) = (benchmark, [])
      return nil
    }
    if returns.isEmpty { returns = oneSession.withUnsafeBufferPointer { Array($0) } }
    return returns
  }
}
