import CoreTypes
import EventTime
import ExpectedReturns
import Foundation
import TestSupport

/// The synthetic market of `Fixtures/Oracles/small-market`, put together at library level.
struct SmallMarket {
  static let folder = "Oracles/small-market"
  static let estimationWindow = EventWindow(first: -200, last: -11)
  static let eventWindow = EventWindow(first: -5, last: 5)

  struct Event {
    let id: String
    let security: String
    let dayZero: Int
  }

  let calendar: ExchangeCalendar
  let events: [Event]
  private let benchmark: BenchmarkReturns
  private let factors: FactorReturns
  private let series: [String: PriceSeries]

  init() throws {
    let table = try NumberTable(fixture: "\(SmallMarket.folder)/factors.csv")
    let dates = try SmallMarket.dates(of: table)
    let calendar = ExchangeCalendar(exchange: ExchangeID("XTST"), sessionDates: dates, hours: nil)
    func column(_ name: String) throws -> [Double] {
      try table.rows.indices.map { try table.number($0, name) }
    }
    let market = PriceSeries(
      security: SecurityID("MARKET"), kind: .returns, dates: dates, values: try column("mkt"),
      lines: dates.indices.map { UInt32($0 + 2) }, files: ["factors.csv"])
    let excess = zip(try column("mkt"), try column("rf")).map { $0 - $1 }
    let names = ["smb", "hml", "mom", "rmw", "cma", "rf"]
    self.calendar = calendar
    benchmark = BenchmarkReturns(SmallMarket.trades(market, calendar), on: calendar, returnKind: .simple)
    factors = FactorReturns(
      [FactorTable(names: ["mkt_rf"] + names, dates: dates, columns: [excess] + (try names.map(column)))],
      wanted: ["mkt_rf"] + names, on: calendar, returnKind: .simple)
    series = try SmallMarket.prices()
    let rows = try NumberTable(fixture: "\(SmallMarket.folder)/events.csv")
    events = try rows.rows.indices.map { row in
      guard let date = CalendarDate(iso: try rows.text(row, "day_zero")),
        let dayZero = dates.firstIndex(of: date)
      else { throw NumberTable.Fault("day 0 of row \(row)") }
      return Event(
        id: try rows.text(row, "event_id"), security: try rows.text(row, "security"), dayZero: dayZero)
    }
  }

  /// One event's returns as a study with these gaps forms them.
  func sample(_ event: Event, gaps: GapPolicy) throws -> EstimationSample {
    guard let series = series[event.security] else { throw NumberTable.Fault("no \(event.security)") }
    let clock = EventClock(running: event.dayZero)
    let axis = EventWindow(first: SmallMarket.estimationWindow.first, last: SmallMarket.eventWindow.last)
    var returns = EventReturns(
      SmallMarket.trades(series, calendar), clock: clock, axis: axis, benchmark: benchmark,
      rules: EventReturnRules(returnKind: .simple, gaps: gaps, returnAfterGap: .drop))
    returns.add(factors, series: [], clock: clock)
    return EstimationSample(
      returns: returns, estimationWindow: SmallMarket.estimationWindow, eventWindow: SmallMarket.eventWindow,
      isUsable: [Bool](repeating: true, count: SmallMarket.estimationWindow.length), isUsableLater: [],
      minimum: 10)
  }

  private static func trades(_ series: PriceSeries, _ calendar: ExchangeCalendar) -> TradedSeries {
    var diagnostics: [Diagnostic] = []
    return TradedSeries(
      series, on: calendar, suspensions: [], asOf: CalendarDate(dayNumber: 30_000), diagnostics: &diagnostics)
  }

  private static func dates(of table: NumberTable) throws -> [CalendarDate] {
    try table.rows.indices.map { row in
      guard let date = CalendarDate(iso: try table.text(row, "date")) else {
        throw NumberTable.Fault("date of row \(row)")
      }
      return date
    }
  }

  private static func prices() throws -> [String: PriceSeries] {
    let table = try NumberTable(fixture: "\(folder)/prices.csv")
    let dates = try dates(of: table)
    let rows = Dictionary(grouping: table.rows.indices) { table.rows[$0][1] }
    return try rows.mapValues { rows in
      PriceSeries(
        security: SecurityID(table.rows[rows[0]][1]), kind: .prices, dates: rows.map { dates[$0] },
        values: try rows.map { try table.number($0, "close") }, lines: rows.map { UInt32($0 + 2) },
        files: ["prices.csv"])
    }
  }
}
