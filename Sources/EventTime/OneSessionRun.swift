import CoreTypes

/// A run of trades on consecutive sessions of a running clock, the one before it too, that is all there is on the days of
/// an event: each of its price returns spans one session.
struct OneSessionRun {
  /// The trades that the returns end with; none where no day has a return.
  let trades: Range<Int>
  /// Positions of their days on the axis.
  let positions: Range<Int>
  /// The session of the first.
  let firstSession: Int

  /// nil where something is missing between the trades, the clock stood still, or days get a return from elsewhere.
  init?(of trades: TradedSeries, clock: EventClock, axis: EventWindow, gaps: GapPolicy) {
    guard trades.series.kind == .prices, clock.stoppedSessions == 0 else { return nil }
    let firstSession = clock.session(of: axis.first) ?? 0
    let lastSession = clock.session(of: axis.last) ?? clock.dayBefore
    // A price needs the one before it.
    let first = max(1, trades.firstTrade(notBefore: firstSession))
    let end = trades.firstTrade(notBefore: lastSession + 1)
    // `lumped` and `uniform` fill days of the axis from the trade behind it.
    if gaps.fillsDays, end < trades.count, end == 0 || trades.session(of: end - 1) < lastSession {
      return nil
    }
    guard first < end else {
      (self.trades, positions, self.firstSession) = (0..<0, 0..<0, firstSession)
      return
    }
    let session = trades.session(of: first)
    guard trades.session(of: end - 1) - trades.session(of: first - 1) == end - first,
      let day = clock.day(of: session), axis.contains(day), axis.contains(day + end - first - 1)
    else { return nil }
    self.trades = first..<end
    positions = (day - axis.first)..<(day - axis.first + end - first)
    self.firstSession = session
  }
}
