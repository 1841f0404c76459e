import CoreTypes
import EventTime

/// Where a security's history begins or ends too early for an event, in words.
extension EventAligner {
  func explanation(of reason: ExclusionReason, _ session: Int, _ trades: TradedSeries) -> String? {
    let dates = trades.calendar.sessionDates
    switch reason {
    case .notListedYet:
      guard let first = trades.sessions.first else { return "no usable price up to \(market.asOf)" }
      return "its first price is of \(dates[Int(first)])"
    case .noPriceAfterAnnouncement:
      return trades.sessions.last.map { last in
        let date = dates[Int(last)]
        let before = dates.indices.contains(session) ? ", \(date.distance(to: dates[session]))" : ""
        return ending(of: trades.series, on: date) + before
      }
    default: return nil
    }
  }

  /// How a history ends whose last trade is of `date`.
  func ending(of series: PriceSeries, on date: CalendarDate) -> String {
    guard series.endsWithDelisting, series.dates.last == date else { return "its last price is of \(date)" }
    return "its last price is of \(series.dates[series.count - 2]), its delisting return of \(date)"
  }
}

extension CalendarDate {
  /// `3 years before the reaction session of 2012-04-24`
  fileprivate func distance(to other: CalendarDate) -> String {
    let days = Int(other.dayNumber - dayNumber)
    let time =
      if days < 100 {
        days.counted("day", "days")
      } else if days < 730 {
        "\(days / 30) months"
      } else {
        "\(days / 365) years"
      }
    return "\(time) before the reaction session of \(other)"
  }
}
