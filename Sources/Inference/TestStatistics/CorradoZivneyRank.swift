import CoreStatistics
import CoreTypes

/// The rank test on standardized abnormal returns, those of each event day divided by their dispersion over
/// events so that a change of variance at the event does not count as an effect.
package struct CorradoZivneyRank: TestInForms {
  /// Which days are ranked together, and how the window's scores are taken together.
  enum Form: String { case plain, eventstudy2 }

  static let standard = Form.plain
  let form: Form

  package let descriptor = TestDescriptor(
    id: "corrado-zivney",
    title: "Corrado-Zivney rank, adjusted for event-induced variance",
    nullHypothesis: "standardized abnormal returns in the window rank no higher or lower than on other days",
    formula:
      "z = sum_t N_t^(-1/2) sum_i (U_it - 1/2) / (sqrt(L) S), U from SAR_it / sd_t(SAR), standard normal",
    assumptions: [
      "abnormal returns are not strongly skewed", "abnormal returns are independent over time",
      GeneralizedRanks.leastEvents,
    ],
    reference: "Corrado and Zivney (1992), Journal of Financial and Quantitative Analysis 27, 465-478",
    variants: [
      .init(
        "eventstudy2",
        "the Stata module's: returns over the deviation of the residuals without prediction error, M/(M-1) and N/(N-1) twice "
          + "in the variances; ranked among the estimation window and the days tested alone; Cowan's mean rank of all "
          + "events and days")
    ])

  package var needs: SampleNeeds { [.residuals, .standardizedReturns] }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      if form == .eventstudy2 { return try asEventstudy(workspace, window) }
      let statistic = try DailyScoreStatistic(
        workspace.rescaledRankScores, of: workspace.sample, over: window, .sumOverRoot)
      let context = TestContext(
        events: window.entering.count, estimate: statistic.meanScore,
        convention: "ranked among estimation and event window; no finite-population correction")
      return context.normal(statistic.z)
    }
  }

  private func asEventstudy(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
    let sample = workspace.sample
    let places = sample.places(of: window.window)
    let deviations = try CorradoZivneyRank.deviations(sample, workspace.participating)
    var scaled = [Double](repeating: .nan, count: sample.count * places.count)
    for event in window.entering {
      sample.withAbnormalReturns(of: event) { returns in
        for (index, place) in places.enumerated() {
          scaled[event * places.count + index] = returns[place] / deviations[event]
        }
      }
    }
    for index in places.indices.map({ $0 - places.lowerBound }) {
      let values = window.entering.map { scaled[$0 * places.count + index] }.filter { !$0.isNaN }
      let section = try CrossSection(standardized: values, atLeast: 2)
      let spread = section.standardDeviation * (section.count / (section.count - 1)).squareRoot()
      for event in window.entering { scaled[event * places.count + index] /= spread }
    }
    let ranks = EventstudyRanks(
      .share, of: sample, events: workspace.participating, tested: places.count
    ) { event, row in
      sample.withResiduals(of: event) { residuals in
        for day in residuals.indices { row[day] = residuals[day] / deviations[event] }
      }
      for index in 0..<places.count {
        row[sample.estimationWindow.length + index] = scaled[event * places.count + index]
      }
    }
    let (z, mean) = try ranks.cowan()
    let context = TestContext(
      events: window.entering.count, estimate: mean,
      convention: "eventstudy2: ranked among the estimation window and the days tested")
    return context.normal(z)
  }

  /// `sqrt(var(residuals) M/(M-1))` of each event, NaN for the others.
  private static func deviations(_ sample: EventSample, _ events: [Int]) throws(NoStatistic) -> [Double] {
    var deviations = [Double](repeating: .nan, count: sample.count)
    for event in events {
      let moments = sample.residualMoments(of: event)
      guard let variance = moments.variance, !moments.isConstant else { throw NoStatistic(.zeroVariance) }
      let count = Double(moments.count)
      deviations[event] = (variance * count / (count - 1)).squareRoot()
    }
    return deviations
  }
}
