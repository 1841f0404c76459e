/// The ranks of the window's abnormal returns among all of each event's returns.
package struct CorradoRank: TestStatistic {
  /// How ranks are scaled and the sum of several days standardized.
  enum Form { case finitePopulation, plain, original }

  let form: Form

  package init() { form = .finitePopulation }
  private init(_ form: Form) { self.form = form }

  package var variant: String? {
    switch form {
    case .finitePopulation: nil
    case .plain: "plain"
    case .original: "1989"
    }
  }
  package func named(variant: String) -> (any TestStatistic)? {
    switch variant {
    case "plain": CorradoRank(.plain)
    case "1989": CorradoRank(.original)
    default: nil
    }
  }

  package let descriptor = TestDescriptor(
    id: "corrado-rank",
    title: "Corrado rank",
    nullHypothesis: "abnormal returns in the window rank no higher or lower than on other days",
    formula:
      "z = sqrt((T-1)/(T-L)) sum_t N_t^(-1/2) sum_i (U_it - 1/2) / (sqrt(L) S), U = K/(1+T_i), standard normal",
    assumptions: ["the event does not change the variance", "abnormal returns are independent over time"],
    reference:
      "Corrado (1989), Journal of Financial Economics 23, 385-395; Corrado and Zivney (1992), Journal of "
      + "Financial and Quantitative Analysis 27, 465-478; Cowan (1992)",
    variants: [
      .init("plain", "without the factor sqrt((T-1)/(T-L)): ranks as if drawn with replacement"),
      .init("1989", "ranks less their mean, averaged over events, without scaling for missing days"),
    ])

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let scores = workspace.dailyScores(form == .original ? .rank : .correctedRank)
      let statistic = try DailyScoreStatistic(
        scores, of: workspace.sample, over: window, form == .original ? .mean : .sumOverRoot)
      let context = TestContext(
        events: window.entering.count, estimate: statistic.meanScore,
        convention: "ranked among estimation and event window" + conventionOfForm)
      return context.normal(
        form == .finitePopulation ? try statistic.correctedForFinitePopulation() : statistic.z)
    }
  }

  private var conventionOfForm: String {
    switch form {
    case .finitePopulation: "; finite-population correction"
    case .plain: ""
    case .original: "; Corrado's form of 1989"
    }
  }
}
