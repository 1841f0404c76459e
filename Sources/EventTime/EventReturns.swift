import CoreTypes

/// The returns around one event, on its own clock: security and benchmark over the same intervals.
///
/// Parallel columns over the days of `axis` (estimation window to event window). A return stands on the day it
/// ends on; a day without one is NaN, with span 0. Where no day lacks one, the columns are parts of those that all events
/// of the security, or of the study, share.
@usableFromInline
package struct EventReturns: Sendable {
  @usableFromInline package let axis: EventWindow
  /// Security returns.
  package let returns: ColumnPart<Double>
  /// Benchmark returns over exactly the same intervals; NaN also where the benchmark is missing.
  package let benchmark: ColumnPart<Double>
  /// Number of exchange sessions each return covers (METHODS 2.2's `n_t`), as the weights need it: Double.
  package let spans: ColumnPart<Double>
  /// Number of event days each return covers: sessions while the clock stood still do not count.
  package let daySpans: ColumnPart<Int32>
  /// Factor returns over the same intervals; none unless `add(_:clock:)` was called.
  package var factors = FactorColumns.none
  /// Where the benchmark's returns of neighboring sessions come from; nil without a benchmark.
  package var surroundings: MarketSurroundings?
  /// A ready-made return after missing sessions was left out because its span is not known.
  package let hasUnknownSpans: Bool
  /// A return over several sessions was left out or spread over days as the study's rule for gaps says.
  package let followsGapRule: Bool
  /// Every day has a return, over one session.
  package let isUnbroken: Bool

  /// Returns that were formed elsewhere, column by column.
  package init(
    axis: EventWindow, returns: [Double], benchmark: [Double], spans: [Double], daySpans: [Int32]
  ) {
    precondition(
      [returns.count, benchmark.count, spans.count, daySpans.count].allSatisfy { $0 == axis.length },
      "one value a day of the axis")
    self.axis = axis
    self.returns = ColumnPart(returns)
    self.benchmark = ColumnPart(benchmark)
    self.spans = ColumnPart(spans)
    self.daySpans = ColumnPart(daySpans)
    hasUnknownSpans = false
    followsGapRule = false
    isUnbroken = false
  }

  /// Position of an event day in the arrays.
  @inlinable
  package func position(of day: Int) -> Int { day - axis.first }
}

/// How the returns around an event are formed: everything the study says about it.
package struct EventReturnRules: Sendable {
  package let returnKind: ReturnKind
  package let gaps: GapPolicy
  package let returnAfterGap: ReturnAfterGap

  package init(returnKind: ReturnKind, gaps: GapPolicy, returnAfterGap: ReturnAfterGap) {
    self.returnKind = returnKind
    self.gaps = gaps
    self.returnAfterGap = returnAfterGap
  }
}

extension EventReturns {
  /// The returns of `trades` on the days of `axis` of an event with this clock (METHODS 0.3, 0.4, 2.2).
  ///
  /// - Parameter shared: what the returns of other events are parts of, too.
  package init(
    _ trades: TradedSeries, clock: EventClock, axis: EventWindow, benchmark: BenchmarkReturns?,
    rules: EventReturnRules, shared: ReturnColumns? = nil
  ) {
    self.axis = axis
    surroundings = benchmark.map { MarketSurroundings(benchmark: $0, clock: clock) }
    let count = axis.length
    guard let run = OneSessionRun(of: trades, clock: clock, axis: axis, gaps: rules.gaps) else {
      let columns = IntervalReturns(trades, clock: clock, axis: axis, benchmark: benchmark, rules: rules)
      returns = ColumnPart(columns.returns)
      self.benchmark = ColumnPart(columns.benchmark)
      spans = ColumnPart(columns.spans)
      daySpans = ColumnPart(columns.daySpans)
      hasUnknownSpans = columns.hasUnknownSpans
      followsGapRule = columns.followsGapRule
      isUnbroken =
        columns.spans.allSatisfy { $0 == 1 } && columns.daySpans.allSatisfy { $0 == 1 }
        && columns.returns.allSatisfy(\.isFinite)
      return
    }
    hasUnknownSpans = false
    followsGapRule = false
    let days = run.positions
    let isUnbroken = days.count == count
    self.isUnbroken = isUnbroken
    let ones = shared.flatMap { isUnbroken && count <= $0.spans.count ? $0 : nil }
    returns = trades.changes(endingWith: run.trades, rules.returnKind, at: days, of: count)
    self.benchmark =
      benchmark.map { $0.column(from: run.firstSession, at: days, of: count, shared) }
      ?? ColumnPart([Double](filledWith: .nan, count: count))
    spans =
      ones.map { ColumnPart($0.spans, 0..<count) }
      ?? ColumnPart([Double](count: count, filledWith: 1, at: days, else: 0))
    daySpans =
      ones.map { ColumnPart($0.daySpans, 0..<count) }
      ?? ColumnPart([Int32](count: count, filledWith: 1, at: days, else: 0))
  }
}
