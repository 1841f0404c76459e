import CoreTypes
import EventTime

/// A security of the study's events among the prices, with what every event of it asks for: found once, by
/// `EventRequest.securityNumber`.
final class ListedSecurity: Sendable {
  let security: CatalogedSecurity
  /// nil = no calendar is known for its exchange.
  let trades: TradedSeries?
  /// That of its events, but for those that name a benchmark of their own.
  let setting: EventSetting
  /// Its own benchmark; nil = it has none.
  let meeting: BenchmarkTable.Meeting?
  /// Sessions that end a change of price which looks like a split.
  let splits: [Int]
  /// Sessions of prices that stand out from those on both sides.
  let spikes: [Int]
  /// Sessions on which the price stood still, run by run.
  let stale: [ClosedRange<Int>]

  init(
    _ security: CatalogedSecurity, trades: TradedSeries?, earliestReaction: Int,
    meeting: BenchmarkTable.Meeting?, changes: UnusualChanges, stale: [ClosedRange<Int>]
  ) {
    self.security = security
    self.trades = trades
    self.meeting = meeting
    setting = EventSetting(
      exchange: security.exchange, calendar: trades?.calendar, benchmark: security.benchmark,
      earliestReaction: earliestReaction)
    splits = changes.splits[security.series.security] ?? []
    spikes = changes.spikes[security.series.security] ?? []
    self.stale = stale
  }
}

extension EventSetting {
  /// The same with the benchmark that an event names.
  convenience init(_ other: EventSetting?, benchmark: SecurityID?) {
    self.init(
      exchange: other?.exchange, calendar: other?.calendar, benchmark: benchmark,
      earliestReaction: other?.earliestReaction ?? 0)
  }
}
