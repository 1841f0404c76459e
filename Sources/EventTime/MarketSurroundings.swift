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
    let intervals = intervals(on: clock)
    func column(_ value: (_ first: Int, _ last: Int) -> Double?) -> [Double] {
      intervals.map { $0.flatMap { value($0.lowerBound, $0.upperBound) } ?? .nan }
    }
    let names = factors?.names ?? []
    self.factors = FactorColumns(
      names: names + series.map(\.name),
      columns: names.indices.map { k in column { factors?.over(from: $0, to: $1, factor: k) } }
        + series.map { factor in column { factor.returns?.over(from: $0, to: $1) } })
  }

  /// The sessions between whose closes each day's return runs; nil = no return.
  private func intervals(on clock: EventClock) -> [ClosedRange<Int>?] {
    zip(axis.days, spans).map { day, span in
      guard span > 0, let session = clock.session(of: day) else { return nil }
      return (session - Int(span))...session
    }
  }
}
