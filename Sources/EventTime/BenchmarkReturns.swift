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
  /// The first session of the calendar on which there is a value; nothing is kept of the many before it and after the last one.
  private let base: Int
  /// Index level on each session from `base` on, NaN = missing (prices only).
  private let levels: [Double]
  /// Return from the session before to this one, from `base` on, NaN = missing.
  private let oneSession: [Double]
  /// How many members of a portfolio have a return over each of these; empty for a single series.
  private let presentMembers: [Int32]

  /// `own` is the benchmark on its own calendar; `calendar` is the security's.
  package init(_ own: TradedSeries, on calendar: ExchangeCalendar, returnKind: ReturnKind) {
    series = own.series
    members = []
    presentMembers = []
    self.returnKind = returnKind
    let (base, positions) = BenchmarkReturns.positions(of: own, on: calendar)
    self.base = base
    switch own.series.kind {
    case .prices:
      let levels = positions.map { $0.map { own.value(of: $0) } ?? .nan }
      self.levels = levels
      oneSession = levels.indices.map { place in
        place == 0 ? .nan : returnKind.change(from: levels[place - 1], to: levels[place])
      }
    case .returns:
      levels = []
      oneSession = BenchmarkReturns.accumulated(
        own, base: base, positions: positions, dates: calendar.sessionDates, returnKind: returnKind)
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
    let known = members.map(\.returns.sessions).filter { !$0.isEmpty }
    let sessions =
      (known.map(\.lowerBound).min() ?? 0)..<(known.map(\.upperBound).max() ?? 0)
    base = sessions.lowerBound
    let held = sessions.map { members.heldReturn(from: $0 - 1, to: $0) }
    oneSession = held.map(\.value)
    presentMembers = held.map { Int32($0.present) }
  }

  /// The sessions on which anything is known.
  private var sessions: Range<Int> { base..<(base + oneSession.count) }

  /// The return from the close of session `first` to the close of session `last`; NaN = missing.
  package func over(from first: Int, to last: Int) -> Double {
    guard first >= -1, sessions.contains(last) else { return .nan }
    if last == first + 1 { return oneSession[last - base] }
    if !members.isEmpty { return members.heldReturn(from: first, to: last).value }
    guard first + 1 >= base else { return .nan }
    if !levels.isEmpty {
      return first < base ? .nan : returnKind.change(from: levels[first - base], to: levels[last - base])
    }
    return returnKind.accumulated(oneSession[(first + 1 - base)...(last - base)])
  }

  /// The returns over single sessions from `session` on; NaN where one is missing.
  func copy(from session: Int, into target: UnsafeMutableBufferPointer<Double>) {
    target.fill(from: oneSession, at: session - base)
  }

  /// Members of a portfolio without a return over an interval in which others have one; 0 for a single series.
  package func missingMembers(from first: Int, to last: Int) -> Int {
    guard !members.isEmpty, sessions.contains(last) else { return 0 }
    let present =
      last == first + 1
      ? Int(presentMembers[last - base]) : members.heldReturn(from: first, to: last).present
    return present == 0 ? 0 : members.count - present
  }

  /// The returns over a run of single sessions from `session` on at some positions of a column that has none elsewhere, NaN
  /// where one is missing. No copy where they fill the column.
  func column(
    from session: Int, at positions: Range<Int>, of count: Int, _ shared: ReturnColumns?
  ) -> ColumnPart<Double> {
    let place = session - base
    if positions.count == count, place >= 0, place + count <= oneSession.count {
      return ColumnPart(shared?.copy(of: self, oneSession) ?? oneSession, place..<(place + count))
    }
    return ColumnPart(
      [Double](count: count) { target in
        target[..<positions.lowerBound].initialize(repeating: .nan)
        copy(from: session, into: UnsafeMutableBufferPointer(rebasing: target[positions]))
        target[positions.upperBound...].initialize(repeating: .nan)
      })
  }

  /// For each session of `calendar` from the first with a value to the last one the benchmark's trade whose value holds at its
  /// close, `nil` = missing.
  private static func positions(
    of own: TradedSeries, on calendar: ExchangeCalendar
  ) -> (base: Int, trades: [Int?]) {
    guard let firstSession = own.sessions.first, let lastSession = own.sessions.last else { return (0, []) }
    let ownDates = own.calendar.sessionDates
    let lastDate = ownDates[Int(lastSession)]
    let dates = calendar.sessionDates
    let base = dates.firstPosition(notBefore: ownDates[Int(firstSession)])
    let end = max(base, dates.firstPosition(notBefore: lastDate.advanced(by: 1)))
    var ownSession = Int(firstSession)
    var trade = 0
    let trades = dates[base..<end].map { date -> Int? in
      while ownSession + 1 < ownDates.count, ownDates[ownSession + 1] <= date { ownSession += 1 }
      while trade < own.count, Int(own.sessions[trade]) < ownSession { trade += 1 }
      return trade < own.count && Int(own.sessions[trade]) == ownSession ? trade : nil
    }
    return (base, trades)
  }

  /// Ready-made returns summed up between the sessions of the security's calendar; a benchmark session
  /// without a return makes the interval over it missing.
  private static func accumulated(
    _ own: TradedSeries, base: Int, positions: [Int?], dates: [CalendarDate], returnKind: ReturnKind
  ) -> [Double] {
    var result = [Double](repeating: .nan, count: positions.count)
    for place in positions.indices {
      guard let end = positions[place] else { continue }
      guard place > 0, let start = positions[place - 1] else {
        // The first value: a return over the session that it stands on.
        let session = base + place
        let before = Int(own.sessions[0]) - 1
        if end == 0, session == 0 || before < 0 || own.calendar.sessionDates[before] <= dates[session - 1] {
          result[place] = returnKind.readyMade(own.value(of: 0))
        }
        continue
      }
      let sessionsBetween = Int(own.sessions[end] - own.sessions[start])
      guard sessionsBetween == end - start else { continue }
      let parts = (start..<end).map { returnKind.readyMade(own.value(of: $0 + 1)) }
      result[place] = returnKind.accumulated(parts[...])
    }
    return result
  }
}
