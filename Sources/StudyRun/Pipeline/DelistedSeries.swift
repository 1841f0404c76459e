import CoreTypes
import EventTime

extension CatalogedSecurity {
  /// The security's prices, with the delisting return of securities.csv behind the last of them: on its date, or on
  /// the session after the last price. A date that does not come after it, or is no session, is a diagnostic.
  func series(on calendar: ExchangeCalendar, diagnostics: inout [Diagnostic]) -> PriceSeries {
    guard let delisting = record?.delisting, let last = series.dates.last else { return series }
    if series.endsWithDelisting {
      diagnostics.append(.repeated(delisting, series))
      return series
    }
    if let date = delisting.date, date <= last {
      diagnostics.append(.unusable(delisting, of: date, series, "but it has prices up to \(last)"))
      return series
    }
    if let date = delisting.date, calendar.knows(date), calendar.index(of: date) == nil {
      diagnostics.append(.unusable(delisting, of: date, series, "on which \(calendar.name) was closed"))
      return series
    }
    let next = calendar.firstIndex(notBefore: last.advanced(by: 1)).map { calendar.sessionDates[$0] }
    guard let date = delisting.date ?? next else { return series }
    return series.adding(delisting, on: date)
  }
}

extension Diagnostic {
  fileprivate static func repeated(_ delisting: DelistingReturn, _ series: PriceSeries) -> Diagnostic {
    Diagnostic(
      .delistingUnreadable, at: delisting.location, security: series.security,
      message:
        "the delisting return of '\(series.security)' is in its price file already, \(series.location(ofRow: series.count - 1).text)",
      help: "leave it empty here, so that it counts once; this one is left out")
  }

  /// - Parameter fault: the end of the sentence "the delisting of 'AMBA' is of 2020-01-20, ...".
  fileprivate static func unusable(
    _ delisting: DelistingReturn, of date: CalendarDate, _ series: PriceSeries, _ fault: String
  ) -> Diagnostic {
    Diagnostic(
      .delistingUnreadable, at: delisting.location, security: series.security,
      message: "the delisting of '\(series.security)' is of \(date), \(fault)",
      help:
        "correct the date, or leave it empty for the session after the last price; the delisting return is left out"
    )
  }
}
