import CoreTypes
import DataInput
import EventTime

/// Which intraday rows the events of a study need: of each event everything from the base session's open to the end of day
/// 0's regular hours, or to an hour after the news; of every other session the last regular price, by which splits are
/// found.
struct IntradayNeeds {
  private struct Interval {
    var first: Instant
    var last: Instant
  }

  private let market: StudyMarket
  /// Ascending by beginning, each security's own.
  private let intervals: [SecurityID: [Interval]]

  init(_ events: [AlignedEvent], _ market: StudyMarket) {
    self.market = market
    var intervals: [SecurityID: [Interval]] = [:]
    for event in events {
      guard let interval = IntradayNeeds.interval(of: event, market) else { continue }
      intervals[event.security, default: []].append(interval)
      if let benchmark = event.benchmark, benchmark != event.security {
        intervals[benchmark, default: []].append(interval)
      }
    }
    self.intervals = intervals.mapValues { IntradayNeeds.merged($0) }
  }

  /// What an entry's rows are needed for. Throws where its time zone does not exist.
  func needs(of source: IntradaySource) throws(RunFailure) -> [SecurityID: IntradayNeed] {
    let zone = try source.timeZone.map { name throws(RunFailure) in try TimeZoneRules.called(name) }
    var needs: [SecurityID: IntradayNeed] = [:]
    for (security, own) in intervals {
      guard let trades = market.trades(of: security) else { continue }
      let zone = zone ?? trades.calendar.timeZone
      needs[security] = IntradayNeed(
        spans: spans(own, trades, stamp: source.stamp), clock: zone.map(LocalClock.init))
    }
    return needs
  }

  // MARK: Intervals

  /// From the open of the base session to the end of day 0's regular hours, and an hour after the news, never past `as_of`.
  private static func interval(of event: AlignedEvent, _ market: StudyMarket) -> Interval? {
    guard event.status != .excluded, let calendar = event.calendar, calendar.hasHours,
      let reaction = event.dayZero?.reactionSession, let trades = market.trades(of: event.security)
    else { return nil }
    let closedBefore = event.announcement?.firstInformedSession ?? reaction
    let base = trades.firstTrade(notBefore: min(closedBefore, reaction)) - 1
    guard base >= 0 else { return nil }
    let sessions = calendar.sessionDates.indices
    let last = [reaction, event.dayZero?.clock.dayZero ?? reaction, closedBefore].max() ?? reaction
    guard sessions.contains(last) else { return nil }
    var end = calendar.regularEnd(of: last)
    if let instant = event.announcement?.instant { end = max(end, instant.advanced(bySeconds: 3_600)) }
    return Interval(
      first: calendar.session(at: Int(trades.sessions[base])).open,
      last: min(end, calendar.midnight(after: market.asOf)))
  }

  private static func merged(_ intervals: [Interval]) -> [Interval] {
    var merged: [Interval] = []
    for interval in intervals.sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
      if let last = merged.last, interval.first <= last.last {
        merged[merged.count - 1].last = max(last.last, interval.last)
      } else {
        merged.append(interval)
      }
    }
    return merged
  }

  // MARK: Spans

  /// The events' intervals whole, and of each session outside them the last row.
  private func spans(
    _ intervals: [Interval], _ trades: TradedSeries, stamp: IntradayStamp
  ) -> [IntradayNeed.Span] {
    let calendar = trades.calendar
    var spans: [IntradayNeed.Span] = []
    var next = 0
    for session in trades.sessions where calendar.hasHours {
      let open = calendar.session(at: Int(session)).open
      let end = calendar.regularEnd(of: Int(session))
      while next < intervals.count, intervals[next].first <= end {
        spans.append(IntradayNeeds.span(intervals[next]))
        next += 1
      }
      if let last = spans.last, last.last >= open.secondsSinceEpoch { continue }
      let (before, after): (Int64, Int64) = stamp == .start ? (0, -1) : (1, 0)
      spans.append(
        IntradayNeed.Span(
          first: open.secondsSinceEpoch + before, last: end.secondsSinceEpoch + after,
          keepsAll: false))
    }
    return spans + intervals[next...].map(IntradayNeeds.span)
  }

  private static func span(_ interval: Interval) -> IntradayNeed.Span {
    IntradayNeed.Span(
      first: interval.first.secondsSinceEpoch, last: interval.last.secondsSinceEpoch, keepsAll: true)
  }
}

extension LocalClock {
  /// The clocks of a zone of the IANA database.
  init(_ zone: TimeZoneRules) {
    self.init(name: zone.name) { date, second in
      switch zone.resolve(date: date, secondOfDay: second) {
      case .unique(let instant): .unique(instant.secondsSinceEpoch)
      case .skipped: .skipped
      case .repeated: .repeated
      }
    }
  }
}
