import CoreTypes

/// A security's bars and quotes on the sessions of its own exchange: which of them are regular, and which lie in
/// the extended hours after a session's close or before its open (METHODS 8.6).
///
/// A bar belongs to the hours it begins in (`stamp: start`) or ends in (`stamp: end`); its price is that of its
/// end, at the latest that of the end of the session's regular hours. A quote at the moment of the open or the close is
/// regular.
package struct IntradayPrices: Sendable {
  package let series: IntradaySeries
  package let calendar: ExchangeCalendar

  package init(_ series: IntradaySeries, on calendar: ExchangeCalendar) {
    self.series = series
    self.calendar = calendar
  }

  package var bars: [IntradayBar] { series.bars }

  // MARK: Hours

  /// The bars of a session's regular hours.
  package func regular(_ session: Int) -> Range<Int> {
    let hours = calendar.session(at: session)
    return range(from: beginning(at: hours.open), to: ending(at: calendar.regularEnd(of: session)))
  }

  /// The bars of the extended hours that follow a session's regular hours on its evening.
  package func afterHours(_ session: Int) -> Range<Int> {
    let end = calendar.regularEnd(of: session)
    return range(from: ending(at: end), to: ending(at: calendar.eveningEnd(of: session)))
  }

  /// The bars of the extended hours before a session's open that are over at the open.
  package func preMarket(_ session: Int) -> Range<Int> {
    let open = calendar.session(at: session).open
    var bars = range(from: beginning(at: calendar.morningStart(of: session)), to: beginning(at: open))
    while let last = bars.last, knownAt(last) > open { bars = bars.lowerBound..<last }
    return bars
  }

  // MARK: Prices

  /// The last regular bar of a session that is over at `instant`.
  package func lastRegular(_ session: Int, until instant: Instant? = nil) -> Int? {
    var bars = regular(session)
    while let instant, let last = bars.last, knownAt(last) > instant { bars = bars.lowerBound..<last }
    return bars.last
  }

  /// The first bar that begins in a session's regular hours: its open is the session's.
  package func opening(_ session: Int) -> Int? {
    let open = calendar.session(at: session).open
    return regular(session).first { begin(of: $0) >= open }
  }

  /// The last bar that is over at `instant`, of whatever hours.
  package func last(until instant: Instant) -> Int? {
    var index = beginning(at: instant.advanced(bySeconds: 1)) - 1
    while index >= 0, knownAt(index) > instant { index -= 1 }
    return index >= 0 ? index : nil
  }

  /// The opening price of a bar; of a quote its price; NaN where the file has none.
  package func openingPrice(of bar: Int) -> Double {
    series.stamp == .quote ? bars[bar].close : bars[bar].open
  }

  /// The highest and the lowest price of a bar, as far as the file says.
  package func extremes(of bar: Int) -> (high: Double, low: Double) {
    let (high, low, close) = (bars[bar].high, bars[bar].low, bars[bar].close)
    return (high > 0 ? max(high, close) : close, low > 0 ? min(low, close) : close)
  }

  /// The moment at which a bar's price was known: its end, at the latest that of the regular hours it began in.
  package func knownAt(_ bar: Int) -> Instant {
    let stamp = Instant(secondsSinceEpoch: bars[bar].stamp)
    guard series.stamp == .start else { return stamp }
    let end = stamp.advanced(bySeconds: series.barSeconds)
    guard let zone = calendar.timeZone, let session = calendar.index(of: zone.local(of: stamp).date) else {
      return end
    }
    let close = calendar.regularEnd(of: session)
    return stamp < close && close < end ? close : end
  }

  /// The moment at which a bar begins; a quote's own.
  package func begin(of bar: Int) -> Instant {
    let stamp = Instant(secondsSinceEpoch: bars[bar].stamp)
    return series.stamp == .end ? stamp.advanced(bySeconds: -series.barSeconds) : stamp
  }

  // MARK: Boundaries

  private func range(from first: Int, to end: Int) -> Range<Int> { first..<max(first, end) }

  /// The first bar of the hours that begin at `instant`.
  private func beginning(at instant: Instant) -> Int {
    firstBar(atOrAfter: series.stamp == .end ? instant.advanced(bySeconds: 1) : instant)
  }

  /// The first bar that is not of the hours that end at `instant`.
  private func ending(at instant: Instant) -> Int {
    firstBar(atOrAfter: series.stamp == .start ? instant : instant.advanced(bySeconds: 1))
  }

  private func firstBar(atOrAfter instant: Instant) -> Int {
    bars.partitionPoint { $0.stamp < instant.secondsSinceEpoch }
  }
}

extension ExchangeCalendar {
  /// A closing auction's price is made in the minute after its end at the latest: where orders are called until 16:35,
  /// London's is printed up to half a minute later.
  private static let auctionPrint = 60

  /// The end of a session's regular hours: its close, or the moment at which the price of the closing auction, where one
  /// is known, has been printed.
  package func regularEnd(of session: Int) -> Instant {
    let close = self.session(at: session).close
    guard let auction = closingAuction(at: session) else { return close }
    return max(close, auction.end.advanced(bySeconds: ExchangeCalendar.auctionPrint))
  }

  /// The end of the extended hours after a session: of its date, where the exchange is not known to have any.
  package func eveningEnd(of session: Int) -> Instant {
    extendedHours(at: session)?.afterHoursEnd ?? midnight(after: sessionDates[session])
  }

  /// The beginning of the extended hours before a session: of its date, where the exchange is not known to have
  /// any.
  package func morningStart(of session: Int) -> Instant {
    extendedHours(at: session)?.preMarketOpen ?? midnight(after: sessionDates[session].advanced(by: -1))
  }

  /// The end of a date on the exchange's clock (UTC where its zone is not known).
  package func midnight(after date: CalendarDate) -> Instant {
    let next = date.advanced(by: 1)
    return timeZone?.resolve(date: next, secondOfDay: 0).earliest
      ?? Instant(date: next, secondOfDay: 0, offset: 0)
  }
}
