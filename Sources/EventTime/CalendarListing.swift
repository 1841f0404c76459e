import CoreTypes

/// The sessions of an exchange as CSV, line by line without line ends: a header, then one line a session.
///
/// Moments in UTC, empty where the exchange has none (no break; no trading outside the regular session; no hours
/// known). `calendar` is the exchange whose days and hours these are: `XNYS` for `XNAS`; `exchange` is the one that was
/// asked for. A study's `calendars` file takes these lines back.
package struct CalendarListing: Sequence, Sendable {
  package static let header =
    "session,open,close,break_start,break_end,early_close,calendar,exchange,pre_market_open,after_hours_end,"
    + "closing_auction_start,closing_auction_end"

  private let calendar: ExchangeCalendar
  private let indexes: Range<Int>

  /// The sessions from `from` to `to`, both included; `nil` = from the first known, to the last known.
  /// Dates outside the known range have no line.
  package init(_ calendar: ExchangeCalendar, from: CalendarDate? = nil, to: CalendarDate? = nil) {
    self.calendar = calendar
    let dates = calendar.sessionDates
    let first = from.map { dates.firstPosition(notBefore: $0) } ?? 0
    let end = to.map { dates.firstPosition(notBefore: $0.advanced(by: 1)) } ?? dates.count
    indexes = first..<Swift.max(first, end)
  }

  package func makeIterator() -> Iterator { Iterator(calendar: calendar, indexes: indexes) }

  package struct Iterator: IteratorProtocol {
    fileprivate let calendar: ExchangeCalendar
    fileprivate let indexes: Range<Int>
    /// The next line's session; before the first, the header.
    private var upcoming: Int?

    fileprivate init(calendar: ExchangeCalendar, indexes: Range<Int>) {
      self.calendar = calendar
      self.indexes = indexes
    }

    package mutating func next() -> String? {
      guard let index = upcoming else {
        upcoming = indexes.lowerBound
        return CalendarListing.header
      }
      guard index < indexes.upperBound else { return nil }
      upcoming = index + 1
      return line(ofSession: index)
    }

    private func line(ofSession index: Int) -> String {
      let session = calendar.session(at: index)
      let source = "\(calendar.calendarSource),\(calendar.exchange)"
      guard calendar.hasHours else { return "\(session.date),,,,,,\(source),,,," }
      let extended = calendar.extendedHours(at: index)
      let auction = calendar.closingAuction(at: index)
      let phases = [extended?.preMarketOpen, extended?.afterHoursEnd, auction?.start, auction?.end]
      return "\(session.date),\(session.open),\(session.close),\(text(session.breakStart)),"
        + "\(text(session.breakEnd)),\(session.isEarlyClose),\(source),"
        + phases.map(text).joined(separator: ",")
    }

    private func text(_ instant: Instant?) -> String { instant.map { "\($0)" } ?? "" }
  }
}
