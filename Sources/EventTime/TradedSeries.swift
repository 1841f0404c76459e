import CoreTypes

/// A security's trades on the sessions of its exchange: the rows of its price series on which it traded.
///
/// Not a trade: a row on a day on which the exchange was closed, a row after `as_of`, a row inside a declared
/// suspension, a row whose status says suspended, and a row with volume 0 that repeats the last traded price (how some
/// vendors write a suspended day). A series whose volume is 0 throughout, such as an index, has no volume to judge by.
///
/// A class, though it never changes, because every event holds it: a copy counts one reference, not one a column.
package final class TradedSeries: Sendable {
  // What every event asks for stands first, in the memory that is fetched with the object itself.

  /// The sessions of the trades where none was missed between the first and the last; nil for no trades.
  let consecutive: Range<Int>?
  /// The returns of the prices, where many events ask for them.
  private let changes: PriceChanges?
  package let series: PriceSeries
  package let calendar: ExchangeCalendar
  /// Session index of each trade, ascending.
  package let sessions: [Int32]
  /// The row of each trade; empty where trade `k` is row `k`.
  private let rows: [Int32]
  /// Declared suspensions as closed ranges of session indexes.
  package let declared: [ClosedRange<Int>]
  /// Declared halts with times of day, whether or not they suspend a whole session.
  package let halts: [TradingHalt]
  /// The same, those without any trading between them as one.
  package let joinedHalts: [TradingHalt]
  /// Sessions on which the security traded at a price that no row tells, since it was refused; ascending.
  package let refusedSessions: [Int32]
  /// Sessions of suspensions on which a row has a new price all the same, which is not used; ascending.
  let contradictedSessions: [Int32]
  /// Session index of the last row up to `as_of`, a trade or not; -1 for none.
  package let lastRowSession: Int

  /// Aligns `series` with the sessions of `calendar`; faults of its rows go to `diagnostics`.
  ///
  /// - Parameters:
  ///   - keptReturns: the kind of returns that are made once, for who asks for many of them, and take a number a row; nil =
  ///     they are made each time.
  ///   - neighbor: another security, whose column of sessions is shared where this one's is equal; no
  ///     row is looked up in the calendar where the dates are those of the neighbor and all rows are trades.
  package init(
    _ series: PriceSeries, on calendar: ExchangeCalendar, suspensions: [DeclaredSuspension],
    asOf: CalendarDate, keptReturns: ReturnKind? = nil, sharing neighbor: TradedSeries? = nil,
    diagnostics: inout [Diagnostic]
  ) {
    let closures = suspensions.closures(on: calendar)
    let declared = closures.sessions
    let found = TradeSessions(
      of: series, on: calendar, declared: declared, asOf: asOf, beside: neighbor, diagnostics: &diagnostics)
    self.series = series
    self.calendar = calendar
    self.declared = declared
    halts = suspensions.compactMap { $0.halt(on: calendar) }
    joinedHalts = closures.halts
    sessions = neighbor.map { $0.sessions == found.sessions ? $0.sessions : found.sessions } ?? found.sessions
    rows = found.rows
    contradictedSessions = found.contradicted
    lastRowSession = found.lastRowSession
    refusedSessions = series.refusedDates.prefix { $0 <= asOf }.compactMap(calendar.index(of:)).filter {
      session in
      !declared.contains { $0.contains(session) } && !found.sessions.contains(Int32(session))
    }.map(Int32.init)
    consecutive = found.consecutive
    changes = (series.kind == .prices ? keptReturns : nil).map {
      PriceChanges(of: series, rows: found.rows, count: found.sessions.count, $0)
    }
  }

  package var count: Int { sessions.count }

  /// Each row of the series is a trade: no row lies on a day without session, in a suspension or after `as_of`.
  var holdsEveryRow: Bool { sessions.count == series.count }

  /// The sessions of a security that traded on each of them and on no other day that its calendar knows; nil = it missed
  /// one, or has a row that is no trade before its last trade.
  var sessionsWithoutGap: Range<Int>? { rows.isEmpty ? consecutive : nil }

  /// The row of `series` that trade `trade` stands in.
  package func row(of trade: Int) -> Int { rows.isEmpty ? trade : Int(rows[trade]) }

  /// The price (or ready-made return) of a trade, on the basis that returns are made from.
  package func value(of trade: Int) -> Double { series.values[row(of: trade)] }

  /// What a ready-made return after missed sessions covers: as its row says, else as the study does.
  package func returnAfterGap(of trade: Int, _ usual: ReturnAfterGap) -> ReturnAfterGap {
    guard !series.durations.isEmpty else { return usual }
    return switch series.durations[row(of: trade)] {
    case .unknown: usual
    case .oneSession: .single
    case .sinceLast, .delisting: .multi
    }
  }

  /// What ready-made returns made of 1 from the close of one trade to that of a later one; NaN where one of them leaves sessions
  /// before it out.
  package func readyMadeGrowth(from first: Int, to last: Int, _ usual: ReturnAfterGap) -> Double {
    var growth = 1.0
    for trade in (first + 1)..<(last + 1) {
      let isOverSeveral = session(of: trade) - session(of: trade - 1) > 1
      if isOverSeveral, returnAfterGap(of: trade, usual) != .multi { return .nan }
      growth *= 1 + value(of: trade)
    }
    return growth
  }

  /// The opening and the closing price of a trade as traded; NaN = its row has none.
  package func tradedPrices(of trade: Int) -> (open: Double, close: Double) {
    let row = row(of: trade)
    return (series.open.isEmpty ? .nan : series.open[row], series.tradedClose(ofRow: row))
  }

  /// `value(of:)` of all trades, one after the other, for who walks over a whole series.
  func withValues<Result>(_ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
    guard rows.isEmpty else { return rows.map { series.values[Int($0)] }.withUnsafeBufferPointer(body) }
    return series.values.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
  }

  /// The returns of the prices of these trades, each from the trade before, at some positions of a column that has none
  /// elsewhere; `run` is empty or begins with trade 1 or a later one. No copy where they are kept and fill the column.
  func changes(
    endingWith run: Range<Int>, _ returnKind: ReturnKind, at positions: Range<Int>, of count: Int
  ) -> ColumnPart<Double> {
    if run.count == count, let changes, changes.returnKind == returnKind {
      return changes.column(endingWith: run)
    }
    return ColumnPart(
      [Double](count: count) { target in
        target[..<positions.lowerBound].initialize(repeating: .nan)
        makeChanges(
          endingWith: run, returnKind, into: UnsafeMutableBufferPointer(rebasing: target[positions]))
        target[positions.upperBound...].initialize(repeating: .nan)
      })
  }

  /// The returns of the prices of a run of trades, a place of `target` each; none of them is the first trade.
  func makeChanges(
    endingWith run: Range<Int>, _ returnKind: ReturnKind, into target: UnsafeMutableBufferPointer<Double>
  ) {
    guard !run.isEmpty else { return }
    if let changes, changes.returnKind == returnKind { return changes.copy(endingWith: run, into: target) }
    guard rows.isEmpty else {
      for (index, trade) in run.enumerated() {
        target[index] = returnKind.change(from: value(of: trade - 1), to: value(of: trade))
      }
      return
    }
    series.values.withUnsafeBufferPointer { values in
      returnKind.changes(
        of: UnsafeBufferPointer(rebasing: values[(run.lowerBound - 1)..<run.upperBound]), into: target)
    }
  }

  /// The first trade on or after a session; `count` where there is none.
  package func firstTrade(notBefore session: Int) -> Int {
    if let consecutive { return min(max(session - consecutive.lowerBound, 0), consecutive.count) }
    return sessions.partitionPoint { Int($0) < session }
  }

  /// The end of the run of trades on consecutive sessions that begins with a trade, none of them after a session.
  func endOfRun(from trade: Int, to last: Int) -> Int {
    sessions.withUnsafeBufferPointer { sessions in
      let end = trade + min(sessions.count - trade, last - Int(sessions[trade]) + 1)
      var next = trade + 1
      while next < end, sessions[next] == sessions[next - 1] &+ 1 { next += 1 }
      return next
    }
  }

  /// A row has a new price on a session that counts as suspended, up to the last one that the data reach.
  package func contradicts(_ spell: SuspensionSpell) -> Bool {
    contradictedSessions.contains { spell.first <= Int($0) && Int($0) <= spell.lastKnown }
  }

  /// Declared suspensions cover each of these sessions.
  package func isSuspended(_ first: Int, to last: Int) -> Bool {
    var next = first
    while next <= last, let suspension = declared.first(where: { $0.contains(next) }) {
      next = suspension.upperBound + 1
    }
    return next > last
  }

  /// The session of a trade.
  func session(of trade: Int) -> Int { consecutive.map { $0.lowerBound + trade } ?? Int(sessions[trade]) }

  /// The trade on `session`, or `nil`.
  package func trade(on session: Int) -> Int? {
    let trade = firstTrade(notBefore: session)
    return trade < sessions.count && Int(sessions[trade]) == session ? trade : nil
  }
}
