/// The signs of the window's abnormal returns about each event's median.
package struct CorradoZivneySign: TestStatistic {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "corrado-zivney-sign",
    title: "Corrado-Zivney sign",
    nullHypothesis: "abnormal returns in the window lie above and below their median as on other days",
    formula: "z = sum_t N_t^(-1/2) sum_i G_it / (sqrt(L) S), G = sign(AR - median), standard normal",
    assumptions: ["abnormal returns are independent over time"],
    reference: "Corrado and Zivney (1992), Journal of Financial and Quantitative Analysis 27, 465-478")

  package var needs: SampleNeeds { .signs }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let statistic = try DailyScoreStatistic(
        workspace.dailyScores(.sign), of: workspace.sample, over: window, .sumOverRoot)
      let context = TestContext(
        events: window.entering.count, estimate: statistic.meanScore,
        convention: "median over estimation and event window")
      return context.normal(statistic.z)
    }
  }
}
