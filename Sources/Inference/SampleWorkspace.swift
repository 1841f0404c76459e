import CoreStatistics
import CoreTypes

/// A sample under test, with the intermediate results that several tests or windows share, each computed
/// when it is first asked for. Belongs to one thread.
package final class SampleWorkspace {
  package let sample: EventSample
  package let resampling: Resampling

  /// The events with at least one abnormal return in the event window: they make up the daily cross-sections
  /// of the time-series tests, whichever windows the study lists.
  let participating: [Int]

  private var scores: [DailyScores.Kind: DailyScores] = [:]
  private var ranks: [[Int]: EstimationRanks] = [:]
  private var correlations: [ResidualCorrelations.Weighting: [EventWindow: Double?]] = [:]

  package init(_ sample: EventSample, resampling: Resampling) {
    self.sample = sample
    self.resampling = resampling
    participating = (0..<sample.count).filter { event in
      sample.withAbnormalReturns(of: event) { $0.contains { !$0.isNaN } }
    }
  }

  /// The average estimation residual of each estimation day over the events that have one that day; days
  /// without any are left out.
  private(set) lazy var averageResiduals: [Double] = {
    let days = sample.estimationWindow.length
    var sums = [Double](repeating: 0, count: days)
    var counts = [Double](repeating: 0, count: days)
    for event in participating {
      sample.withResiduals(of: event) { residuals in
        for day in 0..<days {
          let value = residuals[day]
          let isThere = value == value
          sums[day] += isThere ? value : 0
          counts[day] += isThere ? 1 : 0
        }
      }
    }
    return (0..<days).compactMap { counts[$0] > 0 ? sums[$0] / counts[$0] : nil }
  }()

  /// The daily scores of a rank or sign test over estimation and event window.
  func dailyScores(_ kind: DailyScores.Kind) -> DailyScores {
    if let known = scores[kind] { return known }
    let computed = DailyScores(kind, of: sample, events: participating)
    scores[kind] = computed
    return computed
  }

  /// The ranks of the estimation residuals of `events` among themselves.
  func estimationRanks(of events: [Int]) -> EstimationRanks {
    if let known = ranks[events] { return known }
    let computed = EstimationRanks(of: sample, events: events)
    ranks[events] = computed
    return computed
  }

  /// The average correlation of the estimation residuals of the events that enter `window`; `nil` where no
  /// pair of events has one.
  func averageCorrelation(_ weighting: ResidualCorrelations.Weighting, over window: EventWindow) -> Double? {
    if let known = correlations[weighting]?[window] { return known }
    let computed = ResidualCorrelations.averages(weighting, of: sample)
    correlations[weighting] = computed
    return computed[window] ?? nil
  }
}
