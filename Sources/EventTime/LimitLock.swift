import CoreTypes

/// Closes at a daily price limit from day 0 on: as long as they last, the price has not said all about the news.
package struct LimitLock: Sendable, Equatable {
  /// Sessions from day 0 on that closed at the limit, one after the other.
  package let sessions: Int
  /// The limit as a fraction; the common size of the returns where no limit of the exchange is known.
  package let limit: Double
  /// +1 at the upper limit, -1 at the lower one.
  package let side: Int
  /// No limit of the exchange is known: found by returns that repeat.
  package let isFound: Bool
  /// Session index of the first session from day 0 on that did not close at the limit; nil while none has.
  package let firstUnlocked: Int?
}

extension LimitLock {
  /// So many equal returns one after the other, each at least so large, are taken for closes at a limit nobody
  /// declared.
  static let fewestRepeats = 3
  static let smallestRepeat = 0.04
  /// Returns that differ by no more are equal but for the rounding of prices.
  static let repeatTolerance = 0.001
  /// A close at the limit of special treatment must repeat: one alone may be chance.
  static let fewestSpecial = 2

  /// What the trades from day 0 on say; nil where day 0 did not close at a limit, or has no trade before it.
  ///
  /// - Parameter dayZero: session index of day 0.
  package static func find(in trades: TradedSeries, dayZero: Int, exchange: ExchangeID) -> LimitLock? {
    guard let first = trades.trade(on: dayZero), first > 0 else { return nil }
    let date = trades.calendar.sessionDates[dayZero]
    let limits = PriceLimits.limits(of: trades.series.security, on: exchange, at: date)
    for limit in limits {
      let lock = run(in: trades, from: first, limit, on: exchange)
      if let lock, lock.sessions >= (limit.kind == .usual ? 1 : fewestSpecial) { return lock }
    }
    return limits.isEmpty ? repeated(in: trades, from: first) : nil
  }

  private static func run(
    in trades: TradedSeries, from first: Int, _ limit: PriceLimit, on exchange: ExchangeID
  ) -> LimitLock? {
    let side = side(in: trades, of: first, limit)
    guard side != 0 else { return nil }
    var next = first + 1
    var inForce = limit
    while next < trades.count {
      let date = trades.calendar.sessionDates[Int(trades.sessions[next])]
      if let end = inForce.validTo, date > end {
        let later = PriceLimits.limits(of: trades.series.security, on: exchange, at: date)
        guard let successor = later.first(where: { $0.kind == limit.kind }) else { break }
        inForce = successor
      }
      guard self.side(in: trades, of: next, inForce) == side else { break }
      next += 1
    }
    return LimitLock(
      sessions: next - first, limit: limit.limit, side: side, isFound: false,
      firstUnlocked: next < trades.count ? Int(trades.sessions[next]) : nil)
  }

  private static func side(in trades: TradedSeries, of trade: Int, _ limit: PriceLimit) -> Int {
    let series = trades.series
    let row = trades.row(of: trade)
    guard series.kind == .prices else {
      let change = series.values[row]
      return abs(abs(change) - limit.limit) <= repeatTolerance ? (change > 0 ? 1 : -1) : 0
    }
    let before = trades.row(of: trade - 1)
    let (close, last) = (series.tradedClose(ofRow: row), series.tradedClose(ofRow: before))
    // What the adjusted closes make of the last close, less on an ex-date, and what their rounding to 0.01 can make of it.
    let (adjustedLast, adjusted) = (series.values[before], series.values[row])
    let carried = adjustedLast * close / adjusted
    let rounding = last * 0.005 * (1 / adjustedLast + 1 / adjusted)
    return limit.side(of: close, after: limit.reference(last: last, carried: carried, rounding: rounding))
  }

  private static func repeated(in trades: TradedSeries, from first: Int) -> LimitLock? {
    let size = change(in: trades, of: first)
    guard abs(size) >= smallestRepeat else { return nil }
    var next = first + 1
    while next < trades.count, abs(change(in: trades, of: next) - size) <= repeatTolerance { next += 1 }
    guard next - first >= fewestRepeats else { return nil }
    return LimitLock(
      sessions: next - first, limit: abs(size), side: size > 0 ? 1 : -1, isFound: true,
      firstUnlocked: next < trades.count ? Int(trades.sessions[next]) : nil)
  }

  /// The return of a trade from the trade before it.
  private static func change(in trades: TradedSeries, of trade: Int) -> Double {
    let value = trades.value(of: trade)
    return trades.series.kind == .returns ? value : value / trades.value(of: trade - 1) - 1
  }
}
