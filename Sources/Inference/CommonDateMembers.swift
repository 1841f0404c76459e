import CoreStatistics
import CoreTypes

/// The events of the largest common date of day 0 whose rows are complete: an abnormal return on every day of the
/// estimation and event window, all on the same dates; where exchanges differ in these, the largest such block. The
/// multivariate regression tests need one.
struct CommonDateMembers {
  let events: [Int]
  /// Their CARs.
  let returns: [Double]
  /// Their estimation residuals, a column an event, about the level that their variances are taken about.
  let columns: [[Double]]
  /// `c = var(CAR_i) / s_i^2`, which is one number where the regressors are the same.
  let variance: Double
  /// `M - K`.
  let degreesOfFreedom: Double
  /// How many events were left out, and why.
  let note: String?

  /// Number of estimation days.
  var rows: Int { columns[0].count }

  /// The mean residual over the members, one an estimation day.
  var portfolioResiduals: [Double] { averageResiduals(of: events.indices) }

  private func averageResiduals(of places: some Collection<Int>) -> [Double] {
    let count = Double(places.count)
    return (0..<rows).map { day in places.reduce(0) { $0 + columns[$1][day] } / count }
  }

  private func averageReturn(of places: some Collection<Int>) -> Double {
    places.reduce(0) { $0 + returns[$1] } / Double(places.count)
  }

  /// The mean CAR of the members over its standard error `sqrt(c w'Sw)`.
  func portfolioT() throws(NoStatistic) -> (average: Double, t: Double) {
    let average = averageReturn(of: events.indices)
    return (average, try t(of: average, residuals: portfolioResiduals))
  }

  /// The same of the mean CAR of some members, by their places, less that of others.
  func portfolioT(buying: [Int], selling: [Int]) throws(NoStatistic) -> (difference: Double, t: Double) {
    let difference = averageReturn(of: buying) - averageReturn(of: selling)
    let residuals = zip(averageResiduals(of: buying), averageResiduals(of: selling)).map { $0 - $1 }
    return (difference, try t(of: difference, residuals: residuals))
  }

  private func t(of estimate: Double, residuals: [Double]) throws(NoStatistic) -> Double {
    let squares = residuals.sumOfSquares
    guard squares > 0 else { throw NoStatistic(.zeroVariance) }
    return estimate / (variance * squares / degreesOfFreedom).squareRoot()
  }

  /// Two events of one date at least.
  init(_ sample: EventSample, _ window: WindowMeasures) throws(NoStatistic) {
    try self.init(sample, window) { $0.count >= 2 }
  }

  /// - Parameter isSample: what events of one date must be to be taken, before and after incomplete ones are left out.
  init(
    _ sample: EventSample, _ window: WindowMeasures, holding isSample: ([Int]) -> Bool
  ) throws(NoStatistic) {
    guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
    var byDate: [Int32: [Int]] = [:]
    for event in window.entering { byDate[sample.dayZeroDates[event], default: []].append(event) }
    byDate = byDate.filter { isSample($0.value) }
    // The largest; of equally large ones the first.
    guard let date = byDate.keys.max(by: { (byDate[$0]?.count ?? 0, $1) < (byDate[$1]?.count ?? 0, $0) }),
      let onDate = byDate[date]
    else { throw NoStatistic(.noCommonEventDate) }
    let all = CommonDateMembers.blocks(of: onDate, in: sample)
    let blocks = all.filter { isSample($0.events) }
    let largest = blocks.map(\.events.count).max()
    guard let block = blocks.first(where: { $0.events.count == largest }), let first = block.events.first
    else { throw NoStatistic(.noCommonEventDate) }
    events = block.events

    let ratios = events.map { event in
      let deviation = sample.residualStandardDeviations[event]
      return window.variances[event] / (deviation * deviation)
    }
    variance = ratios.reduce(0, +) / Double(ratios.count)
    let degrees = sample.degreesOfFreedom[first]
    let common = variance
    guard variance.isFinite, ratios.allSatisfy({ CommonDateMembers.isRounding($0 - common, of: common) }),
      events.allSatisfy({ sample.degreesOfFreedom[$0] == degrees })
    else { throw NoStatistic(.regressorsDiffer) }
    degreesOfFreedom = Double(degrees)
    returns = events.map { window.cumulativeAbnormalReturns[$0] }
    columns = events.map { CommonDateMembers.centeredResiduals(of: $0, on: block.places, in: sample) }
    let elsewhere = window.entering.count - onDate.count
    let incomplete = onDate.count - all.reduce(0) { $0 + $1.events.count }
    let otherDays = onDate.count - events.count - incomplete
    note =
      elsewhere + incomplete + otherDays == 0
      ? nil
      : "left out: \(elsewhere) events on other dates, \(incomplete) with incomplete rows"
        + (otherDays == 0 ? "" : ", \(otherDays) whose estimation or event windows have other sessions")
  }

  /// What two ways of computing one variance differ by.
  static func isRounding(_ difference: Double, of variance: Double) -> Bool {
    abs(difference) <= 1e-8 * variance
  }

  /// The complete events apart by the dates of their rows, in the order of their first ones, with the places of the
  /// estimation days.
  private static func blocks(
    of onDate: [Int], in sample: EventSample
  ) -> [(events: [Int], places: [Int])] {
    var groups: [[Int]] = []
    for event in onDate {
      if let known = groups.firstIndex(where: { hasEqualDates($0[0], event, in: sample) }) {
        groups[known].append(event)
      } else {
        groups.append([event])
      }
    }
    return groups.map { group in
      let places = estimationPlaces(of: group, in: sample)
      return (group.filter { isComplete($0, on: places, in: sample) }, places)
    }
  }

  /// The places of the estimation days: two windows have days between them on which nothing is estimated.
  private static func estimationPlaces(of events: [Int], in sample: EventSample) -> [Int] {
    var isUsed = [Bool](repeating: false, count: sample.estimationWindow.length)
    for event in events {
      sample.withResiduals(of: event) { residuals in
        for place in residuals.indices where !residuals[place].isNaN { isUsed[place] = true }
      }
    }
    return isUsed.indices.filter { isUsed[$0] }
  }

  private static func isComplete(_ event: Int, on places: [Int], in sample: EventSample) -> Bool {
    sample.withResiduals(of: event) { residuals in !places.contains { residuals[$0].isNaN } }
      && sample.withAbnormalReturns(of: event) { !$0.contains(where: \.isNaN) }
  }

  private static func hasEqualDates(_ first: Int, _ other: Int, in sample: EventSample) -> Bool {
    sample.withResidualDates(of: first) { left in
      sample.withResidualDates(of: other) { left.elementsEqual($0) }
    }
      && sample.withEventDates(of: first) { left in
        sample.withEventDates(of: other) { left.elementsEqual($0) }
      }
  }

  /// The residuals such that their squares sum to `nu s^2`. Models without an intercept leave a mean in them;
  /// where the variance was taken about that mean, it is taken out here too.
  private static func centeredResiduals(of event: Int, on places: [Int], in sample: EventSample) -> [Double] {
    let residuals = sample.withResiduals(of: event) { all in places.map { all[$0] } }
    let deviation = sample.residualStandardDeviations[event]
    let target = Double(sample.degreesOfFreedom[event]) * deviation * deviation
    let moments = Moments(residuals)
    let about0 = residuals.sumOfSquares
    guard abs(moments.sumOfSquares - target) < abs(about0 - target) else { return residuals }
    return residuals.map { $0 - moments.mean }
  }
}
