import CoreTypes
import EventTime
import ExpectedReturns
import TestSupport

/// Estimation samples made from plain arrays of returns.
enum SampleOfReturns {
  static let eventWindow = EventWindow(first: -2, last: 2)
  /// Sessions on which the benchmark has returns before and after the event's axis.
  private static let margin = 8

  /// One return a day: `security.count - 5` estimation days up to day -3, then the event window.
  static func sample(
    _ returns: SimulatedReturns, spans: [Int: Double] = [:], missing: Set<Int> = [], masked: Set<Int> = [],
    isUsableLater: [Bool] = [], minimum: Int = 10
  ) -> EstimationSample {
    let length = returns.security.count - eventWindow.length
    let window = EventWindow(first: eventWindow.first - length, last: eventWindow.first - 1)
    let axis = EventWindow(first: window.first, last: eventWindow.last)
    var security = returns.security
    var span = [Double](repeating: 1, count: security.count)
    for (index, value) in spans { span[index] = value }
    for index in missing {
      security[index] = .nan
      span[index] = 0
    }
    var eventReturns = EventReturns(
      axis: axis, returns: security, benchmark: returns.benchmark, spans: span,
      daySpans: span.map { Int32($0) })
    eventReturns.factors = FactorColumns(names: SimulatedReturns.factorNames, columns: returns.factors)
    eventReturns.surroundings = surroundings(returns.benchmark, axis)
    return EstimationSample(
      returns: eventReturns, estimationWindow: window, eventWindow: eventWindow,
      isUsable: (0..<length).map { !masked.contains($0) }, isUsableLater: isUsableLater, minimum: minimum)
  }

  /// The benchmark as ready-made returns on a calendar of its own; beyond the axis its returns begin anew.
  private static func surroundings(_ benchmark: [Double], _ axis: EventWindow) -> MarketSurroundings {
    let count = benchmark.count
    let sessions = (0..<(count + 2 * margin)).map { CalendarDate(dayNumber: Int32(18_000 + $0)) }
    let calendar = ExchangeCalendar(exchange: ExchangeID("XTST"), sessionDates: sessions, hours: nil)
    let values = sessions.indices.map { benchmark[($0 + count - margin % count) % count] }
    let rows = sessions.indices.filter { !values[$0].isNaN }
    let series = PriceSeries(
      security: SecurityID("M"), kind: .returns, dates: rows.map { sessions[$0] },
      values: rows.map { values[$0] }, lines: rows.map { UInt32($0 + 2) }, files: ["m.csv"])
    var diagnostics: [Diagnostic] = []
    let trades = TradedSeries(
      series, on: calendar, suspensions: [], asOf: CalendarDate(dayNumber: 30_000), diagnostics: &diagnostics)
    return MarketSurroundings(
      benchmark: BenchmarkReturns(trades, on: calendar, returnKind: .simple),
      clock: EventClock(running: margin - axis.first))
  }
}
