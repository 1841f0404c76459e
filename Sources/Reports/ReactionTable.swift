import CoreTypes
import EventTime
import ImpactMeasures

extension CSVText {
  /// The row of `reactions.csv` of an event that is not excluded: used, or provisional with what is known so far.
  package mutating func append(reactionOf impact: EventImpact) {
    let event = impact.event
    guard event.status != .excluded, let legs = impact.legs else { return }
    let (path, dates) = (impact.path, event.sessionDates)
    func date(_ session: Int?) -> CalendarDate? {
      session.flatMap { dates.indices.contains($0) ? dates[$0] : nil }
    }
    field(event.id.text)
    field(event.security.text)
    write(atMost: 12 * CSVFields.numberRoom) { text in
      text.date(date(legs.baseSession))
      text.numbers([
        legs.baseClose, path?.afterHours.last?.price ?? .nan, path?.afterHours.change ?? .nan,
      ])
      text.date(date(legs.reactionSession))
      text.numbers([
        legs.open, legs.close, legs.gapReturn, legs.openToCloseReturn, legs.closeToCloseReturn,
        legs.benchmarkReturn, impact.abnormalReturnOnDayZero,
      ])
    }
    if let path { append(path, legs) } else { missing(ReportTable.pathColumns.count) }
    endRow()
  }

  /// In the order of `ReportTable.pathColumns`.
  private mutating func append(_ path: ReactionPath, _ legs: ReactionLegs) {
    field(path.lastRegular?.price)
    field(path.lastRegular?.at.description)
    field(path.afterHours.last?.at.description)
    numbers([
      path.afterHoursAbnormal, path.preOpenChange, path.preOpenAbnormal, path.gapAbnormal,
      path.openToCloseAbnormal, path.reference?.price ?? .nan,
    ])
    if path.minutesAfter.isEmpty {
      missing(2 * ReactionPath.minutes.count)
    } else {
      for minute in path.minutesAfter { field(minute.change) }
      for minute in path.minutesAfter { field(minute.abnormal) }
    }
    field(path.afterHours.extremeChange)
    field(path.afterHours.extreme?.at.description)
    numbers([
      path.afterHoursExtremeAbnormal, path.afterHours.lowChange, path.afterHours.highChange,
      path.afterHours.volume, path.preMarket.last?.price ?? .nan, path.preMarket.change,
      path.preMarket.extremeChange, path.preMarket.volume,
    ])
    if legs.opensIntraday {
      word("intraday")
    } else if legs.open.isNaN {
      missing()
    } else {
      word("daily")
    }
    words(path.reasons)
  }
}

extension EventImpact {
  /// By the study's first model; NaN = none.
  fileprivate var abnormalReturnOnDayZero: Double {
    guard let returns = models.first?.measures?.abnormalReturns, returns.eventWindow.contains(0) else {
      return .nan
    }
    return returns.abnormal[returns.position(of: 0)]
  }
}

extension ReportTable {
  /// The columns of `reactions.csv` that bars and quotes fill, and the abnormal legs.
  static let pathColumns: [String] =
    [
      "last_regular_price", "last_regular_at", "after_hours_last_at", "after_hours_abnormal_return",
      "pre_open_return", "pre_open_abnormal_return", "gap_abnormal_return", "open_to_close_abnormal_return",
      "price_before_news",
    ] + ReactionPath.minutes.map { "return_after_\($0)m" }
    + ReactionPath.minutes.map { "abnormal_return_after_\($0)m" } + [
      "after_hours_extreme_return", "after_hours_extreme_at", "after_hours_extreme_abnormal_return",
      "after_hours_low_return", "after_hours_high_return", "after_hours_volume", "pre_market_last",
      "pre_market_return", "pre_market_extreme_return", "pre_market_volume", "open_source", "legs_reason",
    ]
}
