import CoreTypes
import EventTime

/// What the benchmark did over the intervals of a reaction's legs, where it has prices for them.
struct BenchmarkMoves {
  /// Of the security.
  let calendar: ExchangeCalendar
  /// The benchmark's daily prices on its own exchange.
  let trades: TradedSeries?
  let prices: IntradayPrices?

  /// A benchmark price may be so many seconds older than the moment it stands for, or one bar.
  private static let oldest = 300

  /// The last intraday price at `instant`; NaN where there is none, or none fresh enough.
  func price(at instant: Instant) -> Double { price(at: instant, freshAt: instant) }

  /// The last intraday price when a session's regular hours ended; one of the close will do where the benchmark takes no part
  /// in a closing auction.
  func closingPrice(of session: Int, on calendar: ExchangeCalendar) -> Double {
    price(at: calendar.regularEnd(of: session), freshAt: calendar.session(at: session).close)
  }

  private func price(at instant: Instant, freshAt moment: Instant) -> Double {
    guard let prices, let bar = prices.last(until: instant) else { return .nan }
    let age = moment.secondsSinceEpoch - prices.knownAt(bar).secondsSinceEpoch
    return age <= max(BenchmarkMoves.oldest, prices.series.barSeconds) ? prices.bars[bar].close : .nan
  }

  /// Close over open of the benchmark's session that has exactly the hours of the security's `session`: from its
  /// daily file, else from its intraday prices.
  func closeOverOpen(of session: Int) -> Double {
    guard let trades, let own = index(of: session, sameOpen: true) else { return .nan }
    if let trade = trades.trade(on: own), trades.series.kind == .prices, !trades.series.open.isEmpty {
      let row = trades.row(of: trade)
      let ratio = trades.series.tradedClose(ofRow: row) / trades.series.open[row]
      if !ratio.isNaN { return ratio }
    }
    guard let prices, let opening = prices.opening(own) else { return .nan }
    let hours = calendar.session(at: session)
    let wait = prices.bars[opening].stamp - hours.open.secondsSinceEpoch
    guard wait <= max(BenchmarkMoves.oldest, prices.series.barSeconds) else { return .nan }
    return closingPrice(of: own, on: trades.calendar) / prices.openingPrice(of: opening)
  }

  /// The benchmark closes at the same moment on that session, so that returns from its close cover the same time.
  func closesTogether(on session: Int) -> Bool { index(of: session, sameOpen: false) != nil }

  /// The benchmark's own session of the same date, where it closes (and opens) at the same moment.
  private func index(of session: Int, sameOpen: Bool) -> Int? {
    guard let own = trades?.calendar else { return nil }
    if own.identity == calendar.identity { return session }
    let hours = calendar.session(at: session)
    return own.index(of: hours.date).flatMap { index in
      let ownHours = own.session(at: index)
      return ownHours.close == hours.close && (!sameOpen || ownHours.open == hours.open) ? index : nil
    }
  }
}
