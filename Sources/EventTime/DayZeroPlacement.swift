import CoreTypes

/// A run of sessions on which a security did not trade and that covers its reaction session.
package struct SuspensionSpell: Sendable, Equatable {
  /// Session index of the first session without a trade.
  package let first: Int
  /// Session index of the last one; `nil` while it has not ended.
  package let last: Int?
  /// Session index of the last one that the data reach.
  package let lastKnown: Int
  /// The study's suspensions file names its reaction session; otherwise it was found in the prices.
  package let isDeclared: Bool
  /// It was found in the prices, and the suspensions file names some of its sessions.
  package var isPartlyDeclared = false
}

/// Where an event's day 0 is, and why.
package struct DayZero: Sendable, Equatable {
  package let clock: EventClock
  /// The first session that had not closed at the announcement, traded or not.
  package let reactionSession: Int
  package let suspension: SuspensionSpell?

  /// Suspended sessions from the reaction session on, up to `as_of` while the suspension lasts; 0 where the security
  /// traded.
  package var suspendedSessions: Int {
    suspension.map { max(0, $0.lastKnown - reactionSession + 1) } ?? 0
  }
}

/// Places day 0 among a security's trades (METHODS 0.1, 0.3).
package enum DayZeroPlacement {
  /// Under `exclude` the place is that of a running clock; whoever asked takes the event out.
  ///
  /// - Parameters:
  ///   - reactionSession: the first session with `close > instant`, or the study's override.
  ///   - lastSession: the last session up to `as_of`.
  ///   - shortestFound: a run of fewer sessions without a trade that nobody declared is thin trading, no suspension
  ///     (METHODS 0.3); 1 = every run is one.
  package static func place(
    reactionSession: Int, in trades: TradedSeries, policy: SuspensionPolicy, lastSession: Int,
    shortestFound: Int
  ) -> Result<DayZero, ExclusionFailure> {
    let running = DayZero(
      clock: EventClock(running: reactionSession), reactionSession: reactionSession, suspension: nil)
    let next = trades.firstTrade(notBefore: reactionSession)
    if next < trades.count, Int(trades.sessions[next]) == reactionSession { return .success(running) }
    // A row that was refused tells that the security traded, not at what price.
    let refused = trades.refusedSessions.map(Int.init)
    if refused.contains(reactionSession) { return .success(running) }
    let refusedLater = refused.first { $0 > reactionSession }
    let isDeclared = trades.declared.contains { $0.contains(reactionSession) }
    guard next > 0 else { return .failure(ExclusionFailure(.notListedYet)) }
    // Rows that go on without a trade are a suspension that has not ended; no rows at all say nothing.
    if next == trades.count, !isDeclared, trades.lastRowSession < reactionSession, refusedLater == nil {
      return reactionSession > lastSession
        ? .success(running) : .failure(ExclusionFailure(.noPriceAfterAnnouncement))
    }
    let before = max(Int(trades.sessions[next - 1]), refused.last { $0 < reactionSession } ?? 0)
    let traded = next < trades.count ? Int(trades.sessions[next]) : nil
    let resumption = traded.map { min($0, refusedLater ?? $0) } ?? refusedLater
    if !isDeclared, let resumption, resumption - before - 1 < shortestFound { return .success(running) }
    let lastKnown = resumption.map { $0 - 1 } ?? lastSession
    let spell = SuspensionSpell(
      first: before + 1, last: resumption.map { $0 - 1 }, lastKnown: lastKnown, isDeclared: isDeclared,
      isPartlyDeclared: !isDeclared
        && trades.declared.contains { $0.lowerBound <= lastKnown && $0.upperBound > before })
    switch policy {
    case .tradeToTrade, .exclude:
      return .success(
        DayZero(clock: running.clock, reactionSession: reactionSession, suspension: spell))
    case .resumption:
      return .success(
        DayZero(
          clock: EventClock(dayBefore: before, dayZero: resumption), reactionSession: reactionSession,
          suspension: spell))
    }
  }
}

/// An exclusion as an error of a computation: why, in one id.
package struct ExclusionFailure: Error, Sendable, Equatable {
  package let reason: ExclusionReason
  package init(_ reason: ExclusionReason) { self.reason = reason }
}
