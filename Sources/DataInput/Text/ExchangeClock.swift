import CoreTypes

/// What the clocks of an exchange show, for files whose dates are moments in another zone. A study hands it over, since no
/// reader knows exchanges.
package final class ExchangeClock: Sendable {
  /// The name of its zone.
  package let zone: String
  /// The zone and the version of its rules: moments become other dates where either changes.
  let identity: String
  private let local: @Sendable (Instant) -> (date: CalendarDate, secondOfDay: Int, utcOffset: Int)

  package init(
    zone: String, rules: String,
    local: @escaping @Sendable (Instant) -> (date: CalendarDate, secondOfDay: Int, utcOffset: Int)
  ) {
    self.zone = zone
    identity = "\(zone) \(rules)"
    self.local = local
  }

  /// A moment as its clocks show it.
  struct Reading: Sendable {
    let date: CalendarDate
    let secondOfDay: Int
    /// Seconds east of Greenwich.
    let offset: Int

    /// The day that begins at the moment; `nil` where none does. An hour more or less is what summer time makes of a
    /// midnight in a zone that keeps its winter time, and the reverse.
    var dayBegun: CalendarDate? {
      switch secondOfDay {
      case 0, 3_600: date
      case 82_800: date.advanced(by: 1)
      default: nil
      }
    }
  }

  /// `nil` for a text that is no moment, but a date or a time without an offset from UTC.
  func reading(_ moment: DateTimeText) -> Reading? {
    guard let second = moment.secondOfDay, let offset = moment.offset else { return nil }
    let shown = local(Instant(date: moment.date, secondOfDay: second, offset: offset))
    return Reading(date: shown.date, secondOfDay: shown.secondOfDay, offset: shown.utcOffset)
  }

  /// The date that a text means in a file whose moments are midnights of the exchange: the day that begins, and the written date
  /// where there is no time of day. `nil` where neither is certain.
  func dayNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32? {
    guard let moment = DateTimeText(bytes: bytes) else { return nil }
    guard let shown = reading(moment) else { return moment.date.dayNumber }
    return (shown.dayBegun ?? (shown.date == moment.date ? moment.date : nil))?.dayNumber
  }
}

/// The clocks by which a `prices` entry's dates may be meant.
package struct ExchangeClocks: Sendable {
  /// That of files with several securities, and of securities that `bySecurity` does not have; `nil` = not known, or not one.
  package var usual: ExchangeClock?
  package var bySecurity: [SecurityID: ExchangeClock]

  package init(usual: ExchangeClock?, bySecurity: [SecurityID: ExchangeClock]) {
    self.usual = usual
    self.bySecurity = bySecurity
  }

  package static let none = ExchangeClocks(usual: nil, bySecurity: [:])

  /// That of a file; `security` is the one security that it holds.
  func clock(of security: String?) -> ExchangeClock? {
    security.flatMap { bySecurity[SecurityID($0)] } ?? usual
  }
}
