/// The generalized rank test with the variance that ranks of independent events have.
package struct GeneralizedRankZ: TestInForms {
  /// How SCARs are rescaled before they are ranked.
  enum Form: String { case plain, adjusted }

  static let standard = Form.plain
  let form: Form

  package let descriptor = TestDescriptor(
    id: "grank-z",
    title: "Generalized rank Z (GRANK-Z)",
    nullHypothesis: "the standardized CAR ranks no higher or lower than a single estimation day",
    formula: "z = sum_i U_i0 / sqrt(sum_i (T_i-1)/(12(T_i+1))), standard normal",
    assumptions: [
      "CARs of different events are independent", "abnormal returns are not strongly skewed",
      GeneralizedRanks.leastEvents,
    ],
    reference: "Kolari and Pynnonen (2011), Journal of Empirical Finance 18, 953-971",
    variants: [
      .init("adjusted", "SCARs also times sqrt(1-rbar): correlation makes their dispersion too small")
    ])

  package var needs: SampleNeeds { [.residuals, .estimationDates] }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let ranks = try workspace.generalizedRanks(window, isAdjusted: form == .adjusted)
      guard ranks.variance > 0 else { throw NoStatistic(.noEstimationResiduals) }
      let context = TestContext(
        events: window.entering.count, estimate: ranks.meanRank,
        convention: "T counts the event's column" + (form == .adjusted ? "; SCAR times sqrt(1-rbar)" : ""))
      return context.normal(ranks.meanRank * ranks.events / ranks.variance.squareRoot())
    }
  }
}
