import CoreTypes

extension ExchangeCalendar {
  /// When trading before the regular session of position `index` begins and when trading after it ends: 04:00 to 20:00
  /// in New York, to 17:00 on half-days. nil on exchanges where no such trading is known.
  package func extendedHours(at index: Int) -> (preMarketOpen: Instant, afterHoursEnd: Instant)? {
    guard ["ARCX", "BATS", "XASE", "XNAS", "XNYS"].contains(exchange.text), let timeZone else { return nil }
    let session = session(at: index)
    let end = session.isEarlyClose ? 17 : 20
    return (
      timeZone.resolve(date: session.date, secondOfDay: 4 * 3_600).earliest,
      timeZone.resolve(date: session.date, secondOfDay: end * 3_600).earliest
    )
  }
}
