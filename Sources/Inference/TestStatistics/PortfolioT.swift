/// The equally weighted portfolio of the events of one date: the exact t of its abnormal return.
package struct PortfolioT: TestStatistic {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "portfolio-t",
    title: "Portfolio t for a common event date",
    nullHypothesis: "the mean CAR of the events of the largest common date is zero",
    formula:
      "t = w'CAR / sqrt(c w'Sw), w = 1/N, S = E'E/(M-K), c = var(CAR_i)/s_i^2, t with M-K degrees of freedom",
    assumptions: [
      "residual vectors are independent over time and normal", "the event does not change the variance",
    ],
    reference:
      "Schipper and Thompson (1983), Journal of Accounting Research 21, 184-221; Binder (1985), 23, 370-383")

  package var usesEstimationDates: Bool { true }

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let members = try CommonDateMembers(workspace.sample, window)
      let (average, t) = try members.portfolioT()
      let context = TestContext(
        events: members.events.count, estimate: average,
        convention: "events with complete rows on the largest common date", note: members.note)
      return context.t(t, degreesOfFreedom: members.degreesOfFreedom)
    }
  }
}
