/// How returns are formed from prices (METHODS 2.1).
package enum ReturnKind: String, Sendable, CaseIterable {
  /// `P_t / P_{t-1} - 1`; compounds over time.
  case simple
  /// `ln(P_t / P_{t-1})`; sums up over time.
  case log
}

/// What becomes of days without a trade (METHODS 2.2).
package enum GapPolicy: String, Sendable, CaseIterable {
  /// The return since the last trade stands on the day of the next one, over as many sessions as it covers. Maynes and Rumsey
  /// (1993), Journal of Banking and Finance 17, 145-157.
  case tradeToTrade = "trade-to-trade"
  /// There is a return only where the session before has a trade too.
  case drop
  /// 0 on days without a trade, and on the day of the next one the whole return, as one of a single session.
  case lumped
  /// The return since the last trade in equal parts on each session.
  case uniform

  /// Days without a trade get a return once the next trade is known.
  var fillsDays: Bool { self == .lumped || self == .uniform }
}

/// What happens when the security is suspended on its reaction session (METHODS 0.3).
package enum SuspensionPolicy: String, Sendable, CaseIterable {
  /// The event's clock stands still: day 0 is the first session traded again, whatever `GapPolicy` says of its return.
  case resumption
  /// The clock runs on, and `GapPolicy` decides as about any other missing days.
  case tradeToTrade = "trade-to-trade"
  /// The event is left out.
  case exclude
}

/// Which windows with missing days have a cumulative return (METHODS 0.7, 2.3).
package enum IncompleteWindows: String, Sendable, CaseIterable {
  /// Those whose returns together cover exactly the window's days.
  case strict
  /// Those with any return: what there is is summed up.
  case available
  /// Those with a return on every day.
  case complete
  /// As `strict`, where a last day without a return is replaced by the next one of the event window that has one.
  case extend
}

/// What a ready-made return after missing sessions spans (METHODS 0.12).
package enum ReturnAfterGap: String, Sendable, CaseIterable {
  /// All sessions since the row before.
  case multi
  /// Its own session.
  case single
  /// Nobody knows: it is left out.
  case drop
}
