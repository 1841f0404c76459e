import CoreStatistics
import CoreTypes

/// A sample under test, with the intermediate results that several tests or windows share, each computed once,
/// when it is first asked for. Several threads may share a workspace.
package final class SampleWorkspace: Sendable {
  package let sample: EventSample
  package let resampling: Resampling
  package let calendarTime: CalendarTimeRule
  private let blocks: BlockRunner

  /// The events with at least one abnormal return in the event window: they make up the daily cross-sections
  /// of the time-series tests, whichever windows the study lists.
  let participating: [Int]

  private let sums = OnceByKey<SampleNeeds, SeriesSums>()
  private let rescaledRanks = Once<DailyScores>()
  private let allRanks = Once<EstimationRanks>()
  private let ranks = OnceByKey<[Int], EstimationRanks>()
  private let generalized = OnceByKey<GeneralizedRanks.Key, Answer<GeneralizedRanks>>()
  private let stata = Once<Answer<EventstudyScores>>()
  private let correlations = OnceByKey<ResidualCorrelations.Weighting, ResidualCorrelations.Averages>()

  /// Portfolios as METHODS 0.9 has them, events one after the other.
  package convenience init(_ sample: EventSample, resampling: Resampling) {
    self.init(sample, resampling: resampling, calendarTime: .equalWeights, blocks: .inTurn)
  }

  package init(
    _ sample: EventSample, resampling: Resampling, calendarTime: CalendarTimeRule, blocks: BlockRunner
  ) {
    self.sample = sample
    self.resampling = resampling
    self.calendarTime = calendarTime
    self.blocks = blocks
    participating = (0..<sample.count).filter { event in
      sample.withAbnormalReturns(of: event) { $0.contains { !$0.isNaN } }
    }
  }

  /// What is added up over events: by whoever made the sample, or here from the residuals that it holds.
  private func sums(_ needs: SampleNeeds) -> SeriesSums {
    if let made = sample.sums, made.has(needs) { return made }
    return sums.value(of: needs) { SeriesSums(needs, of: sample, blocks: blocks) }
  }

  /// The average estimation residual of each estimation day over the events that have one that day; days
  /// without any are left out.
  var averageResiduals: [Double] { sums(.averageResiduals).averageResiduals }

  /// The same, each times the root of the number of its events.
  var scaledAverageResiduals: [Double] { sums(.averageResiduals).scaledAverageResiduals }

  /// The skewness of the standardized estimation residuals of the events that enter a window.
  func residualSkewness(over window: EventWindow) -> Double? {
    sums(.residualMoments).residualSkewness(over: window)
  }

  /// The mean share of positive sums of `length` estimation residuals over the events that enter a window.
  ///
  /// - Parameter need: as the test has declared it, `dailyShares` or `windowShares`.
  func positiveShare(_ need: SampleNeeds, sumsOf length: Int, over window: EventWindow) -> Double? {
    sums(need).positiveShare(sumsOf: length, over: window)
  }

  /// The daily scores of a rank or sign test over estimation and event window.
  func dailyScores(_ kind: DailyScores.Kind) -> DailyScores {
    guard let scores = sums(kind.need).dailyScores(kind) else { preconditionFailure("sums of another need") }
    return scores
  }

  /// The daily scores of ranked SARs, those of an event day first divided by their dispersion over events.
  var rescaledRankScores: DailyScores {
    rescaledRanks.value {
      DailyScores.rescaledRanks(of: sample, events: participating, blocks: blocks)
    }
  }

  /// The ranks of the estimation residuals of `events` among themselves. Most windows hold most events: those of all
  /// are summed once, and the few that are missing taken out.
  func estimationRanks(of events: [Int]) -> EstimationRanks {
    guard events != participating else {
      return allRanks.value { EstimationRanks(of: sample, events: participating) }
    }
    return ranks.value(of: events) {
      let entering = Set(events)
      let missing = participating.filter { !entering.contains($0) }
      guard missing.count < events.count, missing.count + events.count == participating.count else {
        return EstimationRanks(of: sample, events: events)
      }
      return estimationRanks(of: participating).without(EstimationRanks(of: sample, events: missing))
    }
  }

  /// The generalized ranks of one window, or why there are none.
  func generalizedRanks(_ window: WindowMeasures, isAdjusted: Bool) throws(NoStatistic) -> GeneralizedRanks {
    let key = GeneralizedRanks.Key(window: window.window, isAdjusted: isAdjusted)
    return try generalized.value(of: key) {
      Answer { () throws(NoStatistic) in try GeneralizedRanks.of(self, window, isAdjusted: isAdjusted) }
    }.get()
  }

  /// What the Stata module makes of the events, or why it has nothing.
  func eventstudyScores() throws(NoStatistic) -> EventstudyScores {
    try stata.value { Answer { () throws(NoStatistic) in try EventstudyScores.of(self) } }.get()
  }

  /// The average correlation of the estimation residuals of the events that enter `window`; `nil` where no
  /// pair of events has one.
  func averageCorrelation(_ weighting: ResidualCorrelations.Weighting, over window: EventWindow) -> Double? {
    let averages = correlations.value(of: weighting) {
      ResidualCorrelations.Averages(byWindow: ResidualCorrelations.averages(weighting, of: sample))
    }
    return averages.byWindow[window] ?? nil
  }
}
