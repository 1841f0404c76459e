import CoreStatistics

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
      let moments = sample.residualMoments(of: event)
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
