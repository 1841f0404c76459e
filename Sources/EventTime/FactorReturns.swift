import CoreTypes

/// The factors' returns over the intervals of a security's calendar: market excess return, size, value, ..., rf.
///
/// Over several sessions the market factor compounds and the others, returns of portfolios that cost nothing,
/// and `rf` are summed (METHODS 0.13). With log returns the market factor is `ln(1 + r)` and sums up, the others
/// and `rf` are taken as they are (METHODS 2.1). A session without a row, or without a number in it, makes every
/// interval over it missing. A row dated between two sessions counts into the later one's interval, so that
/// nothing of the factor is lost where the security's exchange was closed. A row of a month counts into the interval of
/// the month's session where it has one.
package struct FactorReturns: Sendable {
  /// The columns that are market returns and compound; all others are summed.
  package static let marketFactors: Set<String> = ["mkt_rf", "mkt"]

  package let names: [String]
  package let returnKind: ReturnKind
  /// `oneSession[k][session]`: factor k from the session before to this one; NaN = missing.
  private let oneSession: [[Double]]
  private let compounds: [Bool]

  /// - Parameters:
  ///   - tables: each has dates and columns of its own.
  ///   - wanted: the columns to keep; names that no table has are left out.
  ///   - calendar: the security's own.
  package init(
    _ tables: [FactorTable], wanted: [String], on calendar: ExchangeCalendar, returnKind: ReturnKind
  ) {
    var names: [String] = []
    var oneSession: [[Double]] = []
    for table in tables {
      let rows = FactorReturns.rows(of: table, on: calendar)
      for (name, column) in zip(table.names, table.columns) where wanted.contains(name) {
        names.append(name)
        oneSession.append(FactorReturns.oneSession(of: column, called: name, rows, returnKind))
      }
    }
    self.names = names
    self.returnKind = returnKind
    compounds = names.map(FactorReturns.marketFactors.contains)
    self.oneSession = oneSession
  }

  private static func oneSession(
    of column: [Double], called name: String, _ rows: [Range<Int>?], _ returnKind: ReturnKind
  ) -> [Double] {
    let compounds = marketFactors.contains(name)
    return rows.map { range in
      guard let range else { return .nan }
      let values = column[range]
      return accumulated(compounds ? values.map(returnKind.readyMade)[...] : values, compounds, returnKind)
    }
  }

  /// Factor `k` from the close of session `first` (-1: before the calendar's first) to the close of session `last`; NaN =
  /// missing.
  package func over(from first: Int, to last: Int, factor k: Int) -> Double {
    let values = oneSession[k]
    guard first >= -1, last < values.count else { return .nan }
    if last == first + 1 { return values[last] }
    return FactorReturns.accumulated(values[(first + 1)...last], compounds[k], returnKind)
  }

  /// Factor `k` over single sessions from `session` on; NaN where it is missing.
  func copy(factor k: Int, from session: Int, into target: UnsafeMutableBufferPointer<Double>) {
    target.fill(from: oneSession[k], at: session)
  }

  private static func accumulated(
    _ parts: ArraySlice<Double>, _ compounds: Bool, _ returnKind: ReturnKind
  ) -> Double {
    if compounds { return returnKind.accumulated(parts) }
    return parts.count == 1 ? parts[parts.startIndex] : parts.reduce(0, +)
  }

  /// For each session the rows dated after the session before it and not after it; nil where its own date has none.
  private static func rows(of table: FactorTable, on calendar: ExchangeCalendar) -> [Range<Int>?] {
    let sessions = calendar.sessionDates
    let dates = dates(of: table, on: sessions)
    var row = sessions.first.map(dates.firstPosition(notBefore:)) ?? 0
    return sessions.map { date in
      let start = row
      while row < dates.count, dates[row] <= date { row += 1 }
      return row > start && dates[row - 1] == date ? start..<row : nil
    }
  }

  /// The dates of the rows. In a table of months, each dated on its first day, a row has the date of its month's only
  /// session: monthly prices may be dated on any day of the month.
  private static func dates(of table: FactorTable, on sessions: [CalendarDate]) -> [CalendarDate] {
    guard table.isMonthly else { return table.dates }
    return table.dates.map { month in
      let (year, number, _) = month.components
      let days = CalendarDate.daysInMonth(year: year, month: number)
      let first = sessions.firstPosition(notBefore: month)
      let next = sessions.firstPosition(notBefore: month.advanced(by: days))
      return next == first + 1 ? sessions[first] : month
    }
  }
}

/// Factor returns on the days of an event's axis, over the same intervals as the security's returns.
package struct FactorColumns: Sendable {
  package let names: [String]
  /// `columns[k][position]`; NaN where the day has no return or the factor is missing.
  package let columns: [[Double]]

  package init(names: [String], columns: [[Double]]) {
    precondition(names.count == columns.count, "a column a factor")
    self.names = names
    self.columns = columns
  }

  /// No factors file.
  package static let none = FactorColumns(names: [], columns: [])

  /// The column called `name`; nil where the factors file has none.
  package subscript(name: String) -> ColumnPart<Double>? {
    names.firstIndex(of: name).map { ColumnPart(columns[$0]) }
  }
}
