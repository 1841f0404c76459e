/// How returns are formed from prices (METHODS 2.1).
package enum ReturnKind: String, Sendable, CaseIterable { case simple, log }

/// What becomes of days without a trade (METHODS 2.2).
package enum GapPolicy: String, Sendable, CaseIterable {
  case tradeToTrade = "trade-to-trade"
  case drop
  case lumped
  case uniform

  /// Days without a trade get a return once the next trade is known.
  var fillsDays: Bool { self == .lumped || self == .uniform }
}

/// What happens when the security is suspended on its reaction session (METHODS 0.3).
package enum SuspensionPolicy: String, Sendable, CaseIterable {
  case resumption
  case tradeToTrade = "trade-to-trade"
  case exclude
}

/// Which windows with missing days have a cumulative return (METHODS 0.7, 2.3).
package enum IncompleteWindows: String, Sendable, CaseIterable {
  case strict, available, complete, extend
}

/// What a ready-made return after missing sessions spans (METHODS 0.12).
package enum ReturnAfterGap: String, Sendable, CaseIterable { case multi, single, drop }
