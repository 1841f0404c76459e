import CoreTypes

/// The hours that a study gives for an exchange of its own: the same on every session.
package struct SessionHours: Hashable, Sendable {
  /// Seconds of wall clock after midnight; `open < close`.
  package let open: Int
  package let close: Int
  package let timeZone: TimeZoneRules

  package init(open: Int, close: Int, timeZone: TimeZoneRules) {
    precondition(open < close, "an exchange opens before it closes")
    self.open = open
    self.close = close
    self.timeZone = timeZone
  }
}

extension ExchangeCalendar {
  /// A calendar made of the study's own dates (`calendar: benchmark`), in any order. Known is the range from
  /// the first date to the last.
  ///
  /// Hours: those given; without them, those of the exchange of that id for each date, where one is known
  /// (its early closes included); else none.
  package init(exchange: ExchangeID, sessionDates: [CalendarDate], hours: SessionHours?) {
    let dates = sessionDates.strictlyAscending ? sessionDates : Set(sessionDates).sorted()
    let known = hours == nil ? ExchangeCalendars.hours(of: exchange) : nil
    let daily = hours.map {
      ExchangeHours(
        zone: $0.timeZone, daily: DayHours(open: Int32($0.open), close: Int32($0.close), pause: nil))
    }
    var origin = known == nil ? "no hours" : "hours of \(exchange)"
    if let hours { origin = "\(hours.open)-\(hours.close) \(hours.timeZone.name)" }
    self.init(
      exchange: exchange,
      sessions: SessionTable(
        source: exchange, identity: "own \(dates.fingerprint), \(origin)",
        validFrom: dates.first ?? CalendarDate(dayNumber: 0),
        validTo: dates.last ?? CalendarDate(dayNumber: -1), dates: dates, hours: daily ?? known,
        phases: nil, isOfPrices: true))
  }
}

extension [CalendarDate] {
  fileprivate var strictlyAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }

  /// A number that differs between different lists of dates (but for one chance in 2^64), the same in every
  /// run: FNV-1a (Fowler, Noll, Vo) over the day numbers, with their count.
  fileprivate var fingerprint: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for date in self {
      hash = (hash ^ UInt64(UInt32(bitPattern: date.dayNumber))) &* 0x0000_0100_0000_01b3
    }
    return "\(count) \(String(hash, radix: 16))"
  }
}
