import CoreStatistics
import CoreTypes

/// How events become a portfolio in calendar time; the defaults of METHODS 0.9 are equal weights, one firm and the
/// lags of Newey and West's rule.
package struct CalendarTimeRule: Sendable, Equatable {
  /// The column of the events file that holds the events' weights; `nil` = equal weights.
  package var weights: String?
  /// Dates on which the portfolio holds fewer events are left out.
  package var minimumFirms: Int
  /// Lags of the Newey-West errors; `nil` = floor(4 (T/100)^(2/9)).
  package var lags: Int?

  package init(weights: String?, minimumFirms: Int, lags: Int?) {
    self.weights = weights
    self.minimumFirms = minimumFirms
    self.lags = lags
  }

  /// The defaults.
  package static let equalWeights = CalendarTimeRule(weights: nil, minimumFirms: 1, lags: nil)
}

/// The portfolio of the events whose window holds a date, date after date.
struct CalendarTimePortfolio {
  /// One date: the members with an abnormal return and their places in the event-window rows.
  struct Holding {
    let date: Int32
    var members: [(event: Int, place: Int)]
  }

  /// Ascending by date; dates with fewer members than the rule asks for are left out.
  let holdings: [Holding]
  /// The portfolio's abnormal return of each date.
  let returns: [Double]
  /// Number of events that are ever held, and of those left out: without a positive weight, without a return on the window's own
  /// days, or on dates with fewer members than the rule asks for.
  let events: Int
  let unweighted: Int
  let absent: Int
  let scattered: Int
  private let weights: [Double]

  init(_ sample: EventSample, _ window: WindowMeasures, _ rule: CalendarTimeRule) {
    let weights = rule.weights == nil ? [] : sample.weights
    let entering = weights.isEmpty ? window.entering : window.entering.filter { weights[$0] > 0 }
    let all = CalendarTimePortfolio.holdings(sample, window, entering)
    holdings = all.filter { $0.members.count >= rule.minimumFirms }
    self.weights = weights
    events = Self.distinctEvents(holdings, of: sample.count)
    unweighted = window.entering.count - entering.count
    let held = all.count == holdings.count ? events : Self.distinctEvents(all, of: sample.count)
    absent = entering.count - held
    scattered = held - events
    returns = holdings.map { holding in
      CalendarTimePortfolio.mean(holding, weights) { event, place in
        sample.withAbnormalReturns(of: event) { $0[place] }
      }
    }
  }

  private static func distinctEvents(_ holdings: [Holding], of count: Int) -> Int {
    var isHeld = [Bool](repeating: false, count: count)
    for holding in holdings { for member in holding.members { isHeld[member.event] = true } }
    return isHeld.count { $0 }
  }

  /// The weighted mean over a date's members.
  func mean(_ holding: Holding, _ value: (_ event: Int, _ place: Int) -> Double) -> Double {
    CalendarTimePortfolio.mean(holding, weights, value)
  }

  private static func mean(
    _ holding: Holding, _ weights: [Double], _ value: (_ event: Int, _ place: Int) -> Double
  ) -> Double {
    var sum = 0.0
    var total = 0.0
    for member in holding.members {
      let weight = weights.isEmpty ? 1 : weights[member.event]
      sum += weight * value(member.event, member.place)
      total += weight
    }
    return sum / total
  }

  /// The members of every date, dealt out over the calendar days from the first to the last.
  private static func holdings(_ sample: EventSample, _ window: WindowMeasures, _ entering: [Int])
    -> [Holding]
  {
    let places = sample.places(of: window.window)
    var first = Int32.max
    var last = Int32.min
    forEachMember(sample, entering, places) { date, _, _ in
      first = min(first, date)
      last = max(last, date)
    }
    guard first <= last else { return [] }
    // How many members each calendar day has, then where its holding stands: days without members cost no array.
    var slots = [Int32](repeating: 0, count: Int(last - first) + 1)
    forEachMember(sample, entering, places) { date, _, _ in slots[Int(date - first)] += 1 }
    var holdings: [Holding] = []
    for day in slots.indices where slots[day] > 0 {
      var holding = Holding(date: first + Int32(day), members: [])
      holding.members.reserveCapacity(Int(slots[day]))
      slots[day] = Int32(holdings.count)
      holdings.append(holding)
    }
    forEachMember(sample, entering, places) { date, event, place in
      holdings[Int(slots[Int(date - first)])].members.append((event, place))
    }
    return holdings
  }

  private static func forEachMember(
    _ sample: EventSample, _ events: [Int], _ places: Range<Int>, _ body: (Int32, Int, Int) -> Void
  ) {
    for event in events {
      sample.withAbnormalReturns(of: event) { values in
        sample.withEventDates(of: event) { dates in
          for place in places where !values[place].isNaN { body(dates[place], event, place) }
        }
      }
    }
  }

  /// Each date's return over the standard deviation of the same portfolio's estimation residuals, on the
  /// days that all its members have; dates without 30 such days, or without dispersion on them, are left out. Beside them the
  /// number of events on the other dates.
  func standardizedReturns(of sample: EventSample) -> (values: [Double], events: Int) {
    var history = PortfolioHistory(sample)
    var values: [Double] = []
    var standing: [Holding] = []
    for (value, holding) in zip(returns, holdings) {
      let moments = Moments(history.commonDays(of: holding.members.map(\.event), in: sample, weights))
      guard moments.count >= ResidualCorrelations.fewestCommonDays, !moments.isConstant,
        let deviation = moments.standardDeviation
      else { continue }
      values.append(value / deviation)
      standing.append(holding)
    }
    let events = standing.count == holdings.count ? events : Self.distinctEvents(standing, of: sample.count)
    return (values, events)
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

  /// The weighted mean residual on each day on which all of `events` have one.
  mutating func commonDays(of events: [Int], in sample: EventSample, _ weights: [Double]) -> [Double] {
    for day in sums.indices {
      sums[day] = 0
      counts[day] = 0
    }
    var total = 0.0
    for event in events {
      let weight = weights.isEmpty ? 1 : weights[event]
      total += weight
      sample.withResiduals(of: event) { residuals in
        sample.withResidualDates(of: event) { dates in
          for place in residuals.indices where !residuals[place].isNaN {
            sums[Int(dates[place] - firstDate)] += weight * residuals[place]
            counts[Int(dates[place] - firstDate)] += 1
          }
        }
      }
    }
    return sums.indices.compactMap { counts[$0] == events.count ? sums[$0] / total : nil }
  }
}
