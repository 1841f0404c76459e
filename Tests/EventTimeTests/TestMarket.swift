import CoreTypes
import EventTime

/// A small market with one session a weekday from 2020-01-06 (a Monday) on, and series on it.
enum TestMarket {
  static let start = 18_267

  /// The date of session `index`.
  static func date(_ index: Int) -> CalendarDate {
    CalendarDate(dayNumber: Int32(start + index / 5 * 7 + index % 5))
  }

  static func calendar(sessions: Int = 40) -> ExchangeCalendar {
    ExchangeCalendar(exchange: ExchangeID("XTST"), sessionDates: (0..<sessions).map(date), hours: nil)
  }

  /// A series with `values` on sessions 0, 1, 2 ...; nil = no row, negative = a row with volume 0 that repeats it.
  static func series(
    _ values: [Double?], kind: PriceSeries.Kind = .prices, id: String = "S"
  ) -> PriceSeries {
    var dates: [CalendarDate] = []
    var prices: [Double] = []
    var zeroVolume: [Bool] = []
    for (index, value) in values.enumerated() {
      guard let value else { continue }
      dates.append(date(index))
      prices.append(kind == .prices ? abs(value) : value)
      zeroVolume.append(kind == .prices && value < 0)
    }
    return PriceSeries(
      security: SecurityID(id), kind: kind, dates: dates, values: prices, zeroVolume: zeroVolume,
      lines: dates.indices.map { UInt32($0 + 2) }, files: ["\(id).csv"])
  }

  static func trades(
    _ values: [Double?], kind: PriceSeries.Kind = .prices, suspended: [ClosedRange<Int>] = [],
    asOf: Int = 39
  ) -> TradedSeries {
    var diagnostics: [Diagnostic] = []
    return TradedSeries(
      series(values, kind: kind), on: calendar(),
      suspensions: suspended.map {
        DeclaredSuspension(
          security: SecurityID("S"), from: date($0.lowerBound), until: date($0.upperBound), reason: nil,
          location: SourceLocation(file: "suspensions.csv", line: 2))
      },
      asOf: date(asOf), diagnostics: &diagnostics)
  }
}
