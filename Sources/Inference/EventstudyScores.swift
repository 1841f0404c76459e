import CoreStatistics
import CoreTypes

/// What the Stata module eventstudy2 makes of every event: abnormal returns over the root of two standard deviations, the
/// residuals' and the forecast's, and one correction for the correlation of all events.
///
/// `V_t = AR_t / sqrt(s f_t)` with `s^2 = SSR/(M-P)`, P the parameters it counts, and `f_t` Stata's standard error of the
/// forecast: its Patell statistic divides by the root of `f/s` where Patell (1976) divides by `f/s`.
struct EventstudyScores {
  /// What they ask of a sample.
  static let needs: SampleNeeds = [.residuals, .design]

  /// s of every event of the sample; NaN for events without a return in the event window.
  let deviations: [Double]
  /// M - P of every participating event.
  let degreesOfFreedom: [Double]
  /// V of the event days, one row an event, NaN where missing.
  private let scores: [Double]
  /// `sqrt((1-rbar) / (1+(n-1) rbar))`, rbar over the pairs of all events whose V of the estimation window have a
  /// correlation, day by day in event time, or why there is none.
  let correction: Answer<Double>

  static func of(_ workspace: SampleWorkspace) throws(NoStatistic) -> EventstudyScores {
    let sample = workspace.sample
    let (days, eventDays) = (sample.estimationWindow.length, sample.eventWindow.length)
    var deviations = [Double](repeating: .nan, count: sample.count)
    var scores = [Double](repeating: .nan, count: sample.count * eventDays)
    var freedom: [Double] = []
    var panel = [Double](repeating: .nan, count: workspace.participating.count * days)
    for (row, event) in workspace.participating.enumerated() {
      let design = try EventDesign(sample, event)
      let residuals = sample.withResiduals(of: event) { all in design.places.map { all[$0] } }
      let squares = residuals.sumOfSquares
      let counted = Double(residuals.count - EventstudyDays.parameters(design.parameters))
      guard squares > 0 else { throw NoStatistic(.zeroVariance) }
      guard counted >= 1 else { throw NoStatistic(.tooFewDegreesOfFreedom) }
      let deviation = (squares / counted).squareRoot()
      let own = (squares / Double(residuals.count - design.parameters)).squareRoot()
      deviations[event] = deviation
      freedom.append(counted)
      for (place, (residual, leverage)) in zip(design.places, zip(residuals, design.leverages)) {
        panel[row * days + place] = residual / (deviation * own * (1 + leverage).squareRoot()).squareRoot()
      }
      sample.withAbnormalReturns(of: event) { returns in
        for place in 0..<eventDays where !returns[place].isNaN {
          let leverage =
            design.parameters == 0 ? 0 : design.quadraticForm(design.regressors(summedOver: [place]))
          scores[event * eventDays + place] =
            returns[place] / (deviation * own * (1 + leverage).squareRoot()).squareRoot()
        }
      }
    }
    return EventstudyScores(
      deviations: deviations, degreesOfFreedom: freedom, scores: scores,
      correction: Answer { () throws(NoStatistic) in try correction(of: panel, days: days) })
  }

  /// W of the events that enter: the running sum of `V_t / sqrt(k)`, k the returns up to day t. Its variance is
  /// `1 + 1/2 + ... + 1/L`, where Patell's sum over sqrt(L) has 1.
  func cumulated(over window: WindowMeasures, of sample: EventSample) throws(NoStatistic) -> [Double] {
    guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
    let values = window.entering.map { event in
      var sum = 0.0
      var count = 0.0
      for place in sample.places(of: window.window) {
        let score = scores[event * sample.eventWindow.length + place]
        guard !score.isNaN else { continue }
        count += 1
        sum += score / count.squareRoot()
      }
      return sum
    }
    guard values.allSatisfy(\.isFinite) else { throw NoStatistic(.zeroVariance) }
    return values
  }

  /// Patell's Z of the events that enter, over all events of the study, times a factor.
  func patell(
    over window: WindowMeasures, of sample: EventSample, times factor: Double, convention: String
  ) throws(NoStatistic) -> TestOutcome {
    let values = try cumulated(over: window, of: sample)
    let variance = try sumOfStudentVariances(degreesOfFreedom)
    let sum = values.reduce(0, +)
    let context = TestContext(
      events: values.count, estimate: sum / Double(values.count), convention: convention)
    return context.normal(sum / variance.squareRoot() * factor)
  }

  private static func correction(of panel: [Double], days: Int) throws(NoStatistic) -> Double {
    let average = EventTimeCorrelations.average(of: panel, days: days)
    guard let (correlation, events) = average else { return 1 }
    let inflation = 1 + (events - 1) * correlation
    guard correlation < ResidualCorrelations.perfect else { throw NoStatistic(.zeroVariance) }
    guard inflation > 0 else { throw NoStatistic(.correlationTooNegative) }
    return ((1 - correlation) / inflation).squareRoot()
  }
}

/// Correlations of events day by day in event time, whatever the calendar says.
enum EventTimeCorrelations {
  /// The average over all pairs that have one, and the number of events that so many pairs make; `nil` without a pair.
  ///
  /// Rows with the same missing days are scaled and summed first, so that their pairs cost one scalar product.
  ///
  /// - Parameter panel: rows of `days` values, NaN where missing.
  static func average(of panel: [Double], days: Int) -> (correlation: Double, events: Double)? {
    let rows = panel.count / max(1, days)
    var groups: [[Bool]: [Int]] = [:]
    var masks: [[Bool]] = []
    for row in 0..<rows {
      let mask = (0..<days).map { !panel[row * days + $0].isNaN }
      if groups[mask] == nil { masks.append(mask) }
      groups[mask, default: []].append(row)
    }
    let valid = masks.map { mask in (0..<days).filter { mask[$0] } }
    let units = zip(masks, valid).map { mask, days in
      UnitResiduals(
        values: (groups[mask] ?? []).flatMap { row in days.map { panel[row * mask.count + $0] } },
        days: days.count)
    }
    var sum = 0.0
    var pairs = 0.0
    for first in masks.indices {
      for second in first..<masks.count {
        let own = valid[first].indices.filter { masks[second][valid[first][$0]] }
        let others = valid[second].indices.filter { masks[first][valid[second][$0]] }
        guard own.count >= 2 else { continue }
        let left = units[first].sum(at: own)
        let pair =
          first == second
          ? UnitResiduals.within(left) : UnitResiduals.between(left, units[second].sum(at: others))
        pairs += pair.pairs
        sum += pair.correlations
      }
    }
    guard pairs > 0 else { return nil }
    return (sum / pairs, (0.5 + (0.25 + 2 * pairs).squareRoot()).rounded())
  }
}
