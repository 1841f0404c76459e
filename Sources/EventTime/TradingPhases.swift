import CCalendarData
import CoreTypes

/// The parts of an exchange's day outside continuous trading, as far as they are known: the span of trading before and
/// after the regular session, and the call auction that ends the day.
///
/// Made by `Scripts/make-calendars`, where each row has its reason and source. They refine what is said of an
/// announcement; day 0 never depends on them.
enum TradingPhases {
  enum Kind: String {
    case extended
    case closingAuction = "closing-auction"
  }

  /// A moment of a day: a time of the exchange's clock, or so many seconds from the session's close.
  enum Moment {
    case clock(Int32)
    case fromClose(Int32)

    func second(close: Int32) -> Int32 {
      switch self {
      case .clock(let second): second
      case .fromClose(let seconds): close + seconds
      }
    }
  }

  struct Period {
    let kind: Kind
    let validFrom: CalendarDate
    /// nil = still in force.
    let validTo: CalendarDate?
    let starts: Moment
    let ends: Moment
    /// The end on a half-day; nil = as on other days.
    let halfDayEnds: Moment?
  }

  /// A half-day closes at least so many seconds before the usual time.
  static let halfDay: Int32 = 7_200

  /// The period of one kind in force on a date; nil where none is known.
  static func period(_ kind: Kind, of exchange: ExchangeID, on date: CalendarDate) -> Period? {
    periods[exchange]?.first {
      $0.kind == kind && $0.validFrom <= date && $0.validTo.map { date <= $0 } ?? true
    }
  }

  private static let periods: [ExchangeID: [Period]] = {
    var size = 0
    let bytes = UnsafeRawBufferPointer(start: es_phases(&size), count: size)
    var periods: [ExchangeID: [Period]] = [:]
    // Bytes, since characters are slow to find.
    for line in bytes.split(separator: UInt8(ascii: "\n")).dropFirst() {
      let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard fields.count == 7, let kind = Kind(rawValue: fields[1]), let from = CalendarDate(iso: fields[2]),
        let starts = moment(fields[4]), let ends = moment(fields[5])
      else { preconditionFailure("the phases have the line '\(String(decoding: line, as: UTF8.self))'") }
      periods[ExchangeID(fields[0]), default: []].append(
        Period(
          kind: kind, validFrom: from, validTo: CalendarDate(iso: fields[3]), starts: starts, ends: ends,
          halfDayEnds: moment(fields[6])))
    }
    return periods
  }()

  /// `04:00`, or minutes from the close: `close-3`.
  private static func moment(_ text: String) -> Moment? {
    if text.hasPrefix("close"), let minutes = Int32(text.dropFirst(5)) { return .fromClose(minutes * 60) }
    let clock = text.split(separator: ":").compactMap { Int32($0) }
    return clock.count == 2 ? .clock(clock[0] * 3_600 + clock[1] * 60) : nil
  }
}

extension ExchangeCalendar {
  /// When trading before the regular session of position `index` begins, and when trading after it ends: 04:00 to
  /// 20:00 in New York, to 17:00 on half-days. nil where no such trading is known (other exchanges, earlier years,
  /// no hours).
  package func extendedHours(at index: Int) -> (preMarketOpen: Instant, afterHoursEnd: Instant)? {
    if let own = ownPhases(at: index) {
      guard let start = own.preMarketOpen, let end = own.afterHoursEnd else { return nil }
      return (start, end)
    }
    guard let span = span(of: .extended, on: sessionDates[index]) else { return nil }
    let session = session(at: index)
    return span.start < session.open && span.end > session.close ? (span.start, span.end) : nil
  }

  /// The call auction that ends the session of position `index`; it may begin at the session's close. nil where none
  /// is known.
  package func closingAuction(at index: Int) -> (start: Instant, end: Instant)? {
    if let own = ownPhases(at: index) {
      guard let start = own.auctionStart, let end = own.auctionEnd else { return nil }
      return (start, end)
    }
    guard let span = span(of: .closingAuction, on: sessionDates[index]) else { return nil }
    return span.start > session(at: index).open ? span : nil
  }

  private func span(of kind: TradingPhases.Kind, on date: CalendarDate) -> (start: Instant, end: Instant)? {
    guard let hours, let period = TradingPhases.period(kind, of: exchange, on: date) else { return nil }
    let close = hours.actual(on: date).close
    let isHalfDay = close <= hours.usual(on: date).close - TradingPhases.halfDay
    let ends = isHalfDay ? period.halfDayEnds ?? period.ends : period.ends
    return (
      hours.instant(date, period.starts.second(close: close)), hours.instant(date, ends.second(close: close))
    )
  }
}
