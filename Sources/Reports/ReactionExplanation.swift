import CoreTypes
import EventTime
import ImpactMeasures

/// The night of the news in words: prices with their file and line, and how its legs make up the reaction.
extension EventExplanation {
  mutating func night() {
    guard let path = impact.path, let legs = impact.legs, let prices = context.intraday else { return }
    if let regular = path.lastRegular {
      step("last regular", story(regular, prices))
    }
    hours("after-hours", path.afterHours, path.afterHoursAbnormal, path.afterHoursExtremeAbnormal, prices)
    hours("pre-market", path.preMarket, .nan, .nan, prices)
    if let reference = path.reference, reference != path.lastRegular {
      step("before news", story(reference, prices))
    }
    for minute in path.minutesAfter {
      guard let quote = minute.quote else { continue }
      step(
        "after \(minute.minutes) min",
        percent(minute.change) + abnormal(minute.abnormal) + "  " + story(quote, prices))
    }
    legStory(path, legs)
    if !path.reasons.isEmpty { step("legs", path.reasons.map(\.rawValue).joined(separator: " ")) }
  }

  private mutating func hours(
    _ name: String, _ hours: ReactionPath.Hours, _ abnormalLast: Double, _ abnormalExtreme: Double,
    _ prices: IntradayPrices
  ) {
    guard let last = hours.last else { return }
    let volume = hours.volume.isNaN ? "" : ", volume \(rounded(hours.volume, 0))"
    step(
      name,
      (hours.change.isNaN
        ? "" : "\(percent(hours.change)) in \(name) trading\(abnormal(abnormalLast))\(volume); ")
        + "last price " + story(last, prices))
    guard let extreme = hours.extreme else { return }
    let range =
      prices.series.stamp == .quote
      ? "" : ", between \(percent(hours.lowChange)) and \(percent(hours.highChange)) within bars"
    step(
      "  extreme",
      "\(percent(hours.extremeChange)) from the last regular price, the farthest since the news"
        + "\(abnormal(abnormalExtreme))\(range)  "
        + story(extreme, prices))
  }

  /// How the legs make up day 0's return.
  private mutating func legStory(_ path: ReactionPath, _ legs: ReactionLegs) {
    guard !path.preOpenChange.isNaN, !legs.openToCloseReturn.isNaN else { return }
    step(
      "in legs",
      "close to after hours \(percent(path.afterHours.change)), after hours to open "
        + "\(percent(path.preOpenChange)), open to close \(percent(legs.openToCloseReturn)): "
        + "close to close \(percent(legs.closeToCloseReturn))")
  }

  /// `53.7 at 2019-10-07T19:59:00-04:00  minutes/AMBA.csv:12`
  private func story(_ quote: ReactionPath.Quote, _ prices: IntradayPrices) -> String {
    let at = prices.calendar.timeZone.map { $0.isoText(of: quote.at) } ?? quote.at.description
    return "\(quote.price) at \(at)  \(prices.series.location(of: prices.bars[quote.bar]).text)"
  }

  private func abnormal(_ change: Double) -> String { change.isNaN ? "" : " (abnormal \(percent(change)))" }
}
