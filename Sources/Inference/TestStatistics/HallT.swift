/// The cross-sectional t with Hall's monotone correction for skewed CARs.
package struct HallT: TestStatistic {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "hall",
    title: "Hall's transformed t",
    nullHypothesis: "the mean CAR is zero",
    formula: "z = sqrt(N) (S + g S^2/3 + g^2 S^3/27 + g/(6N)), S = CAAR/sd, standard normal",
    assumptions: ["CARs of different events are independent", "their third moment is finite"],
    reference: "Hall (1992), Journal of the Royal Statistical Society B 54, 221-228")

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let section = try CrossSection.ofReturns(window, atLeast: 3)
      guard let statistic = section.moments.hallStatistic else { throw NoStatistic(.zeroVariance) }
      let context = TestContext(
        events: section.values.count, estimate: section.moments.mean,
        convention: "g = N/((N-1)(N-2)) sum (CAR-CAAR)^3/sd^3")
      return context.normal(statistic)
    }
  }
}
