import CoreStatistics
import CoreTypes

/// The equally weighted portfolio of the events whose window holds a date, date after date.
struct CalendarTimePortfolio {
  /// The dates, ascending, and on each the events with an abnormal return.
  private let members: [(date: Int32, events: [Int])]
  /// The portfolio's abnormal return of each date.
  let returns: [Double]

  init(_ sample: EventSample, _ window: WindowMeasures) {
    var events: [Int32: [Int]] = [:]
    var sums: [Int32: Double] = [:]
    for event in window.entering {
      sample.withAbnormalReturns(of: event) { values in
        sample.withEventDates(of: event) { dates in
          for place in sample.places(of: window.window) where !values[place].isNaN {
            events[dates[place], default: []].append(event)
            sums[dates[place], default: 0] += values[place]
          }
        }
      }
    }
    let dates = events.keys.sorted()
    members = dates.map { ($0, events[$0] ?? []) }
    returns = zip(dates, members).map { (sums[$0] ?? 0) / Double($1.events.count) }
  }

  /// Each date's return over the standard deviation of the same portfolio's estimation residuals, on the
  /// days that all its members have; dates without 30 such days, or without dispersion on them, are left out.
  func standardizedReturns(of sample: EventSample) -> [Double] {
    var history = PortfolioHistory(sample)
    return zip(returns, members).compactMap { value, member in
      let moments = Moments(history.commonDays(of: member.events, in: sample))
      guard moments.count >= ResidualCorrelations.fewestCommonDays, !moments.isConstant,
        let deviation = moments.standardDeviation
      else { return nil }
      return value / deviation
    }
  }
}

/// Scratch space for portfolio residuals: a sum and a count for every calendar day of the sample.
private struct PortfolioHistory {
  private let firstDate: Int32
  private var sums: [Double]
  private var counts: [Int32]

  init(_ sample: EventSample) {
    var first = Int32.max
    var last = Int32.min
    for event in 0..<sample.count {
      sample.withResidualDates(of: event) { dates in
        // A day before the calendar begins has no date, and no residual.
        for date in dates where date > .min {
          first = min(first, date)
          last = max(last, date)
        }
      }
    }
    firstDate = first
    let days = last >= first ? Int(last) - Int(first) + 1 : 0
    sums = [Double](repeating: 0, count: days)
    counts = [Int32](repeating: 0, count: days)
  }

  /// The mean residual on each day on which all of `events` have one.
  mutating func commonDays(of events: [Int], in sample: EventSample) -> [Double] {
    for day in sums.indices {
      sums[day] = 0
      counts[day] = 0
    }
    for event in events {
      sample.withResiduals(of: event) { residuals in
        sample.withResidualDates(of: event) { dates in
          for place in residuals.indices where !residuals[place].isNaN {
            sums[Int(dates[place] - firstDate)] += residuals[place]
            counts[Int(dates[place] - firstDate)] += 1
          }
        }
      }
    }
    return sums.indices.compactMap {
      counts[$0] == events.count ? sums[$0] / Double(events.count) : nil
    }
  }
}
