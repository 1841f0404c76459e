import CoreStatistics
import CoreTypes
import EventTime
import ExpectedReturns

/// What a reader should know of an event's estimation days, whatever the model.
enum SampleWarnings {
  /// More than this share of an estimation window's sessions without a trade is thin trading.
  static let thinTradingShare = 0.1

  /// - Parameters:
  ///   - factors: those made of prices, as the event's security meets them.
  ///   - gap: days between two estimation windows.
  static func all(
    _ placed: PlacedEvent, _ sample: EstimationSample, factors: [(name: String, returns: BenchmarkReturns?)],
    gap: EventWindow?
  ) -> [EstimateWarning] {
    var warnings: [EstimateWarning] = []
    if let warning = thinTrading(placed.event, sample, placed.trades, gap) { warnings.append(warning) }
    if let warning = sample.benchmarkLikeness { warnings.append(warning) }
    if let warning = missingMembers(placed.benchmark, "the portfolio", placed, sample) {
      warnings.append(warning)
    }
    for factor in factors {
      let warning = missingMembers(factor.returns, "the factor '\(factor.name)'", placed, sample)
      if let warning { warnings.append(warning) }
    }
    if placed.benchmark != nil, let warning = missingBenchmark(sample, of: placed) {
      warnings.append(warning)
    }
    let axis = sample.returns.axis
    if let places = places(of: placed.listed.splits, placed, axis) {
      warnings.append(
        EstimateWarning(.looksLikeASplit, "a change of price that looks like a split: \(places)"))
    }
    if let places = places(of: placed.listed.spikes, placed, axis) {
      warnings.append(
        EstimateWarning(.priceOutOfLine, "a price that stands out from those on both sides: \(places)"))
    }
    return warnings
  }

  /// Benchmarks that close at another moment lead or lag by themselves.
  ///
  /// - Parameter estimate: of the study's first model with a benchmark.
  static func benchmarkStep(
    _ estimate: borrowing ExpectedReturnEstimate, _ sample: EstimationSample, _ event: AlignedEvent
  ) -> EstimateWarning? {
    guard estimate.explainsHardlyAnything, !event.warnings.contains(.closesAtAnotherTime) else { return nil }
    return sample.benchmarkStep
  }

  /// The last of some sessions on which the security traded that are among the days, which is the one nearest to the event or
  /// behind it: `2019-10-09 (prices/AMBA.csv:394) and 1 more`; nil where none is.
  private static func places(of sessions: [Int], _ placed: PlacedEvent, _ axis: EventWindow) -> String? {
    let inside = sessions.filter { placed.clock.day(of: $0).map(axis.contains) ?? false }
    guard let last = inside.last, let trade = placed.trades.trade(on: last) else { return nil }
    let series = placed.trades.series
    let row = placed.trades.row(of: trade)
    return "\(series.dates[row]) (\(series.location(ofRow: row).text))"
      + (inside.count > 1 ? " and \(inside.count - 1) more" : "")
  }

  /// The security has returns where the benchmark has none.
  private static func missingBenchmark(
    _ sample: EstimationSample, of placed: PlacedEvent
  ) -> EstimateWarning? {
    let returns = sample.returns
    let start = returns.position(of: sample.estimationWindow.first)
    let known = sample.isWhole ? start..<(start + sample.estimationWindow.length) : 0..<0
    let isComplete = returns.benchmark.withUnsafeBufferPointer { benchmark in
      areFinite(UnsafeBufferPointer(rebasing: benchmark[..<known.lowerBound]))
        && areFinite(UnsafeBufferPointer(rebasing: benchmark[known.upperBound...]))
    }
    guard !isComplete else { return nil }
    let (own, lost) = daysWithoutBenchmark(returns)
    guard !lost.isEmpty else { return nil }
    let (estimation, event) = (sample.estimationWindow, sample.eventWindow)
    return EstimateWarning(
      .benchmarkMissing,
      "the benchmark has no return for \(lost.count) of \(own) returns of the security: "
        + "\(lost.count(where: estimation.contains)) in the estimation window, "
        + "\(lost.count(where: event.contains)) in the event window"
        + (lost.first.flatMap { firstLost($0, placed) } ?? ""))
  }

  /// Where the first return without one of the benchmark ends, and the benchmark's last price before.
  private static func firstLost(_ day: Int, _ placed: PlacedEvent) -> String? {
    guard let date = placed.event.date(of: day) else { return nil }
    let series = placed.benchmark?.series
    let before = series.flatMap { series in
      series.lastRow(notAfter: date.advanced(by: -1)).map { series.location(ofRow: $0).text }
    }
    return "; the first ends on \(date)" + (before.map { ", after the benchmark's row \($0)" } ?? "")
  }

  /// How many returns the security has, and the days of those for which the benchmark has none.
  private static func daysWithoutBenchmark(_ returns: EventReturns) -> (own: Int, lost: [Int]) {
    returns.returns.withUnsafeBufferPointer { own in
      returns.benchmark.withUnsafeBufferPointer { market in
        var (count, lost) = (0, [Int]())
        for position in own.indices where !own[position].isNaN {
          count &+= 1
          if market[position].isNaN { lost.append(returns.axis.first + position) }
        }
        return (count, lost)
      }
    }
  }

  /// A portfolio whose members did not all have a return where the security has one.
  private static func missingMembers(
    _ portfolio: BenchmarkReturns?, _ name: String, _ placed: PlacedEvent, _ sample: EstimationSample
  ) -> EstimateWarning? {
    guard let portfolio, !portfolio.members.isEmpty else { return nil }
    let returns = sample.returns
    var (intervals, incomplete, most) = (0, 0, 0)
    for (day, span) in zip(returns.axis.days, returns.spans) where span > 0 {
      guard let session = placed.clock.session(of: day) else { continue }
      let missing = portfolio.missingMembers(from: session - Int(span), to: session)
      intervals += 1
      incomplete += missing > 0 ? 1 : 0
      most = max(most, missing)
    }
    guard incomplete > 0 else { return nil }
    return EstimateWarning(
      .portfolioMemberMissing,
      "up to \(most) of \(portfolio.members.count) members of \(name) had no return over \(incomplete) of "
        + "\(intervals) intervals; the others stand in with their weights rescaled")
  }

  /// Sessions of declared suspensions, those before the security's first trade and, where the window ends after the
  /// event, those after its last one do not count.
  private static func thinTrading(
    _ event: AlignedEvent, _ sample: EstimationSample, _ trades: TradedSeries, _ gap: EventWindow?
  ) -> EstimateWarning? {
    guard let clock = event.clock, let listed = trades.sessions.first,
      let first = clock.session(of: sample.estimationWindow.first).map({ max($0, Int(listed)) }),
      var last = clock.session(of: sample.estimationWindow.last)
    else { return nil }
    if sample.estimationWindow.last > sample.eventWindow.last, let end = trades.sessions.last {
      last = min(last, Int(end))
    }
    guard first <= last else { return nil }
    var (sessions, traded) = count(first...last, of: trades)
    if let gap, let start = clock.session(of: gap.first), let end = clock.session(of: gap.last),
      max(start, first) <= min(end, last)
    {
      let inside = count(max(start, first)...min(end, last), of: trades)
      sessions -= inside.sessions
      traded -= inside.traded
    }
    guard sessions > 0, Double(sessions - traded) > thinTradingShare * Double(sessions) else { return nil }
    return EstimateWarning(
      .thinTrading, "no trade on \(sessions - traded) of \(sessions) sessions of the estimation window")
  }

  /// The sessions of a range that were not declared suspended, and the trades on it.
  private static func count(_ range: ClosedRange<Int>, of trades: TradedSeries) -> (
    sessions: Int, traded: Int
  ) {
    let suspended = trades.declared.reduce(0) { count, halt in
      count + max(0, min(halt.upperBound, range.upperBound) - max(halt.lowerBound, range.lowerBound) + 1)
    }
    return (
      range.count - suspended,
      trades.firstTrade(notBefore: range.upperBound + 1) - trades.firstTrade(notBefore: range.lowerBound)
    )
  }
}
