import CoreTypes
import EventTime

/// Buy-and-hold abnormal return: `BHAR = prod(1 + R_t) - prod(1 + B_t)` from the close before the window to
/// the close of its last day (METHODS 4.5).
///
/// From prices it is the price relative of the two ends, so a day without a trade inside does no harm; an end
/// without one does, unless `gaps` fills it. Barber and Lyon (1997), Journal of Financial Economics 43, 341-372.
package enum BuyAndHold {
  /// Against the benchmark held over the same interval. NaN where an end of the window has no price.
  package static func abnormalReturn(
    over window: EventWindow, trades: TradedSeries, clock: EventClock, benchmark: BenchmarkReturns?,
    returns: AbnormalReturns, returnKind: ReturnKind
  ) -> Double {
    guard let benchmark, let start = clock.session(of: window.first - 1),
      let end = clock.session(of: window.last)
    else { return .nan }
    let market = benchmark.over(from: start, to: end)
    let security = grossReturn(from: start, to: end, window, trades, returns, returnKind)
    return security - returnKind.gross(market)
  }

  /// Against the model's expectation compounded over the days with a return. NaN unless these cover the window.
  package static func abnormalReturnAgainstModel(
    over window: EventWindow, returns: AbnormalReturns, returnKind: ReturnKind, lastKnownDay: Int
  ) -> Double {
    let coverage = WindowCoverage.positions(
      of: window, in: returns, rule: .strict, lastKnownDay: lastKnownDay)
    guard case .success(let positions) = coverage else { return .nan }
    var security = 1.0
    var expected = 1.0
    for position in positions {
      security *= returnKind.gross(returns.returns[position])
      expected *= returnKind.gross(returns.expected[position])
    }
    return security - expected
  }

  private static func grossReturn(
    from start: Int, to end: Int, _ window: EventWindow, _ trades: TradedSeries, _ returns: AbnormalReturns,
    _ returnKind: ReturnKind
  ) -> Double {
    if trades.series.kind == .prices, let first = trades.trade(on: start), let last = trades.trade(on: end) {
      return trades.value(of: last) / trades.value(of: first)
    }
    // Ready-made returns, or gaps filled by `lumped` and `uniform`: every day must have a return of its own; the
    // product is NaN otherwise.
    return window.days.reduce(1) { product, day in
      let position = returns.position(of: day)
      return returns.daySpans[position] == 1 ? product * returnKind.gross(returns.returns[position]) : .nan
    }
  }
}
