/// The ranks of the window's abnormal returns among all of each event's returns.
package struct CorradoRank: TestInForms {
  /// How ranks are scaled and the sum of several days standardized.
  enum Form: String {
    case finitePopulation, plain
    case original = "1989"
    case eventstudy2
  }

  static let standard = Form.finitePopulation
  let form: Form

  package let descriptor = TestDescriptor(
    id: "corrado-rank",
    title: "Corrado rank",
    nullHypothesis: "abnormal returns in the window rank no higher or lower than on other days",
    formula:
      "z = sqrt((T-1)/(T-L)) sum_t N_t^(-1/2) sum_i (U_it - 1/2) / (sqrt(L) S), U = K/(1+T_i), T and L "
      + "the days with a score, standard normal",
    assumptions: ["the event does not change the variance", "abnormal returns are independent over time"],
    reference:
      "Corrado (1989), Journal of Financial Economics 23, 385-395; Corrado and Zivney (1992), Journal of "
      + "Financial and Quantitative Analysis 27, 465-478; Cowan (1992)",
    variants: [
      .init("plain", "without the factor sqrt((T-1)/(T-L)): ranks as if drawn with replacement"),
      .init("1989", "ranks less their mean, averaged over events, without scaling for missing days"),
      .init(
        "eventstudy2",
        "the Stata module's: ranked among the estimation window and the days tested alone; Cowan's mean rank of all events "
          + "and days, without scaling for missing days"),
    ])

  package var needs: SampleNeeds {
    switch form {
    case .finitePopulation, .plain: .correctedRanks
    case .original: .ranks
    case .eventstudy2: .residuals
    }
  }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      if form == .eventstudy2 { return try asEventstudy(workspace, window) }
      let scores = workspace.dailyScores(form == .original ? .rank : .correctedRank)
      let statistic = try DailyScoreStatistic(
        scores, of: workspace.sample, over: window, form == .original ? .mean : .sumOverRoot)
      let context = TestContext(
        events: window.entering.count, estimate: statistic.meanScore, convention: convention)
      return context.normal(
        form == .finitePopulation ? try statistic.correctedForFinitePopulation() : statistic.z)
    }
  }

  private func asEventstudy(_ workspace: SampleWorkspace, _ window: WindowMeasures) throws(NoStatistic)
    -> TestOutcome
  {
    guard !window.entering.isEmpty else { throw NoStatistic(.noEvents) }
    let sample = workspace.sample
    let places = sample.places(of: window.window)
    let enters = window.cumulativeAbnormalReturns.map(\.isFinite)
    let ranks = EventstudyRanks(
      .centered, of: sample, events: workspace.participating, tested: places.count
    ) { event, row in
      sample.withResiduals(of: event) { residuals in
        for day in residuals.indices { row[day] = residuals[day] }
      }
      sample.withAbnormalReturns(of: event) { returns in
        for (index, place) in places.enumerated() {
          row[sample.estimationWindow.length + index] = enters[event] ? returns[place] : .nan
        }
      }
    }
    let (z, mean) = try ranks.cowan()
    return TestContext(events: window.entering.count, estimate: mean, convention: convention).normal(z)
  }

  private var convention: String {
    let ranked = "ranked among estimation and event window"
    return switch form {
    case .finitePopulation: ranked + "; finite-population correction"
    case .plain: ranked
    case .original: ranked + "; Corrado's form of 1989"
    case .eventstudy2: "eventstudy2: ranked among the estimation window and the days tested"
    }
  }
}
