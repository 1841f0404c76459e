/// The mean CAR against its dispersion over events.
package struct CrossSectionalT: TestStatistic {
  package init() {}

  package let descriptor = TestDescriptor(
    id: "cross-sectional-t",
    title: "Cross-sectional t",
    nullHypothesis: "the mean CAR is zero",
    formula: "t = CAAR / (sd(CAR) / sqrt(N)), t with N-1 degrees of freedom",
    assumptions: ["CARs of different events are independent", "N is large or CARs are normal"],
    reference: "Brown and Warner (1980), Journal of Financial Economics 8, 205-258")

  package func evaluate(_ workspace: SampleWorkspace, over window: WindowMeasures) -> TestOutcome {
    outcome { () throws(NoStatistic) in
      let section = try CrossSection.ofReturns(window, atLeast: 2)
      let context = TestContext(
        events: section.values.count, estimate: section.moments.mean,
        convention: "standard deviation with N-1")
      return context.t(section.t, degreesOfFreedom: section.count - 1)
    }
  }
}
