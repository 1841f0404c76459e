import CoreTypes
import EventTime
import ImpactMeasures

extension CSVText {
  /// The row of `reactions.csv` of a used event.
  package mutating func append(reactionOf impact: EventImpact) {
    guard impact.event.status == .used, let legs = impact.legs else { return }
    let dates = impact.event.calendar?.sessionDates
    func date(_ session: Int?) -> CalendarDate? {
      session.flatMap { session in dates.flatMap { $0.indices.contains(session) ? $0[session] : nil } }
    }
    field(impact.event.id.text)
    field(impact.event.security.text)
    field(date(legs.baseSession))
    field(legs.baseClose)
    field(impact.path?.afterHours.last?.price)
    field(impact.path?.afterHours.change)
    field(date(legs.reactionSession))
    field(legs.open)
    field(legs.close)
    field(legs.gapReturn)
    field(legs.openToCloseReturn)
    field(legs.closeToCloseReturn)
    field(legs.benchmarkReturn)
    field(
      impact.models.first?.measures.flatMap { measures in
        let returns = measures.abnormalReturns
        return returns.eventWindow.contains(0) ? returns.abnormal[returns.position(of: 0)] : nil
      })
    if let path = impact.path {
      append(path, legs)
    } else {
      for _ in ReportTable.pathColumns { missing() }
    }
    endRow()
  }

  /// In the order of `ReportTable.pathColumns`.
  private mutating func append(_ path: ReactionPath, _ legs: ReactionLegs) {
    field(path.lastRegular?.price)
    field(path.lastRegular?.at.description)
    field(path.afterHours.last?.at.description)
    field(path.afterHoursAbnormal)
    field(path.preOpenChange)
    field(path.preOpenAbnormal)
    field(path.gapAbnormal)
    field(path.openToCloseAbnormal)
    field(path.reference?.price)
    if path.minutesAfter.isEmpty {
      for _ in ReactionPath.minutes { missing() }
      for _ in ReactionPath.minutes { missing() }
    } else {
      for minute in path.minutesAfter { field(minute.change) }
      for minute in path.minutesAfter { field(minute.abnormal) }
    }
    field(path.afterHours.extremeChange)
    field(path.afterHours.extreme?.at.description)
    field(path.afterHoursExtremeAbnormal)
    field(path.afterHours.lowChange)
    field(path.afterHours.highChange)
    field(path.afterHours.volume)
    field(path.preMarket.last?.price)
    field(path.preMarket.change)
    field(path.preMarket.extremeChange)
    field(path.preMarket.volume)
    field(legs.open.isNaN ? nil : legs.opensIntraday ? "intraday" : "daily")
    field(path.reasons.map(\.rawValue).joined(separator: " "))
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
