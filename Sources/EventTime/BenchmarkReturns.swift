import CoreTypes

/// A benchmark's returns over the intervals of another security's calendar (METHODS 0.4).
///
/// An interval runs from one session's close to a later one's. Where the benchmark's own exchange had no
/// session on an end of the interval, its last session before stands in; where it had one, its value must be
/// there. Past its last value everything is missing. A first ready-made return spans one session; on the
/// calendar's first session it begins at session -1, before the calendar. A benchmark may be a portfolio of such series: see
/// `init(portfolio:)`.
///
/// A class, though it never changes, because every event holds it.
package final class BenchmarkReturns: Sendable {
  /// nil = a portfolio.
  package let series: PriceSeries?
  /// What a portfolio is made of; empty for a single series.
  package let members: [PortfolioMember]
  package let returnKind: ReturnKind
  /// Index level on each session of the security's calendar, NaN = missing (prices only).
  private let levels: [Double]
  /// Return from the session before to this one, NaN = missing.
  private let oneSession: [Double]

  /// `own` is the benchmark on its own calendar; `calendar` is the security's.
  package init(_ own: TradedSeries, on calendar: ExchangeCalendar, returnKind: ReturnKind) {
    series = own.series
    members = []
    self.returnKind = returnKind
    let positions = BenchmarkReturns.positions(of: own, on: calendar)
    switch own.series.kind {
    case .prices:
      let levels = positions.map { $0.map { own.value(of: $0) } ?? .nan }
      self.levels = levels
      oneSession = levels.indices.map { session in
        session == 0
          ? .nan : returnKind.change(from: levels[session - 1], to: levels[session])
      }
    case .returns:
      levels = []
      oneSession = BenchmarkReturns.accumulated(
        own, positions: positions, dates: calendar.sessionDates, returnKind: returnKind)
    }
  }

  /// The portfolio that buys its members with their weights at the start of each interval and holds them to its end.
  ///
  /// A member without a return over an interval is left out of it, the weights of the others rescaled; without any
  /// member the return is missing. All members are on the sessions of one calendar, with returns of one kind.
  /// Lyon, Barber and Tsai (1999), Journal of Finance 54, 165-201, section I (buy-and-hold reference portfolios).
  package init(portfolio members: [PortfolioMember]) {
    precondition(!members.isEmpty && members.allSatisfy { $0.weight > 0 }, "members with positive weights")
    series = nil
    self.members = members
    returnKind = members[0].returns.returnKind
    levels = []
    oneSession = members[0].returns.oneSession.indices.map { session in
      members.heldReturn(from: session - 1, to: session).value
    }
  }

  /// The return from the close of session `first` to the close of session `last`; NaN = missing.
  package func over(from first: Int, to last: Int) -> Double {
    guard first >= -1, last < oneSession.count else { return .nan }
    if last == first + 1 { return oneSession[last] }
    if !members.isEmpty { return members.heldReturn(from: first, to: last).value }
    if !levels.isEmpty {
      return first < 0 ? .nan : returnKind.change(from: levels[first], to: levels[last])
    }
    return returnKind.accumulated(oneSession[(first + 1)...last])
  }

  /// The return over one session; NaN = missing.
  func over(session: Int) -> Double { oneSession.indices.contains(session) ? oneSession[session] : .nan }

  /// The returns over a run of single sessions from `session` on at some positions of a column that has none elsewhere, NaN
  /// where one is missing. No copy where they fill the column.
  func column(
    from session: Int, at positions: Range<Int>, of count: Int, _ shared: ReturnColumns?
  ) -> ColumnPart<Double> {
    if positions.count == count, session >= 0, session + count <= oneSession.count {
      return ColumnPart(shared?.copy(of: self, oneSession) ?? oneSession, session..<(session + count))
    }
    return ColumnPart(
      [Double](count: count) { target in
        target.initialize(repeating: .nan)
        for position in positions {
          target[position] = over(session: session + position - positions.lowerBound)
        }
      })
  }

  /// For each session of `calendar` the benchmark's trade whose value holds at its close, `nil` = missing.
  private static func positions(of own: TradedSeries, on calendar: ExchangeCalendar) -> [Int?] {
    guard let lastSession = own.sessions.last else { return calendar.sessionDates.map { _ in nil } }
    let ownDates = own.calendar.sessionDates
    let lastDate = ownDates[Int(lastSession)]
    var ownSession = -1
    var trade = 0
    return calendar.sessionDates.map { date in
      while ownSession + 1 < ownDates.count, ownDates[ownSession + 1] <= date { ownSession += 1 }
      guard ownSession >= 0, date <= lastDate else { return nil }
      while trade < own.count, Int(own.sessions[trade]) < ownSession { trade += 1 }
      return trade < own.count && Int(own.sessions[trade]) == ownSession ? trade : nil
    }
  }

  /// Ready-made returns summed up between the sessions of the security's calendar; a benchmark session
  /// without a return makes the interval over it missing.
  private static func accumulated(
    _ own: TradedSeries, positions: [Int?], dates: [CalendarDate], returnKind: ReturnKind
  ) -> [Double] {
    var result = [Double](repeating: .nan, count: positions.count)
    for session in positions.indices {
      guard let end = positions[session] else { continue }
      guard session > 0, let start = positions[session - 1] else {
        // The first value: a return over the session that it stands on.
        let before = Int(own.sessions[0]) - 1
        if end == 0, session == 0 || before < 0 || own.calendar.sessionDates[before] <= dates[session - 1] {
          result[session] = returnKind.readyMade(own.value(of: 0))
        }
        continue
      }
      let sessionsBetween = Int(own.sessions[end] - own.sessions[start])
      guard sessionsBetween == end - start else { continue }
      let parts = (start..<end).map { returnKind.readyMade(own.value(of: $0 + 1)) }
      result[session] = returnKind.accumulated(parts[...])
    }
    return result
  }
}
