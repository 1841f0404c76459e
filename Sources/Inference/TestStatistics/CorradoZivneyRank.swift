/// The rank test on standardized abnormal returns, those of each event day divided by their dispersion over
/// events so that a change of variance at the event does not count as an effect.
package struct CorradoZivneyRank: TestStatistic {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "corrado-zivney",
    title: "Corrado-Zivney rank, adjusted for event-induced variance",
    nullHypothesis: "standardized abnormal returns in the window rank no higher or lower than on other days",
    formula:
      "z = sum_t N_t^(-1/2) sum_i (U_it - 1/2) / (sqrt(L) S), U from SAR_it / sd_t(SAR), standard normal",
    assumptions: ["abnormal returns are not strongly skewed", "abnormal returns are independent over time"],
    reference: "Corrado and Zivney (1992), Journal of Financial and Quantitative Analysis 27, 465-478")

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let statistic = try DailyScoreStatistic(
        workspace.dailyScores(.rescaledRank), of: workspace.sample, over: window, .sumOverRoot)
      let context = TestContext(
        events: window.entering.count, estimate: statistic.meanScore,
        convention: "ranked among estimation and event window; no finite-population correction")
      return context.normal(statistic.z)
    }
  }
}
