import CoreTypes

/// The rows of a price series that are trades, and the sessions of its exchange that they stand on.
struct TradeSessions {
  /// Session index of each trade, ascending.
  private(set) var sessions: [Int32] = []
  /// The row of each trade; empty where trade `k` is row `k`.
  private(set) var rows: [Int32] = []
  /// Sessions of suspensions on which a row has a new price all the same; ascending.
  private(set) var contradicted: [Int32] = []
  /// Session index of the last row up to `as_of`, a trade or not; -1 for none.
  private(set) var lastRowSession = -1
  /// The sessions of the trades where none was missed between the first and the last; nil for no trades.
  let consecutive: Range<Int>?

  /// - Parameter neighbor: another security. No row is looked up in the calendar where the dates are those of the neighbor
  ///   and all rows are trades.
  init(
    of series: PriceSeries, on calendar: ExchangeCalendar, declared: [ClosedRange<Int>], asOf: CalendarDate,
    beside neighbor: TradedSeries?, diagnostics: inout [Diagnostic]
  ) {
    var rule = TradeRule(
      series: series, declared: declared, count: series.firstRow(notBefore: asOf.advanced(by: 1)))
    let isWhole = rule.takesEveryRow && series.dates.last.map { $0 <= asOf } ?? false
    if isWhole, let neighbor, neighbor.holdsEveryRow, neighbor.calendar.identity == calendar.identity,
      series.dates == neighbor.series.dates
    {
      (sessions, lastRowSession) = (neighbor.sessions, neighbor.lastRowSession)
      consecutive = neighbor.consecutive
      return
    }
    let (dates, validFrom, validTo) = (calendar.sessionDates, calendar.validFrom, calendar.validTo)
    if isWhole, let run = dates.run(of: series.dates) {
      (sessions, lastRowSession) = (run.map { Int32($0) }, run.upperBound - 1)
      consecutive = run
      return
    }
    sessions.reserveCapacity(series.count)
    var outside = OutsideCalendarRows()
    var session = dates.firstPosition(notBefore: series.dates.first ?? asOf)
    for row in 0..<series.count {
      let day = series.dates[row].dayNumber
      guard day <= asOf.dayNumber else { break }
      guard day >= validFrom.dayNumber, day <= validTo.dayNumber else {
        outside.add(row, of: series)
        continue
      }
      while session < dates.count, dates[session].dayNumber < day { session += 1 }
      guard session < dates.count, dates[session].dayNumber == day else {
        diagnostics.append(.priceOnClosedDay(series, row: row, calendar: calendar))
        continue
      }
      lastRowSession = session
      let told = diagnostics.count
      guard rule.takesEveryRow || rule.isTrade(row: row, session: session, diagnostics: &diagnostics) else {
        if diagnostics.count > told { contradicted.append(Int32(session)) }
        continue
      }
      if rows.isEmpty, row != sessions.count { rows = (0..<Int32(sessions.count)).map { $0 } }
      if !rows.isEmpty || row != sessions.count { rows.append(Int32(row)) }
      sessions.append(Int32(session))
    }
    outside.report(series, calendar: calendar, into: &diagnostics)
    consecutive = TradeSessions.run(of: sessions)
  }

  private static func run(of sessions: [Int32]) -> Range<Int>? {
    guard let first = sessions.first, let last = sessions.last, Int(last - first) == sessions.count - 1
    else { return nil }
    return Int(first)..<(Int(last) + 1)
  }
}
