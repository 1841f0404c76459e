import CoreTypes

/// The benchmark on the sessions around an event, for models that ask for its returns before and after the
/// security's own (Scholes-Williams, Dimson).
package struct MarketSurroundings: Sendable {
  package let benchmark: BenchmarkReturns
  package let clock: EventClock

  package init(benchmark: BenchmarkReturns, clock: EventClock) {
    self.benchmark = benchmark
    self.clock = clock
  }
}

extension EventReturns {
  /// The benchmark's returns over each day's interval moved by `sessions` (negative = earlier), on the sessions of
  /// the security's exchange: nothing is lost at the ends of a window. NaN where the day has no return or the
  /// benchmark is missing there; all NaN without a benchmark.
  package func benchmark(shiftedBy sessions: Int) -> ColumnPart<Double> {
    if sessions == 0 { return benchmark }
    guard let surroundings else { return ColumnPart([Double](repeating: .nan, count: axis.length)) }
    return ColumnPart(
      intervals(on: surroundings.clock).map { interval in
        interval.map {
          surroundings.benchmark.over(from: $0.lowerBound + sessions, to: $0.upperBound + sessions)
        } ?? .nan
      })
  }

  /// Adds the factors over the same intervals as the security's returns, on the clock these were formed with.
  ///
  /// - Parameters:
  ///   - factors: columns of factors files; nil = none.
  ///   - series: factors that are series of prices; nil = without returns.
  package mutating func add(
    _ factors: FactorReturns?, series: [(name: String, returns: BenchmarkReturns?)], clock: EventClock
  ) {
    let start = clock.dayBefore + 1 + axis.first
    let others = daysWithSpans(on: clock)
    func column(
      _ copy: (_ session: Int, UnsafeMutableBufferPointer<Double>) -> Void,
      _ value: (_ first: Int, _ last: Int) -> Double
    ) -> [Double] {
      [Double](count: axis.length) { column in
        copy(start, column)
        for (position, interval) in others {
          column[position] = interval.map { value($0.lowerBound, $0.upperBound) } ?? .nan
        }
      }
    }
    var (names, columns) = ([String](), [[Double]]())
    if let factors {
      names = factors.names
      columns = names.indices.map { k in
        column({ factors.copy(factor: k, from: $0, into: $1) }, { factors.over(from: $0, to: $1, factor: k) })
      }
    }
    for (name, returns) in series {
      names.append(name)
      columns.append(
        returns.map { returns in
          column({ returns.copy(from: $0, into: $1) }, { returns.over(from: $0, to: $1) })
        } ?? [Double](filledWith: .nan, count: axis.length))
    }
    self.factors = FactorColumns(names: names, columns: columns)
  }

  /// The days whose return does not run from the session before, or whose session does not follow from their position
  /// because the clock stood still; with the sessions between whose closes their return runs, nil = no return.
  private func daysWithSpans(on clock: EventClock) -> [(position: Int, interval: ClosedRange<Int>?)] {
    let hasStopped = clock.stoppedSessions > 0
    return spans.withUnsafeBufferPointer { spans in
      spans.indices.filter { hasStopped || spans[$0] != 1 }.map { position in
        (position, interval(at: position, on: clock))
      }
    }
  }

  /// The sessions between whose closes each day's return runs; nil = no return.
  private func intervals(on clock: EventClock) -> [ClosedRange<Int>?] {
    spans.indices.map { interval(at: $0, on: clock) }
  }

  private func interval(at position: Int, on clock: EventClock) -> ClosedRange<Int>? {
    let span = spans[position]
    guard span > 0, let session = clock.session(of: axis.first + position) else { return nil }
    return (session - Int(span))...session
  }
}
