import CoreStatistics

/// The mean CAR against the variances that the estimation windows predict.
package struct MacKinlayJ1: TestInForms {
  /// Whose variances.
  enum Form: String { case predicted, estudy2, eventstudy2 }

  static let standard = Form.predicted
  let form: Form

  package let descriptor = TestDescriptor(
    id: "j1",
    title: "J1",
    nullHypothesis: "the mean CAR is zero",
    formula: "z = CAAR / sqrt(sum var(CAR_i) / N^2), standard normal",
    assumptions: [
      "CARs of different events are independent", "the event does not change the variance",
      "the predicted variances are known exactly",
    ],
    reference: "MacKinlay (1997), Journal of Economic Literature 35, 13-39, eq. 20-22",
    variants: [
      .init(
        "estudy2",
        "the R package's brown_warner_1980: variances SSR/(M-1) without the prediction error, of all events; t with M-1 "
          + "degrees of freedom; single days"),
      .init(
        "eventstudy2",
        "the Stata module's t-test of the cumulated file: variances s^2 (L + L/N + (sum_k (m_k - k mean(m)))^2 / sum (m - "
          + "mean(m))^2), which has the number of events in place of the estimation days and takes the market's mean off k "
          + "times on the k-th day; t with T-P degrees of freedom. Models fitted by least squares, the market their first "
          + "factor"),
    ])

  package var needs: SampleNeeds {
    switch form {
    case .predicted: []
    case .estudy2: .residuals
    case .eventstudy2: EventstudyScores.needs.union(EventstudyDays.needs)
    }
  }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
      if form == .estudy2 { return try asEstudy(workspace, window) }
      if form == .eventstudy2 { return try asEventstudy(workspace, window) }
      var sum = 0.0
      var variance = 0.0
      for event in window.entering {
        sum += window.cumulativeAbnormalReturns[event]
        variance += window.variances[event]
      }
      guard variance > 0 else { throw NoStatistic(.zeroVariance) }
      let context = TestContext(
        events: window.entering.count, estimate: sum / Double(window.entering.count),
        convention: "variances car_se^2")
      return context.normal(sum / variance.squareRoot())
    }
  }

  private func asEventstudy(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    let sample = workspace.sample
    let scores = try workspace.eventstudyScores()
    let events = Double(window.entering.count)
    var variance = 0.0
    for event in window.entering {
      let design = try EventDesign(sample, event)
      guard design.parameters > 0 || sample.design?.hasOffset == false else {
        throw NoStatistic(.leastSquaresOnly)
      }
      variance +=
        scores.deviations[event] * scores.deviations[event]
        * MacKinlayJ1.length(design, sample, window, event, events)
    }
    guard variance > 0 else { throw NoStatistic(.zeroVariance) }
    let mean = window.averageCumulativeReturn
    let context = TestContext(
      events: window.entering.count, estimate: mean,
      convention:
        "eventstudy2: variances with L/N and cumulated means of the market, t with T-P degrees of freedom")
    return context.t(
      mean / (variance.squareRoot() / events),
      degreesOfFreedom: try EventstudyDays(workspace, window).degreesOfFreedom)
  }

  /// What the module multiplies an event's s^2 with; L where the model has no market.
  private static func length(
    _ design: EventDesign, _ sample: EventSample, _ window: WindowMeasures, _ event: Int, _ events: Double
  ) -> Double {
    let market = design.parameters > 1 ? Moments(design.columns[1]) : nil
    var days = 0.0
    var sum = 0.0
    sample.withAbnormalReturns(of: event) { returns in
      for place in sample.places(of: window.window) where !returns[place].isNaN {
        days += 1
        if let market { sum += design.regressor(1, at: place) - days * market.mean }
      }
    }
    return market.map { days + days / events + sum * sum / $0.sumOfSquares } ?? days
  }

  private func asEstudy(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    let day = try EstudyDay(workspace, window)
    let mean = window.averageCumulativeReturn
    let deviation = day.variances.reduce(0, +).squareRoot() / day.allEvents
    let context = TestContext(
      events: window.entering.count, estimate: mean,
      convention: "estudy2: brown_warner_1980, variances SSR/(M-1) of all events")
    return context.t(mean / deviation, degreesOfFreedom: day.degreesOfFreedom)
  }
}
