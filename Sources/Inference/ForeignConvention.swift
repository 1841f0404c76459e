import CoreStatistics
import CoreTypes

/// A program whose statistics stand in publications and differ from the literature's. Each is a variant of the tests
/// that it computes in its own way, so that a published number can be reproduced beside the right one.
///
/// Only what can be read in a program's source is here. Tests that it computes as this project does have no such
/// variant: the R package's `t_test` is `cross-sectional-t`, its `rank_test` `corrado-rank:1989`, its
/// `modified_rank_test` `corrado-rank:plain`, its `sign_test`, `corrado_sign_test` and `wilcoxon_test` (the statistic)
/// `sign`, `corrado-zivney-sign` and `wilcoxon`, its `car_brown_warner_1985` the statistic of `crude-dependence`, its
/// `car_rank_test` `corrado-rank:eventstudy2` where no return is missing; the t of WRDS's mean CAR is
/// `cross-sectional-t`, its Wilcoxon test has `wilcoxon`'s exact p; EventStudyTools' BMP and skewness-corrected test are
/// `bmp` and `hall`, its BHAR that of `bhar: model`, its t of one event that of `prediction_error: none`.
package enum ForeignConvention: String, CaseIterable, Sendable {
  /// The R package, which has these tests for single days only, but for `portfolio-t`.
  case estudy2
  /// The Stata module.
  case eventstudy2
  /// The service, as its page of significance tests has it.
  case eventstudytools
  /// The Python program of Wharton Research Data Services and the pages that it makes.
  case wrds
}

/// The standardized CARs of WRDS's program, for the events that enter: `CAR / (s sqrt(L))`, L the days of the window whether
/// or not they have a return, without a prediction error.
func wrdsStandardizedReturns(_ sample: EventSample, _ window: WindowMeasures) throws(NoStatistic) -> [Double]
{
  guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
  let root = Double(window.window.length).squareRoot()
  let values = window.entering.map { event in
    window.cumulativeAbnormalReturns[event] / (sample.residualStandardDeviations[event] * root)
  }
  guard values.allSatisfy(\.isFinite) else { throw NoStatistic(.zeroVariance) }
  return values
}

/// What estudy2 makes of one day: abnormal returns over the standard deviation of the estimation residuals about their
/// mean, that is SSR/(M-1) in place of SSR/(M-K), and sums over all events where some have no return that day.
struct EstudyDay {
  /// Of the events with an abnormal return that day: `AR / (sd sqrt(1 + h))`.
  let standardized: [Double]
  /// Sample variance of the residuals and their number, of every event.
  let variances: [Double]
  let observations: [Double]

  var allEvents: Double { Double(observations.count) }
  /// M - 1, M averaged over events.
  var degreesOfFreedom: Double { observations.reduce(0, +) / allEvents - 1 }

  init(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic) {
    guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
    guard window.window.length == 1 else { throw NoStatistic(.singleDayOnly) }
    let sample = workspace.sample
    var deviations = [Double](repeating: .nan, count: sample.count)
    var variances: [Double] = []
    var observations: [Double] = []
    for event in workspace.participating {
      let moments = sample.withResiduals(of: event) { Moments($0.filter { !$0.isNaN }) }
      guard let variance = moments.variance, variance > 0 else { throw NoStatistic(.zeroVariance) }
      deviations[event] = variance.squareRoot()
      variances.append(variance)
      observations.append(Double(moments.count))
    }
    self.variances = variances
    self.observations = observations
    standardized = window.entering.map { event in
      window.standardized[event] * sample.residualStandardDeviations[event] / deviations[event]
    }
    guard standardized.allSatisfy(\.isFinite) else { throw NoStatistic(.zeroVariance) }
  }
}

/// What eventstudy2 counts: the estimation days T and the parameters P of the first event that enters.
struct EventstudyDays {
  /// What it asks of a sample.
  static let needs: SampleNeeds = [.averageResiduals, .residuals]

  let days: Double
  let parameters: Double

  /// Two and one for each factor beside the market: two also for models without a slope.
  static func parameters(_ estimated: Int) -> Int { max(2, estimated) }

  init(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic) {
    guard let event = window.entering.first else { throw NoStatistic(.noEvents) }
    days = Double(workspace.averageResiduals.count)
    let observations = workspace.sample.withResiduals(of: event) { $0.count { !$0.isNaN } }
    parameters = Double(
      EventstudyDays.parameters(observations - workspace.sample.degreesOfFreedom[event]))
    guard days - parameters >= 1 else { throw NoStatistic(.tooFewDegreesOfFreedom) }
  }

  /// T - P.
  var degreesOfFreedom: Double { days - parameters }
}
